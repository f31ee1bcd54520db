-- What is known of a trigger besides its file: a row only for one that was paused or has fired.
CREATE TABLE IF NOT EXISTS trigger_state (
  flow TEXT NOT NULL,
  name TEXT NOT NULL,
  paused_by TEXT,
  paused_at INTEGER,
  PRIMARY KEY (flow, name)
);
