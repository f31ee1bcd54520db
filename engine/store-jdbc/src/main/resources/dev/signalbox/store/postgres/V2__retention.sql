-- When an ended run's payloads were purged; null while it has them.
ALTER TABLE run ADD COLUMN purged_at bigint;
CREATE INDEX run_to_purge ON run (started_at, id) WHERE open = 0 AND purged_at IS NULL;

-- Which runs refer to a blob, or to one that refers to it: the last of them that is purged takes it along.
CREATE TABLE blob_use (hash text COLLATE "C" NOT NULL, run text COLLATE "C" NOT NULL, PRIMARY KEY (hash, run));
CREATE INDEX blob_use_of ON blob_use (run);

-- What is there already.
INSERT INTO blob_use (hash, run)
WITH RECURSIVE
  body (run, text) AS (
    SELECT run, body FROM commit_log
    UNION ALL SELECT run, body FROM hold
    UNION ALL SELECT run, body FROM snapshot
    UNION ALL SELECT run, body FROM history
    UNION ALL SELECT split_part(step, '/', 1) COLLATE "C", body FROM effect
  ),
  inside (outside, hash) AS (
    SELECT blob.hash, m[1] COLLATE "C" FROM blob, regexp_matches(body, '[{]"[$]blob":"([0-9a-f]{64})"[}]', 'g') AS m
  ),
  used (hash, run) AS (
    SELECT m[1] COLLATE "C", run FROM body, regexp_matches(text, '[{]"[$]blob":"([0-9a-f]{64})"[}]', 'g') AS m
    UNION
    SELECT inside.hash, used.run FROM used JOIN inside ON inside.outside = used.hash
  )
SELECT hash, run FROM used;
