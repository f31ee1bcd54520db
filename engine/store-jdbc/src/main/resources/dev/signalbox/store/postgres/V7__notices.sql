-- Who is to be told of what, from the commit that gave cause for it on. state: 0 waits, 1 sent, 2 failed, 3 not wanted any
-- more. due is when it is tried next, or until when somebody has it; tried_at is null until it was tried. audience is a JSON
-- list. Nothing of a run's data is in it.
CREATE TABLE IF NOT EXISTS notice (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  run text COLLATE "C" NOT NULL,
  hold text COLLATE "C",
  kind text NOT NULL,
  channel text NOT NULL,
  recipient text NOT NULL,
  audience text NOT NULL,
  at bigint NOT NULL,
  state smallint NOT NULL,
  due bigint NOT NULL,
  tries integer NOT NULL,
  claim_no bigint NOT NULL,
  tried_at bigint,
  problem text
);
CREATE INDEX IF NOT EXISTS notice_due ON notice (due, id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS notice_hold ON notice (hold);
CREATE INDEX IF NOT EXISTS notice_run ON notice (run);

-- What the links of notices are signed with; one row.
CREATE TABLE IF NOT EXISTS notice_key (id integer NOT NULL PRIMARY KEY, body text NOT NULL);
