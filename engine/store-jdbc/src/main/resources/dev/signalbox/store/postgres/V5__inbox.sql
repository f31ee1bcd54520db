-- What the lists of open holds go by, without bodies. urgency counts from the most urgent; due is the largest integer for a
-- hold without a time; cost is the run's, in billionths of a US dollar; voters is a JSON list; words is what is searched.
CREATE TABLE hold_line (
  hold text COLLATE "C" PRIMARY KEY,
  run text COLLATE "C" NOT NULL,
  flow text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  requester text COLLATE "C" NOT NULL,
  not_requester smallint NOT NULL,
  voters text NOT NULL,
  urgency smallint NOT NULL,
  due bigint NOT NULL,
  opened_at bigint NOT NULL,
  cost bigint NOT NULL,
  edited smallint NOT NULL,
  words text NOT NULL
);
CREATE INDEX hold_line_due ON hold_line (due, hold);
CREATE INDEX hold_line_opened ON hold_line (opened_at, hold);
CREATE INDEX hold_line_urgency ON hold_line (urgency, due, hold);
CREATE INDEX hold_line_cost ON hold_line (cost, hold);
CREATE INDEX hold_line_run ON hold_line (run);
DROP INDEX IF EXISTS hold_by_due;
DROP INDEX IF EXISTS hold_by_run;

-- How each closed hold ended. The run's log gives it again; person, via and note are null where nobody decided.
CREATE TABLE decision (
  hold text COLLATE "C" PRIMARY KEY,
  run text COLLATE "C" NOT NULL,
  flow text COLLATE "C" NOT NULL,
  version text NOT NULL,
  run_key text,
  state text COLLATE "C" NOT NULL,
  purpose text NOT NULL,
  title text NOT NULL,
  action text,
  requester text COLLATE "C" NOT NULL,
  addressed text NOT NULL,
  urgency smallint NOT NULL,
  opened_at bigint NOT NULL,
  due bigint,
  decided_at bigint NOT NULL,
  verdict text COLLATE "C" NOT NULL,
  person text COLLATE "C",
  via text,
  authenticated smallint NOT NULL,
  note text,
  edited smallint NOT NULL,
  cost_usd text NOT NULL,
  words text NOT NULL
);
CREATE INDEX decision_latest ON decision (decided_at, hold);
CREATE INDEX decision_by ON decision (person, decided_at, hold) WHERE person IS NOT NULL;
CREATE INDEX decision_of_flow ON decision (flow, decided_at, hold);
CREATE INDEX decision_of_run ON decision (run);

-- Who is at work on an open hold, for a time.
CREATE TABLE claim (hold text COLLATE "C" PRIMARY KEY, person text COLLATE "C" NOT NULL, until bigint NOT NULL);
CREATE INDEX claim_of ON claim (person, until);

-- When somebody first opened a hold.
CREATE TABLE look (
  hold text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  looked_at bigint NOT NULL,
  PRIMARY KEY (hold, person)
);
