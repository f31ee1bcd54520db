-- Times are milliseconds since 1970 in UTC. A body is JSON; a value over 32 KiB in it is {"$blob": hash}.

CREATE TABLE owner (n INTEGER NOT NULL);
INSERT INTO owner (n) VALUES (0);

CREATE TABLE bundle (hash TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE blob (hash TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL);

CREATE TABLE run (
  id TEXT NOT NULL PRIMARY KEY,
  flow TEXT NOT NULL,
  version TEXT NOT NULL,
  key TEXT,
  bundle TEXT NOT NULL,
  status TEXT NOT NULL,
  open INTEGER NOT NULL,
  state TEXT,
  seq INTEGER NOT NULL,
  parent_run TEXT,
  parent TEXT,
  started_by TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  wake_at INTEGER,
  waiting_for TEXT,
  usage TEXT NOT NULL
);
CREATE UNIQUE INDEX run_open_key ON run (key, flow) WHERE open = 1 AND key IS NOT NULL;
CREATE INDEX run_newest ON run (started_at, id);
CREATE INDEX run_by_status ON run (status, started_at, id);
CREATE INDEX run_by_flow ON run (flow, started_at, id);
CREATE INDEX run_by_key ON run (key, started_at, id) WHERE key IS NOT NULL;
CREATE INDEX run_by_parent ON run (parent_run, started_at, id) WHERE parent_run IS NOT NULL;
CREATE INDEX run_to_wake ON run (wake_at, id) WHERE wake_at IS NOT NULL;

-- One row a commit: n events from first_seq on.
CREATE TABLE commit_log (
  run TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run, first_seq)
) WITHOUT ROWID;

-- What is not settled yet; owner is the opening of this file that bore it.
CREATE TABLE effect (
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (step, kind, attempt)
) WITHOUT ROWID;

-- due is the largest integer for a hold without a time.
CREATE TABLE hold (
  id TEXT NOT NULL PRIMARY KEY,
  run TEXT NOT NULL,
  flow TEXT NOT NULL,
  due INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX hold_by_due ON hold (due, id);
CREATE INDEX hold_by_run ON hold (run);

-- Who may decide: a person's or a group's name, or * for anyone who may approve.
CREATE TABLE hold_group (
  grp TEXT NOT NULL,
  due INTEGER NOT NULL,
  hold TEXT NOT NULL,
  PRIMARY KEY (grp, due, hold)
) WITHOUT ROWID;
CREATE INDEX hold_group_of ON hold_group (hold);

CREATE TABLE waiter (
  event TEXT NOT NULL,
  key TEXT NOT NULL,
  run TEXT NOT NULL,
  step TEXT NOT NULL,
  PRIMARY KEY (event, key, run, step)
) WITHOUT ROWID;
CREATE INDEX waiter_of ON waiter (run);

CREATE TABLE inbox (
  event TEXT NOT NULL,
  id TEXT NOT NULL,
  runs TEXT NOT NULL,
  expires INTEGER NOT NULL,
  PRIMARY KEY (event, id)
) WITHOUT ROWID;
CREATE INDEX inbox_expired ON inbox (expires);

CREATE TABLE start_key (
  key TEXT NOT NULL PRIMARY KEY,
  run TEXT NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX start_key_expired ON start_key (expires);
