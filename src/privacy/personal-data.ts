import * as z from 'zod'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { pseudonym } from './pseudonym.ts'

/** Everything the checks for feedback keep of one member, as it is stored. */
export interface PersonalData {
  pseudonym: string | null
  /** By table; rows with their own columns. */
  tables: Record<string, Record<string, string | number | null>[]>
}

const anyRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

/** What of each table belongs to a member, by Discord's id or by the number of the pseudonym. */
const OWN = [
  ['users', 'id', 'SELECT first_seen, last_seen, joined_at FROM users WHERE discord_id = ?'],
  ['user_aliases', 'id', 'SELECT name, source, first_seen FROM user_aliases WHERE discord_id = ?'],
  [
    'user_attributes',
    'id',
    'SELECT name, value, weight, updated_at FROM user_attributes WHERE discord_id = ?',
  ],
  [
    'attribute_evidence',
    'id',
    'SELECT flag_id, estimates, created_at FROM attribute_evidence WHERE discord_id = ?',
  ],
  [
    'messages',
    'id',
    'SELECT message_id, channel_id, created_at, edited_at, content, is_deleted FROM messages WHERE author_discord_id = ?',
  ],
  [
    'flags_you_wrote',
    'number',
    'SELECT message_ids, channel_id, prediction, score, features, excerpt, note, flag_status, created_at FROM flags WHERE author_anon_id = ?',
  ],
  [
    'flags_about_you',
    'number',
    'SELECT channel_id, prediction, score, flag_status, created_at FROM flags WHERE target_anon_id = ?',
  ],
  [
    'moderator_reviews',
    'id',
    'SELECT flag_id, label, notes, created_at FROM moderator_reviews WHERE reviewer_discord_id = ?',
  ],
  ['lingo_sources', 'id', 'SELECT term, text, created_at FROM lingo_sources WHERE moderator_id = ?'],
  [
    'feedback_model_decisions',
    'id',
    'SELECT version, replaced, kind, decided_at FROM feedback_model_decisions WHERE moderator_id = ?',
  ],
] as const
/** Rows of one table; a member's own messages of some weeks are fewer. */
const MAX_ROWS = 2_000

/** For `/privacy`: what is held on a member. How often they talk with others is left out of it, as it is theirs too. */
export async function exportMember(db: DatabaseLike, discordId: string): Promise<PersonalData> {
  const [known] = await run(db, [sql('SELECT anon_id FROM users WHERE discord_id = ?', discordId)])
  const anonId = z.array(z.object({ anon_id: z.int() })).parse(known)[0]?.anon_id ?? null
  const results = await run(
    db,
    OWN.map(([, by, select]) => sql(`${select} LIMIT ${MAX_ROWS}`, by === 'id' ? discordId : (anonId ?? 0))),
  )
  return {
    pseudonym: anonId === null ? null : pseudonym(anonId),
    tables: Object.fromEntries(OWN.map(([name], index) => [name, z.array(anyRow).parse(results[index])])),
  }
}

/**
 * Erases a member: their messages, names, attributes and acquaintances go, and nothing leads from their pseudonym to them.
 * What moderators decided stays, as numbers without author, words or link. Names of theirs in what others wrote are gone
 * with the words themselves, when their retention ends.
 */
export async function eraseMember(
  db: DatabaseLike,
  discordId: string,
  randomId: () => string = () => crypto.randomUUID(),
): Promise<void> {
  const [rows] = await run(db, [
    sql(
      'SELECT flag_id FROM flags WHERE author_anon_id = (SELECT anon_id FROM users WHERE discord_id = ?)',
      discordId,
    ),
  ])
  // A flag is known by its first message: under another name it leads nowhere.
  const renamed = z.array(z.object({ flag_id: z.string() })).parse(rows)
  const names = JSON.stringify(Object.fromEntries(renamed.map(({ flag_id: id }) => [id, randomId()])))
  const rename = (table: string, more = '') =>
    sql(
      `UPDATE ${table} SET flag_id = (SELECT value FROM json_each(?1) WHERE key = ${table}.flag_id) ${more}
       WHERE flag_id IN (SELECT key FROM json_each(?1))`,
      names,
    )
  await run(db, [
    rename('moderator_reviews'),
    rename('attribute_evidence'),
    rename(
      'flags',
      `, author_anon_id = NULL, target_anon_id = NULL, excerpt = NULL, note = '', message_ids = '[]', message_id = '',
         card_channel_id = NULL, card_message_id = NULL`,
    ),
    sql(
      `UPDATE flags SET target_anon_id = NULL, excerpt = NULL, note = ''
       WHERE target_anon_id = (SELECT anon_id FROM users WHERE discord_id = ?)`,
      discordId,
    ),
    sql('DELETE FROM messages WHERE author_discord_id = ?', discordId),
    sql(
      'UPDATE moderator_reviews SET reviewer_discord_id = NULL, notes = NULL WHERE reviewer_discord_id = ?',
      discordId,
    ),
    sql('UPDATE feedback_model_decisions SET moderator_id = NULL WHERE moderator_id = ?', discordId),
    sql('UPDATE lingo_sources SET moderator_id = NULL WHERE moderator_id = ?', discordId),
    sql('UPDATE lingo_questions SET resolver_discord_id = NULL WHERE resolver_discord_id = ?', discordId),
    // What belongs to them alone goes with them: see ON DELETE CASCADE.
    sql('DELETE FROM users WHERE discord_id = ?', discordId),
  ])
}
