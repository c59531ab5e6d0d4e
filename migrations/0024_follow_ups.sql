-- What is to be done after a check or a rating, and what came of it. docs/privacy.md describes every column.

-- One row for each thing to do, written with what makes it necessary and deleted when it is done.
CREATE TABLE follow_ups (
  follow_up_id TEXT PRIMARY KEY, -- kind and subject: asked for again, it is the same
  kind TEXT NOT NULL CHECK (kind IN ('question', 'replies', 'definition', 'estimate')),
  subject TEXT NOT NULL, -- a question, a channel, a term or a flag
  wanted INTEGER NOT NULL, -- rises each time it is asked for: what came up while it was done is done as well
  attempts INTEGER NOT NULL,
  started_at INTEGER, -- the first attempt
  due_at INTEGER NOT NULL,
  day TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX follow_ups_due ON follow_ups (due_at);
CREATE INDEX follow_ups_day ON follow_ups (day);

-- What became of a question. Those that were resolved before this column was there were defined.
ALTER TABLE lingo_questions ADD COLUMN outcome TEXT CHECK (outcome IN ('defined', 'alias', 'dismissed'));
UPDATE lingo_questions SET outcome = 'defined' WHERE resolved = 1;
-- The last message under which replies were looked for.
ALTER TABLE lingo_questions ADD COLUMN read_until TEXT;

-- Whether a definition was made of it.
ALTER TABLE lingo_sources ADD COLUMN is_used INTEGER NOT NULL DEFAULT 0 CHECK (is_used IN (0, 1));
UPDATE lingo_sources SET is_used = 1 WHERE EXISTS (
  SELECT 1 FROM lingo_versions AS version, json_each(version.sources) AS source
  WHERE version.term = lingo_sources.term AND source.value = lingo_sources.source_id);

-- What the moderators had decided when it was estimated; NULL in what is older than this column.
ALTER TABLE attribute_evidence ADD COLUMN label TEXT CHECK (label IN ('correct', 'incorrect', 'ambiguous'));
