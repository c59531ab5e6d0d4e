/** The tables of the objects that watch; docs/privacy.md describes them. */

/** `state` is one row: it holds what was read and the cursor. Decisions are rows of their own until they are enforced. */
export const CHANNEL_SCHEMA = `
  CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS decisions (
    id TEXT PRIMARY KEY,
    message_ids TEXT NOT NULL,
    decision TEXT,
    messages TEXT,
    attempts INTEGER NOT NULL,
    retry_at INTEGER NOT NULL,
    decided_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS asked_checks (
    token TEXT PRIMARY KEY,
    application_id TEXT NOT NULL,
    asked_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/** Once done, only the id stays: that the errand is known. */
export const ERRAND_SCHEMA = `
  CREATE TABLE IF NOT EXISTS errands (
    id TEXT PRIMARY KEY,
    errand TEXT,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    found_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`

export const PULSE_SCHEMA =
  'CREATE TABLE IF NOT EXISTS pulse (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID'
