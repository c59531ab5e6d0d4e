import * as z from 'zod'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { IMPORT_RUN } from './flags.ts'
import { boolColumn } from './json-column.ts'

/** A candidate that moderators may see, for a vote outside its card. */
export interface Reviewable {
  flagId: string
  channelId: string
  /** Its last message. */
  messageId: string
  /** Discord ids; null when not known, and after an erasure. */
  authorId: string | null
  targetId: string | null
  /** Pseudonymous. */
  excerpt: string
  note: string
  /** Calibrated; not to be shown to who votes. */
  score: number
  isAudit: boolean
  votes: number
}

const reviewableRow = z
  .object({
    flag_id: z.string(),
    channel_id: z.string(),
    message_id: z.string(),
    author_id: z.string().nullable(),
    target_id: z.string().nullable(),
    excerpt: z.string(),
    note: z.string(),
    score: z.number(),
    is_audit: boolColumn,
    votes: z.int(),
  })
  .transform(
    (row): Reviewable => ({
      flagId: row.flag_id,
      channelId: row.channel_id,
      messageId: row.message_id,
      authorId: row.author_id,
      targetId: row.target_id,
      excerpt: row.excerpt,
      note: row.note,
      score: row.score,
      isAudit: row.is_audit,
      votes: row.votes,
    }),
  )

const SELECT = `SELECT flag_id, channel_id, message_id, excerpt, note, score, is_audit,
    (SELECT discord_id FROM users WHERE anon_id = author_anon_id) AS author_id,
    (SELECT discord_id FROM users WHERE anon_id = target_anon_id) AS target_id,
    (SELECT count(*) FROM moderator_reviews WHERE moderator_reviews.flag_id = flags.flag_id) AS votes
  FROM flags`
/** What was shown, or drawn by chance to be: whatever else is rated would not stand for what was not. */
const SHOWN = `is_waived = 0 AND excerpt IS NOT NULL AND (prediction <> 'no_flag' OR is_audit = 1)`
/** A moderator who wrote in the channel within this time of a candidate was part of the conversation. */
const SAME_CONVERSATION_MS = 30 * 60_000

/** What a moderator has not voted on, and was no part of: the newest `limit`. */
export async function reviewableFor(
  db: DatabaseLike,
  moderatorId: string,
  limit: number,
): Promise<Reviewable[]> {
  const [rows] = await run(db, [
    sql(
      `${SELECT} WHERE flag_status = 'active' AND ${SHOWN}
         AND NOT EXISTS (SELECT 1 FROM moderator_reviews
           WHERE moderator_reviews.flag_id = flags.flag_id AND reviewer_discord_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM users
           WHERE discord_id = ?1 AND (anon_id = author_anon_id OR anon_id = target_anon_id))
         AND NOT EXISTS (SELECT 1 FROM messages
           WHERE messages.channel_id = flags.channel_id AND author_discord_id = ?1
             AND messages.created_at BETWEEN flags.created_at - ?2 AND flags.created_at + ?2)
       ORDER BY flags.created_at DESC LIMIT ?3`,
      moderatorId,
      SAME_CONVERSATION_MS,
      limit,
    ),
  ])
  return z.array(reviewableRow).parse(rows)
}

/** One candidate, also one that was voted on; null when it is not (or no longer) for moderators to see. */
export async function reviewableById(db: DatabaseLike, flagId: string): Promise<Reviewable | null> {
  const [rows] = await run(db, [sql(`${SELECT} WHERE flag_id = ? AND ${SHOWN}`, flagId)])
  return z.array(reviewableRow).parse(rows)[0] ?? null
}

/** How many votes a moderator has cast. */
export async function countVotesBy(db: DatabaseLike, moderatorId: string): Promise<number> {
  const [rows] = await run(db, [
    sql('SELECT count(*) AS votes FROM moderator_reviews WHERE reviewer_discord_id = ?', moderatorId),
  ])
  return z.array(z.object({ votes: z.int() })).parse(rows)[0]?.votes ?? 0
}

/** Candidates that became cards by themselves, and those that did not; without what was imported or is waived. */
export async function candidateCounts(db: DatabaseLike): Promise<{ shown: number; hidden: number }> {
  const [rows] = await run(db, [
    sql(
      `SELECT coalesce(sum(prediction <> 'no_flag'), 0) AS shown, coalesce(sum(prediction = 'no_flag'), 0) AS hidden
       FROM flags WHERE is_waived = 0 AND run_id <> ?`,
      IMPORT_RUN,
    ),
  ])
  return z.array(z.object({ shown: z.int(), hidden: z.int() })).parse(rows)[0] ?? { shown: 0, hidden: 0 }
}
