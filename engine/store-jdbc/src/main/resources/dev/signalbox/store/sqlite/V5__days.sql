-- What model calls have used in a day of UTC (2026-11-27), by scope: a flow's name, or * for every call. Money is in
-- billionths of a US dollar.
CREATE TABLE day_use (
  day TEXT NOT NULL,
  scope TEXT NOT NULL,
  calls INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  nano_usd INTEGER NOT NULL,
  PRIMARY KEY (day, scope)
) WITHOUT ROWID;

-- The part of it that is set aside for calls under way. What is never settled stays used.
CREATE TABLE day_reserved (
  id TEXT NOT NULL,
  scope TEXT NOT NULL,
  day TEXT NOT NULL,
  calls INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  nano_usd INTEGER NOT NULL,
  PRIMARY KEY (id, scope)
) WITHOUT ROWID;
CREATE INDEX day_reserved_on ON day_reserved (day);
