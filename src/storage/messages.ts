import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { boolColumn } from './json-column.ts'

export interface StoredMessage {
  id: string
  channelId: string
  authorId: string
  createdAt: number
  editedAt: number | null
  content: string
  isDeleted: boolean
}

const messageRow = z
  .object({
    message_id: z.string(),
    channel_id: z.string(),
    author_discord_id: z.string(),
    created_at: z.int(),
    edited_at: z.int().nullable(),
    content: z.string(),
    is_deleted: boolColumn,
  })
  .transform(
    (row): StoredMessage => ({
      id: row.message_id,
      channelId: row.channel_id,
      authorId: row.author_discord_id,
      createdAt: row.created_at,
      editedAt: row.edited_at,
      content: row.content,
      isDeleted: row.is_deleted,
    }),
  )

/** Messages as they are now. One that is there already is written again only when its words changed. */
export async function keepMessages(
  db: DatabaseLike,
  messages: readonly Omit<StoredMessage, 'isDeleted'>[],
): Promise<void> {
  if (messages.length === 0) return
  const rows = await Promise.all(
    messages.map(async (message) => ({
      ...message,
      hash: await sha256(message.content),
      day: utcDay(message.createdAt),
    })),
  )
  await run(db, [
    sql(
      `INSERT INTO messages (message_id, channel_id, author_discord_id, created_at, edited_at, content, content_hash, day)
       SELECT value ->> 'id', value ->> 'channelId', value ->> 'authorId', value ->> 'createdAt', value ->> 'editedAt',
         value ->> 'content', value ->> 'hash', value ->> 'day' FROM json_each(?) WHERE true
       ON CONFLICT DO UPDATE SET content = excluded.content, content_hash = excluded.content_hash,
         edited_at = excluded.edited_at WHERE content_hash <> excluded.content_hash`,
      JSON.stringify(rows),
    ),
  ])
}

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A message that its author or a moderator deleted: what it said goes at once, that it was there stays. */
export async function markDeleted(db: DatabaseLike, messageIds: readonly string[]): Promise<void> {
  await run(db, [
    sql(
      `UPDATE messages SET is_deleted = 1, content = '', content_hash = ''
       WHERE is_deleted = 0 AND message_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(messageIds),
    ),
  ])
}

/** The latest messages of a channel or thread, oldest first. */
export async function latestMessages(
  db: DatabaseLike,
  channelId: string,
  limit: number,
): Promise<StoredMessage[]> {
  const [rows] = await run(db, [
    sql(
      'SELECT * FROM messages WHERE channel_id = ? ORDER BY created_at DESC, message_id DESC LIMIT ?',
      channelId,
      limit,
    ),
  ])
  return z.array(messageRow).parse(rows).toReversed()
}

/** A message with those before and after it in its channel, oldest first; empty when it is not kept (any more). */
export async function messagesAround(
  db: DatabaseLike,
  channelId: string,
  messageId: string,
  before: number,
  after: number,
): Promise<StoredMessage[]> {
  const [rows] = await run(db, [
    sql(
      `WITH middle AS (SELECT created_at FROM messages WHERE message_id = ?2 AND channel_id = ?1)
       SELECT * FROM (SELECT messages.* FROM messages, middle WHERE channel_id = ?1
         AND messages.created_at <= middle.created_at ORDER BY messages.created_at DESC, message_id DESC LIMIT ?3)
       UNION
       SELECT * FROM (SELECT messages.* FROM messages, middle WHERE channel_id = ?1
         AND messages.created_at > middle.created_at ORDER BY messages.created_at, message_id LIMIT ?4)
       ORDER BY created_at, message_id`,
      channelId,
      messageId,
      before + 1,
      after,
    ),
  ])
  return z.array(messageRow).parse(rows)
}
