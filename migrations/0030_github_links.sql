-- Which GitHub account belongs to which member of the guild, and what is known of its work.
CREATE TABLE github_links (
  member_id TEXT PRIMARY KEY,
  github_id INTEGER NOT NULL UNIQUE,
  -- GitHub's global id of the account: its login may change.
  node_id TEXT NOT NULL,
  login TEXT NOT NULL,
  linked_at INTEGER NOT NULL,
  -- What roles are decided by, as JSON; null until it was read.
  facts TEXT,
  checked_at INTEGER
) STRICT, WITHOUT ROWID;

-- Links that were begun; each is good for one callback.
CREATE TABLE github_link_attempts (
  id TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  member_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  -- For editing the private reply; emptied when the attempt is used.
  interaction_token TEXT NOT NULL,
  claimed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX github_link_attempts_by_day ON github_link_attempts (day);

-- Who owns code in which repositories of the organisation, as JSON: logins in lower case with names of repositories.
CREATE TABLE code_owners (
  organisation TEXT PRIMARY KEY,
  owners TEXT NOT NULL,
  read_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
