-- When an ended run's payloads were purged; null while it has them.
ALTER TABLE run ADD COLUMN purged_at INTEGER;
CREATE INDEX run_to_purge ON run (started_at, id) WHERE open = 0 AND purged_at IS NULL;

-- Which runs refer to a blob, or to one that refers to it: the last of them that is purged takes it along.
CREATE TABLE blob_use (hash TEXT NOT NULL, run TEXT NOT NULL, PRIMARY KEY (hash, run)) WITHOUT ROWID;
CREATE INDEX blob_use_of ON blob_use (run);

-- What is there already: after each mark in a body stands a hash.
INSERT INTO blob_use (hash, run)
WITH RECURSIVE
  body (run, text) AS (
    SELECT run, body FROM commit_log
    UNION ALL SELECT run, body FROM hold
    UNION ALL SELECT run, body FROM snapshot
    UNION ALL SELECT run, body FROM history
    UNION ALL SELECT substr(step, 1, instr(step, '/') - 1), body FROM effect
  ),
  named (run, rest) AS (
    SELECT run, substr(text, instr(text, '{"$blob":"') + 10) FROM body WHERE instr(text, '{"$blob":"') > 0
    UNION ALL
    SELECT run, substr(rest, instr(rest, '{"$blob":"') + 10) FROM named WHERE instr(rest, '{"$blob":"') > 0
  ),
  inside (outside, rest) AS (
    SELECT hash, substr(body, instr(body, '{"$blob":"') + 10) FROM blob WHERE instr(body, '{"$blob":"') > 0
    UNION ALL
    SELECT outside, substr(rest, instr(rest, '{"$blob":"') + 10) FROM inside WHERE instr(rest, '{"$blob":"') > 0
  ),
  used (hash, run) AS (
    SELECT substr(rest, 1, 64), run FROM named
    UNION
    SELECT substr(inside.rest, 1, 64), used.run FROM used JOIN inside ON inside.outside = used.hash
  )
SELECT hash, run FROM used;
