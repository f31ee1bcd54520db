-- What model calls have used in a day of UTC (2026-11-27), by scope: a flow's name, or * for every call. Money is in
-- billionths of a US dollar.
CREATE TABLE day_use (
  day text COLLATE "C" NOT NULL,
  scope text COLLATE "C" NOT NULL,
  calls bigint NOT NULL,
  tokens bigint NOT NULL,
  nano_usd bigint NOT NULL,
  PRIMARY KEY (day, scope)
);

-- The part of it that is set aside for calls under way. What is never settled stays used.
CREATE TABLE day_reserved (
  id text COLLATE "C" NOT NULL,
  scope text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  calls bigint NOT NULL,
  tokens bigint NOT NULL,
  nano_usd bigint NOT NULL,
  PRIMARY KEY (id, scope)
);
CREATE INDEX day_reserved_on ON day_reserved (day);
