-- What was decided about messages and members, what came of it, and the trail of both.
-- docs/privacy.md describes every column; a test compares the two.

CREATE TABLE cases (
  number INTEGER PRIMARY KEY AUTOINCREMENT, -- what moderators call it by; never given twice
  decision_id TEXT NOT NULL UNIQUE, -- the incident: seen again, it is the same case
  day TEXT NOT NULL, -- UTC, YYYY-MM-DD
  opened_at INTEGER NOT NULL, -- epoch milliseconds
  author_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  score REAL NOT NULL,
  explanation TEXT NOT NULL,
  member_text TEXT NOT NULL,
  actions TEXT NOT NULL, -- JSON: what the rule asked for
  signals TEXT NOT NULL, -- JSON: why it matched
  messages TEXT NOT NULL, -- JSON: id and channel of each, oldest first
  effects TEXT NOT NULL, -- JSON: what was planned, what came of each
  is_dry INTEGER NOT NULL CHECK (is_dry IN (0, 1)),
  decided_by TEXT NOT NULL, -- 'steward', or the id of the moderator or reporter
  card_channel_id TEXT,
  card_message_id TEXT,
  -- The first moderator's decision; it stands.
  resolution TEXT CHECK (resolution IN ('undone', 'not_job', 'banned', 'moved', 'dismissed')),
  resolved_by TEXT,
  resolved_at INTEGER,
  is_false_positive INTEGER NOT NULL DEFAULT 0 CHECK (is_false_positive IN (0, 1))
) STRICT;

CREATE INDEX cases_day ON cases (day);
CREATE INDEX cases_author ON cases (author_id, opened_at);

-- The words that were judged, kept apart so that they can go sooner than the case.
CREATE TABLE evidence (
  decision_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  day TEXT NOT NULL,
  author_name TEXT NOT NULL,
  content TEXT NOT NULL,
  attachments TEXT NOT NULL, -- JSON: name and address
  PRIMARY KEY (decision_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_day ON evidence (day);

CREATE TABLE strikes (
  decision_id TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  author_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  voided_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX strikes_author ON strikes (author_id, expires_at);
CREATE INDEX strikes_day ON strikes (day);

CREATE TABLE case_notes (
  id TEXT PRIMARY KEY, -- the interaction that wrote it: delivered twice, it is one note
  case_number INTEGER NOT NULL,
  day TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  moderator_id TEXT NOT NULL,
  note TEXT NOT NULL CHECK (length(note) <= 1000)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_notes_case ON case_notes (case_number, written_at);
CREATE INDEX case_notes_day ON case_notes (day);

CREATE TABLE reports (
  message_id TEXT NOT NULL,
  reporter_id TEXT NOT NULL,
  day TEXT NOT NULL,
  reported_at INTEGER NOT NULL,
  note TEXT NOT NULL CHECK (length(note) <= 500),
  PRIMARY KEY (message_id, reporter_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX reports_reporter ON reports (reporter_id, reported_at);
CREATE INDEX reports_day ON reports (day);

-- CloudEvents 1.0. The same id again is the same event.
CREATE TABLE audit_events (
  id TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL, -- the decision
  case_number INTEGER,
  author_id TEXT,
  moderator_id TEXT,
  data TEXT NOT NULL, -- JSON; no words of members
  -- Delivery to the webhook: NULL due_at when there is nothing to deliver (any more).
  due_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_events_day ON audit_events (day);
CREATE INDEX audit_events_at ON audit_events (at);
CREATE INDEX audit_events_due ON audit_events (due_at) WHERE due_at IS NOT NULL;
