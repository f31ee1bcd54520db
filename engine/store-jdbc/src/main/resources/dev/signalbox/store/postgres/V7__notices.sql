-- What people are to be told, from the commit that gave cause for it until the last of them was told.
CREATE TABLE IF NOT EXISTS notice (
  id text NOT NULL PRIMARY KEY,
  run text NOT NULL,
  kind text NOT NULL,
  due timestamptz NOT NULL
);
