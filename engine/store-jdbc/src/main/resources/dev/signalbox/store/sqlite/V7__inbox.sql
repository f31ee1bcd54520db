-- What the lists of open holds go by, without bodies. urgency counts from the most urgent; due is the largest integer for a
-- hold without a time; cost is the run's, in billionths of a US dollar; voters is a JSON list; words is what is searched.
CREATE TABLE hold_line (
  hold TEXT NOT NULL PRIMARY KEY,
  run TEXT NOT NULL,
  flow TEXT NOT NULL,
  state TEXT NOT NULL,
  requester TEXT NOT NULL,
  not_requester INTEGER NOT NULL,
  voters TEXT NOT NULL,
  urgency INTEGER NOT NULL,
  due INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  words TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX hold_line_due ON hold_line (due);
CREATE INDEX hold_line_opened ON hold_line (opened_at);
CREATE INDEX hold_line_urgency ON hold_line (urgency, due);
CREATE INDEX hold_line_cost ON hold_line (cost);
CREATE INDEX hold_line_run ON hold_line (run);
DROP INDEX IF EXISTS hold_by_due;
DROP INDEX IF EXISTS hold_by_run;

-- How each closed hold ended. The run's log gives it again; person, via and note are null where nobody decided.
CREATE TABLE decision (
  hold TEXT NOT NULL PRIMARY KEY,
  run TEXT NOT NULL,
  flow TEXT NOT NULL,
  version TEXT NOT NULL,
  run_key TEXT,
  state TEXT NOT NULL,
  purpose TEXT NOT NULL,
  title TEXT NOT NULL,
  action TEXT,
  requester TEXT NOT NULL,
  addressed TEXT NOT NULL,
  urgency INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  due INTEGER,
  decided_at INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  person TEXT,
  via TEXT,
  authenticated INTEGER NOT NULL,
  note TEXT,
  edited INTEGER NOT NULL,
  cost_usd TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX decision_latest ON decision (decided_at, hold);
CREATE INDEX decision_by ON decision (person, decided_at, hold) WHERE person IS NOT NULL;
CREATE INDEX decision_of_flow ON decision (flow, decided_at, hold);
CREATE INDEX decision_of_run ON decision (run);

-- Who is at work on an open hold, for a time.
CREATE TABLE claim (hold TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX claim_of ON claim (person, until);

-- When somebody first opened a hold.
CREATE TABLE look (
  hold TEXT NOT NULL,
  person TEXT NOT NULL,
  looked_at INTEGER NOT NULL,
  PRIMARY KEY (hold, person)
) WITHOUT ROWID;
