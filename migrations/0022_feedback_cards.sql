-- What a moderators' card says of a candidate besides its scores.
ALTER TABLE flags ADD COLUMN why TEXT NOT NULL DEFAULT '[]'; -- JSON: the features that mattered most, with values and log-odds
ALTER TABLE flags ADD COLUMN gone_at INTEGER; -- when its messages were found deleted; NULL while they stand
