/** Days for which sums by channel are kept: a month, so that a moderator can compare. No member is in them. */
export const LEDGER_DAYS_KEPT = 31

/** Days, besides the current one, for which reservations without settlement and refused requests are remembered. */
export const REQUEST_DAYS_KEPT = 1

/**
 * WITHOUT ROWID: the primary key is the table, so that a change of a row is one row written and not two.
 * Rows written for one question: admission 1, reservation 1, settlement 2, alarm at most 1, forgetting the member 1:
 * at most 6 of the Free plan's 100,000 a day. A refusal is 2 (cooldown) or 4 (cap) and is bounded by member and day.
 */
export const LEDGER_SCHEMA = `
  CREATE TABLE IF NOT EXISTS members (
    member_id TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    review_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS open_reservations (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL,
    day TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    worst_micro_usd INTEGER NOT NULL,
    deadline INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS expired_reservations (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL,
    day TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    worst_micro_usd INTEGER NOT NULL,
    deadline INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS refused_requests (
    request_id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    refusal TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS spend (
    day TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    micro_usd INTEGER NOT NULL,
    PRIMARY KEY (day, channel_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS refusals (
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, reason, channel_id)
  ) STRICT, WITHOUT ROWID;
`
