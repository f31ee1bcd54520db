-- Long rows of a table without row ids each spill into pages of their own; with row ids three or more share a page.
-- The pages that come free here are used again; VACUUM would give them back.
ALTER TABLE commit_log RENAME TO commit_log_before;
CREATE TABLE commit_log (
  run TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run, first_seq)
);
INSERT INTO commit_log (run, first_seq, n, at, body)
  SELECT run, first_seq, n, at, body FROM commit_log_before ORDER BY run, first_seq;
DROP TABLE commit_log_before;

ALTER TABLE effect RENAME TO effect_before;
DROP INDEX effect_by_owner;
CREATE TABLE effect (
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  claim_no INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (step, kind, attempt)
);
CREATE INDEX effect_by_owner ON effect (owner);
INSERT INTO effect (step, kind, attempt, owner, claim_no, sent, body)
  SELECT step, kind, attempt, owner, claim_no, sent, body FROM effect_before;
DROP TABLE effect_before;

CREATE INDEX run_by_flow_and_status ON run (flow, status, started_at, id);
