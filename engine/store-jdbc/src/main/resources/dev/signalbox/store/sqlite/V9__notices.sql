-- Who is to be told of what, from the commit that gave cause for it on. state: 0 waits, 1 sent, 2 failed, 3 not wanted any
-- more. due is when it is tried next, or until when somebody has it; tried_at is null until it was tried. audience is a JSON
-- list. Nothing of a run's data is in it.
CREATE TABLE IF NOT EXISTS notice (
  id TEXT NOT NULL PRIMARY KEY,
  run TEXT NOT NULL,
  hold TEXT,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  audience TEXT NOT NULL,
  at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  due INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  claim_no INTEGER NOT NULL,
  tried_at INTEGER,
  problem TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS notice_due ON notice (due, id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS notice_hold ON notice (hold);
CREATE INDEX IF NOT EXISTS notice_run ON notice (run);

-- What the links of notices are signed with; one row.
CREATE TABLE IF NOT EXISTS notice_key (id INTEGER NOT NULL PRIMARY KEY, body TEXT NOT NULL);
