import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import type { MessagePlace } from '../moderation/enforcement/effect.ts'
import { RESOLUTIONS, type Resolution } from './cases.ts'

/** A case as far as comparing needs it. */
export interface PastCase {
  number: number
  rule: string
  openedAt: number
  messages: MessagePlace[]
  resolution: Resolution | null
  isFalsePositive: boolean
}

/** The words that are kept of one message that a case is about. */
export interface KeptMessage {
  id: string
  channelId: string
  authorId: string
  authorName: string
  content: string
  filenames: string[]
}

const MAX_CASES = 1_000
const place = z.object({ id: z.string(), channelId: z.string() })

const caseRow = z
  .object({
    number: z.int(),
    rule: z.string(),
    opened_at: z.int(),
    messages: z.string(),
    resolution: z.enum(RESOLUTIONS).nullable(),
    is_false_positive: z.int(),
  })
  .transform(
    ({ is_false_positive, opened_at, messages, ...row }): PastCase => ({
      ...row,
      openedAt: opened_at,
      messages: z.array(place).parse(JSON.parse(messages)),
      isFalsePositive: is_false_positive === 1,
    }),
  )

/** Cases that Steward opened since a time, the newest 1,000. */
export async function casesSince(db: DatabaseLike, since: number): Promise<PastCase[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT number, rule, opened_at, messages, resolution, is_false_positive FROM cases
       WHERE day >= ? AND opened_at >= ? AND decided_by = 'steward' ORDER BY number DESC LIMIT ?`,
      utcDay(since),
      since,
      MAX_CASES,
    ),
  ])
  return z.array(caseRow).parse(rows)
}

const keptRow = z
  .object({
    message_id: z.string(),
    channel_id: z.string(),
    author_id: z.string(),
    author_name: z.string(),
    content: z.string(),
    attachments: z.string(),
  })
  .transform(
    (row): KeptMessage => ({
      id: row.message_id,
      channelId: row.channel_id,
      authorId: row.author_id,
      authorName: row.author_name,
      content: row.content,
      filenames: z
        .array(z.object({ filename: z.string() }))
        .parse(JSON.parse(row.attachments))
        .map(({ filename }) => filename),
    }),
  )

/** The kept messages that follow an id and were judged since a time, oldest first, each once. */
export async function keptMessagesAfter(
  db: DatabaseLike,
  after: string,
  since: number,
  limit: number,
): Promise<KeptMessage[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT message_id, channel_id, author_id, author_name, content, attachments
       FROM evidence JOIN cases USING (decision_id)
       WHERE evidence.day >= ?2 AND (length(message_id), message_id) > (length(?1), ?1)
       GROUP BY message_id ORDER BY length(message_id), message_id LIMIT ?3`,
      after,
      utcDay(since),
      limit,
    ),
  ])
  return z.array(keptRow).parse(rows)
}
