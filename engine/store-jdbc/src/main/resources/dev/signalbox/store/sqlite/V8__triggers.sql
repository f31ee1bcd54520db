-- What is known of a trigger besides its file: a row only for one that was paused, has fired, or is a schedule that was
-- looked at. Times are milliseconds; reckoned is how far a schedule's times have been dealt with.
CREATE TABLE IF NOT EXISTS trigger_state (
  flow TEXT NOT NULL,
  name TEXT NOT NULL,
  paused_by TEXT,
  paused_at INTEGER,
  last_at INTEGER,
  last_run TEXT,
  last_problem TEXT,
  reckoned INTEGER,
  PRIMARY KEY (flow, name)
);

-- Under which id the signed bytes of that hash came first, where the sender does not sign the id.
CREATE TABLE IF NOT EXISTS trigger_delivery (
  flow TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  id TEXT NOT NULL,
  expires INTEGER NOT NULL,
  PRIMARY KEY (flow, name, hash)
);
CREATE INDEX IF NOT EXISTS trigger_delivery_expired ON trigger_delivery (expires);
