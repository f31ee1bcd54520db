-- Times are milliseconds since 1970 in UTC. A body is JSON; a value over 32 KiB in it is {"$blob": hash}.
-- Keys compare by bytes, as the program compares them, whatever the database's own collation.

CREATE TABLE bundle (hash text COLLATE "C" PRIMARY KEY, body text NOT NULL);

CREATE TABLE blob (hash text COLLATE "C" PRIMARY KEY, body text NOT NULL);

-- wake_node was given the run as due; until wake_taken nobody else is.
CREATE TABLE run (
  id text COLLATE "C" PRIMARY KEY,
  flow text COLLATE "C" NOT NULL,
  version text NOT NULL,
  key text COLLATE "C",
  bundle text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  open smallint NOT NULL,
  state text,
  seq bigint NOT NULL,
  parent_run text COLLATE "C",
  parent text,
  started_by text NOT NULL,
  started_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  wake_at bigint,
  wake_node bigint,
  wake_taken bigint,
  waiting_for text,
  usage text NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX run_open_key ON run (key, flow) WHERE open = 1 AND key IS NOT NULL;
CREATE INDEX run_newest ON run (started_at, id);
CREATE INDEX run_by_status ON run (status, started_at, id);
CREATE INDEX run_by_flow ON run (flow, started_at, id);
CREATE INDEX run_by_key ON run (key, started_at, id) WHERE key IS NOT NULL;
CREATE INDEX run_by_parent ON run (parent_run, started_at, id) WHERE parent_run IS NOT NULL;
CREATE INDEX run_to_wake ON run (wake_at, id) WHERE wake_at IS NOT NULL;

-- One row a commit: n events from first_seq on. By its token whoever lost the answer to a commit knows it again.
CREATE TABLE commit_log (
  run text COLLATE "C" NOT NULL,
  first_seq bigint NOT NULL,
  n integer NOT NULL,
  at bigint NOT NULL,
  token bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (run, first_seq)
);

-- One row an opening of this database. Its claims are its own until alive_until.
CREATE TABLE node (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  alive_until timestamptz NOT NULL
);

-- What is not settled yet. Each taking over counts its claim up and marks it; a free effect has owner 0.
CREATE TABLE effect (
  step text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  attempt integer NOT NULL,
  owner bigint NOT NULL,
  claim_no bigint NOT NULL,
  mark bigint,
  sent smallint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (step, kind, attempt)
);
CREATE INDEX effect_by_owner ON effect (owner);

-- due is the largest integer for a hold without a time.
CREATE TABLE hold (
  id text COLLATE "C" PRIMARY KEY,
  run text COLLATE "C" NOT NULL,
  flow text COLLATE "C" NOT NULL,
  due bigint NOT NULL,
  body text NOT NULL
);
CREATE INDEX hold_by_due ON hold (due, id);
CREATE INDEX hold_by_run ON hold (run);

-- Who may decide: a person's or a group's name, or * for anyone who may approve.
CREATE TABLE hold_group (
  grp text COLLATE "C" NOT NULL,
  due bigint NOT NULL,
  hold text COLLATE "C" NOT NULL,
  PRIMARY KEY (grp, due, hold)
);
CREATE INDEX hold_group_of ON hold_group (hold);

CREATE TABLE waiter (
  event text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  step text COLLATE "C" NOT NULL,
  PRIMARY KEY (event, key, run, step)
);
CREATE INDEX waiter_of ON waiter (run);

CREATE TABLE inbox (
  event text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  runs text NOT NULL,
  expires bigint NOT NULL,
  PRIMARY KEY (event, id)
);
CREATE INDEX inbox_expired ON inbox (expires);

CREATE TABLE start_key (
  key text COLLATE "C" PRIMARY KEY,
  run text COLLATE "C" NOT NULL,
  expires bigint NOT NULL
);
CREATE INDEX start_key_expired ON start_key (expires);

-- A cache of the fold: the run but for its full chunks of recorded events, which never change.
CREATE TABLE snapshot (run text COLLATE "C" PRIMARY KEY, seq bigint NOT NULL, body text NOT NULL);
CREATE TABLE history (
  run text COLLATE "C" NOT NULL,
  chunk integer NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (run, chunk)
);
