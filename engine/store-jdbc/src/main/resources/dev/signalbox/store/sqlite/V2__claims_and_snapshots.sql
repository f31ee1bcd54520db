-- Each taking over of an effect counts its claim up; a free effect has owner 0.
ALTER TABLE effect ADD COLUMN claim_no INTEGER NOT NULL DEFAULT 1;
CREATE INDEX effect_by_owner ON effect (owner);

-- A cache of the fold: the run but for its full chunks of recorded events, which never change.
CREATE TABLE snapshot (run TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE history (
  run TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run, chunk)
) WITHOUT ROWID;
