-- What is known of a trigger besides its file: a row only for one that was paused, has fired, or is a schedule that was
-- looked at. Times are milliseconds; reckoned is how far a schedule's times have been dealt with.
CREATE TABLE IF NOT EXISTS trigger_state (
  flow text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  paused_by text,
  paused_at bigint,
  last_at bigint,
  last_run text,
  last_problem text,
  reckoned bigint,
  PRIMARY KEY (flow, name)
);

-- Under which id the signed bytes of that hash came first, where the sender does not sign the id.
CREATE TABLE IF NOT EXISTS trigger_delivery (
  flow text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  id text NOT NULL,
  expires bigint NOT NULL,
  PRIMARY KEY (flow, name, hash)
);
CREATE INDEX IF NOT EXISTS trigger_delivery_expired ON trigger_delivery (expires);
