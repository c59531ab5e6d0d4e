-- What the checks for unconstructive feedback read, found and learned. Times are epoch milliseconds, days are UTC.
-- What points elsewhere may outlive it: retention differs from table to table, so only what belongs to a member is bound.
-- docs/privacy.md describes every column; a test compares the two.

CREATE TABLE users (
  anon_id INTEGER PRIMARY KEY AUTOINCREMENT, -- USER_n; never given twice, also after an erasure
  discord_id TEXT NOT NULL UNIQUE,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL, -- to the day: a busy member is not written at every check
  joined_at INTEGER, -- the server; NULL when not known
  day TEXT NOT NULL
) STRICT;

CREATE INDEX users_day ON users (day);

CREATE TABLE user_aliases (
  discord_id TEXT NOT NULL REFERENCES users (discord_id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) <= 64),
  source TEXT NOT NULL CHECK (source IN ('username', 'display_name', 'moderator')),
  first_seen INTEGER NOT NULL,
  day TEXT NOT NULL, -- last seen
  PRIMARY KEY (discord_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_aliases_day ON user_aliases (day);

-- The first letters of every form of a name: whose names could stand in a text is one look-up.
CREATE TABLE user_alias_prefixes (
  prefix TEXT NOT NULL,
  discord_id TEXT NOT NULL REFERENCES users (discord_id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  PRIMARY KEY (prefix, discord_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_alias_prefixes_member ON user_alias_prefixes (discord_id);
CREATE INDEX user_alias_prefixes_day ON user_alias_prefixes (day);

CREATE TABLE user_attributes (
  discord_id TEXT NOT NULL REFERENCES users (discord_id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value REAL NOT NULL, -- mean of the estimates, decayed
  weight REAL NOT NULL, -- of all of them, at updated_at
  updated_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (discord_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_attributes_day ON user_attributes (day);

-- The estimates behind the attributes; one row a rated flag and member.
CREATE TABLE attribute_evidence (
  flag_id TEXT NOT NULL,
  discord_id TEXT NOT NULL REFERENCES users (discord_id) ON DELETE CASCADE,
  estimates TEXT NOT NULL, -- JSON: attribute to number
  created_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (flag_id, discord_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX attribute_evidence_member ON attribute_evidence (discord_id, created_at);
CREATE INDEX attribute_evidence_day ON attribute_evidence (day);

-- How often two members talk; the smaller id first. Fades like attributes do.
CREATE TABLE user_exchanges (
  discord_id TEXT NOT NULL REFERENCES users (discord_id) ON DELETE CASCADE,
  other_discord_id TEXT NOT NULL REFERENCES users (discord_id) ON DELETE CASCADE,
  weight REAL NOT NULL,
  updated_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (discord_id, other_discord_id),
  CHECK (discord_id < other_discord_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_exchanges_other ON user_exchanges (other_discord_id);
CREATE INDEX user_exchanges_day ON user_exchanges (day);

CREATE TABLE messages (
  message_id TEXT PRIMARY KEY,
  channel_id TEXT NOT NULL,
  author_discord_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  content TEXT NOT NULL,
  content_hash TEXT NOT NULL, -- SHA-256 of the content
  is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
  day TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX messages_channel_time ON messages (channel_id, created_at);
CREATE INDEX messages_author ON messages (author_discord_id);
CREATE INDEX messages_day ON messages (day);

CREATE TABLE model_runs (
  run_id TEXT PRIMARY KEY,
  channel_id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  model_name TEXT NOT NULL,
  prompt_hash TEXT NOT NULL,
  context_digest TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed')),
  reasons TEXT NOT NULL, -- JSON: why the check ran
  messages INTEGER NOT NULL, -- judged
  candidates INTEGER,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cached_input_tokens INTEGER,
  cost_micro_usd INTEGER,
  detail TEXT, -- why it failed; no words of members
  day TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX model_runs_channel ON model_runs (channel_id, started_at);
CREATE INDEX model_runs_day ON model_runs (day);

-- One row a candidate, whatever became of it.
CREATE TABLE flags (
  flag_id TEXT PRIMARY KEY, -- the candidate's first message: judged again, it is the same row
  message_id TEXT NOT NULL, -- its last message, which carries the reaction
  message_ids TEXT NOT NULL, -- JSON: all of them, oldest first
  channel_id TEXT NOT NULL,
  run_id TEXT NOT NULL, -- the last that judged it
  author_anon_id INTEGER, -- NULL after an erasure
  target_anon_id INTEGER, -- NULL when not known, and after an erasure
  prediction TEXT NOT NULL CHECK (prediction IN ('flag', 'no_flag', 'ambiguous')),
  score REAL NOT NULL, -- the calibrated probability
  raw_score REAL NOT NULL, -- before calibration
  model_version INTEGER NOT NULL, -- 0 is the expert's prior
  calibration_version INTEGER NOT NULL,
  features TEXT NOT NULL, -- JSON: numbers in the order of the features
  note TEXT NOT NULL, -- pseudonymous
  excerpt TEXT, -- what was written, pseudonymous; only of what moderators get to see
  flag_status TEXT NOT NULL CHECK (flag_status IN ('active', 'cleared')),
  flag_status_version INTEGER NOT NULL, -- rises with every change of what is to be shown
  is_audit INTEGER NOT NULL CHECK (is_audit IN (0, 1)), -- shown although not flagged, by chance
  inclusion_probability REAL NOT NULL, -- of being shown to moderators; its inverse weighs a label
  is_waived INTEGER NOT NULL CHECK (is_waived IN (0, 1)),
  is_hold_out INTEGER NOT NULL CHECK (is_hold_out IN (0, 1)), -- frozen: never learned from
  card_channel_id TEXT,
  card_message_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  day TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX flags_message ON flags (message_id);
CREATE INDEX flags_status ON flags (flag_status, prediction);
CREATE INDEX flags_channel ON flags (channel_id, created_at);
CREATE INDEX flags_author ON flags (author_anon_id);
CREATE INDEX flags_target ON flags (target_anon_id);
CREATE INDEX flags_day ON flags (day);

CREATE TABLE moderator_reviews (
  review_id TEXT PRIMARY KEY, -- the interaction: delivered twice, it is one review
  flag_id TEXT NOT NULL,
  reviewer_discord_id TEXT, -- NULL after an erasure, and in what was imported
  label TEXT NOT NULL CHECK (label IN ('correct', 'incorrect', 'ambiguous', 'not_applicable')),
  notes TEXT CHECK (length(notes) <= 500),
  created_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  UNIQUE (flag_id, reviewer_discord_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX moderator_reviews_reviewer ON moderator_reviews (reviewer_discord_id, created_at);
CREATE INDEX moderator_reviews_day ON moderator_reviews (day);

CREATE TABLE lingo_terms (
  term_id INTEGER PRIMARY KEY AUTOINCREMENT,
  term TEXT NOT NULL UNIQUE CHECK (length(term) <= 60), -- in lower case
  definition TEXT NOT NULL,
  confidence REAL NOT NULL,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- What moderators said of a term, and each definition that was made of it.
CREATE TABLE lingo_sources (
  source_id TEXT PRIMARY KEY, -- the interaction or the message
  term TEXT NOT NULL,
  text TEXT NOT NULL,
  moderator_id TEXT, -- NULL after an erasure
  created_at INTEGER NOT NULL,
  day TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX lingo_sources_term ON lingo_sources (term, created_at);
CREATE INDEX lingo_sources_moderator ON lingo_sources (moderator_id);
CREATE INDEX lingo_sources_day ON lingo_sources (day);

CREATE TABLE lingo_versions (
  term TEXT NOT NULL,
  version INTEGER NOT NULL,
  definition TEXT NOT NULL,
  confidence REAL NOT NULL,
  sources TEXT NOT NULL, -- JSON: source ids
  created_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (term, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX lingo_versions_day ON lingo_versions (day);

CREATE TABLE lingo_questions (
  question_id INTEGER PRIMARY KEY AUTOINCREMENT,
  term TEXT NOT NULL UNIQUE, -- in lower case: a term is asked about once
  source_message_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  card_channel_id TEXT,
  card_message_id TEXT,
  resolved INTEGER NOT NULL DEFAULT 0 CHECK (resolved IN (0, 1)),
  resolver_discord_id TEXT,
  resolved_at INTEGER,
  day TEXT NOT NULL
) STRICT;

CREATE INDEX lingo_questions_open ON lingo_questions (resolved, asked_at);
CREATE INDEX lingo_questions_card ON lingo_questions (card_message_id);
CREATE INDEX lingo_questions_day ON lingo_questions (day);

-- Every model that was ever trained, and which one decides.
CREATE TABLE feedback_models (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('logistic', 'mlp')),
  status TEXT NOT NULL CHECK (status IN ('challenger', 'champion', 'retired', 'rejected')),
  parameters TEXT NOT NULL, -- JSON
  calibration TEXT NOT NULL, -- JSON
  calibration_version INTEGER NOT NULL,
  metrics TEXT NOT NULL, -- JSON
  labels INTEGER NOT NULL, -- it was trained on
  created_at INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;

CREATE UNIQUE INDEX feedback_models_champion ON feedback_models (status) WHERE status = 'champion';
