-- Which post of a member was answered with an encouraging sentence on a day: one at most, in whichever channel.
CREATE TABLE encouragements (
  member_id TEXT NOT NULL,
  day TEXT NOT NULL,
  message_id TEXT NOT NULL,
  PRIMARY KEY (member_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX encouragements_by_day ON encouragements (day);
