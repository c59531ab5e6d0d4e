-- The documentation as sections, and its full-text index. Written by `npm run docs:index`, read by every search.

CREATE TABLE knowledge_sections (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- The base URL it was indexed under: a run replaces and removes only what belongs to its own source.
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  page TEXT NOT NULL,
  title TEXT NOT NULL,
  headings TEXT NOT NULL, -- JSON array of strings
  body TEXT NOT NULL,
  scope TEXT NOT NULL,
  position INTEGER NOT NULL,
  -- Hash of all of the above and of the version of the text analysis: equal hashes are not written again.
  hash TEXT NOT NULL,
  -- Lengths in words, for length normalisation: title and headings, and the text below them.
  heading_words INTEGER NOT NULL,
  body_words INTEGER NOT NULL
);

CREATE INDEX knowledge_sections_page ON knowledge_sections (page, position);
CREATE INDEX knowledge_sections_scope ON knowledge_sections (scope);

-- Holds analysed words (stemmed, code names kept and split), separated by spaces, so that the tokenizer's only
-- work is to split: every character that the analysis can leave in a word is a token character here.
CREATE VIRTUAL TABLE knowledge_index USING fts5 (
  title, headings, address, body, code, questions,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '+#@._-/$'"
);
-- A word in a title, a heading, the address or a question counts as two in the text.
INSERT INTO knowledge_index (knowledge_index, rank) VALUES ('rank', 'bm25(2.0, 2.0, 2.0, 1.0, 1.0, 2.0)');

-- In how many sections a word occurs: how much it tells.
CREATE VIRTUAL TABLE knowledge_vocabulary USING fts5vocab (knowledge_index, 'row');

-- Words as written, for those who mistype them. By length first: a misspelt word is about as long as it should be.
CREATE TABLE knowledge_words (
  length INTEGER NOT NULL,
  word TEXT NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (length, word)
) WITHOUT ROWID;

-- One row: what every search needs to know of the whole.
CREATE TABLE knowledge_totals (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  sections INTEGER NOT NULL,
  average_heading_words REAL NOT NULL,
  average_body_words REAL NOT NULL
);
INSERT INTO knowledge_totals VALUES (1, 0, 0, 0);

-- Questions a model said a section answers, by the hash of the section's text: asked once, kept when the index is rebuilt.
CREATE TABLE knowledge_questions (
  hash TEXT PRIMARY KEY,
  questions TEXT NOT NULL -- JSON array of strings
);
