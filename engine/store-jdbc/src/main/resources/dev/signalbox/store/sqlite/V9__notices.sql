-- What people are to be told, from the commit that gave cause for it until the last of them was told.
CREATE TABLE IF NOT EXISTS notice (
  id TEXT NOT NULL PRIMARY KEY,
  run TEXT NOT NULL,
  kind TEXT NOT NULL,
  due INTEGER NOT NULL
);
