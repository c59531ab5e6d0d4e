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
  -- Length of the indexed text in words, for length normalisation.
  words INTEGER NOT NULL
);

CREATE INDEX knowledge_sections_page ON knowledge_sections (page, position);

-- Holds analysed words (stemmed, code names kept and split), separated by spaces, so that the tokenizer's only
-- work is to split: every character that the analysis can leave in a word is a token character here.
CREATE VIRTUAL TABLE knowledge_index USING fts5 (
  title, headings, body, code, questions,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '+#@._-/$'"
);

-- In how many sections a word occurs: rarity, and the words a misspelt one may have meant.
CREATE VIRTUAL TABLE knowledge_vocabulary USING fts5vocab (knowledge_index, 'row');

-- One row: what every search needs to know of the whole.
CREATE TABLE knowledge_totals (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  sections INTEGER NOT NULL,
  average_words REAL NOT NULL
);
INSERT INTO knowledge_totals VALUES (1, 0, 0);

-- Questions a model said a section answers, by the hash of the section's text: asked once, kept when the index is rebuilt.
CREATE TABLE knowledge_questions (
  hash TEXT PRIMARY KEY,
  questions TEXT NOT NULL -- JSON array of strings
);
