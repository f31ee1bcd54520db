-- How many tokens a model reports for each 100 that were predicted: the latest version of each model's figure.
CREATE TABLE calibration (
  model TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  percent INTEGER NOT NULL
);
