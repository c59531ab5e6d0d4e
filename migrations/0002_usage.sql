-- How questions ended and what members thought of the answers. Nothing here tells who asked or who voted.
-- docs/privacy.md describes every column; a test compares the two.

CREATE TABLE usage (
  -- Random; not derived from a member, a message or an interaction.
  answer_id TEXT PRIMARY KEY,
  day TEXT NOT NULL, -- UTC, YYYY-MM-DD: no time of day
  channel_id TEXT NOT NULL,
  command TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'gap', 'quoted', 'nothing_found', 'failed')),
  reason TEXT, -- why there was no answer: a word of ours, never an error's text
  dry_run INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
  model TEXT,
  latency_ms INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cached_input_tokens INTEGER NOT NULL,
  cost_micro_usd INTEGER NOT NULL,
  section_ids TEXT NOT NULL, -- JSON array of strings
  -- NULL unless the operator turned retention.keepQuestionText on.
  question TEXT
) STRICT, WITHOUT ROWID;

-- Retention deletes by day and reads nothing else.
CREATE INDEX usage_day ON usage (day);
-- Finds the texts that remain after keepQuestionText was turned off; costs nothing while it is off.
CREATE INDEX usage_question ON usage (day) WHERE question IS NOT NULL;

CREATE TABLE votes (
  answer_id TEXT NOT NULL,
  -- HMAC-SHA-256 of answer and member under a secret: one vote a member, another key for every answer.
  voter_key TEXT NOT NULL,
  day TEXT NOT NULL, -- UTC, YYYY-MM-DD: when it was last changed
  value TEXT NOT NULL CHECK (value IN ('helpful', 'not_helpful')),
  reason TEXT CHECK (reason IN ('wrong', 'outdated', 'off_target', 'other')),
  note TEXT CHECK (length(note) <= 500),
  PRIMARY KEY (answer_id, voter_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX votes_day ON votes (day);
