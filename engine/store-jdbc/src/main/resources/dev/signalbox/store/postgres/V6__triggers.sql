-- What is known of a trigger besides its file: a row only for one that was paused or has fired.
CREATE TABLE IF NOT EXISTS trigger_state (
  flow text NOT NULL,
  name text NOT NULL,
  paused_by text,
  paused_at timestamptz,
  PRIMARY KEY (flow, name)
);
