-- Which side of the frozen split a candidate is on is decided once; it stays when its author is erased.
ALTER TABLE flags ADD COLUMN is_split INTEGER NOT NULL DEFAULT 0 CHECK (is_split IN (0, 1));

-- New votes are counted since the last training.
CREATE INDEX moderator_reviews_created ON moderator_reviews (created_at);

-- The training that made it: begun again after a crash, it is the same model.
ALTER TABLE feedback_models ADD COLUMN training_id TEXT;
CREATE UNIQUE INDEX feedback_models_training ON feedback_models (training_id);

-- Who decides, and since when: the last row says which model it is, `feedback_models.status` follows.
CREATE TABLE feedback_model_decisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  decision_id TEXT NOT NULL UNIQUE, -- the interaction or the training: delivered twice, it is one decision
  version INTEGER NOT NULL, -- decides from then on; 0 is the expert's prior
  replaced INTEGER NOT NULL, -- decided until then
  kind TEXT NOT NULL CHECK (kind IN ('trained', 'promoted', 'rolled_back')),
  moderator_id TEXT, -- NULL when a training decided, and after an erasure
  decided_at INTEGER NOT NULL
) STRICT;
