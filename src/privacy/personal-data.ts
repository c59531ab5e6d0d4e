import * as z from 'zod'
import { HOUR_MS } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { wantQuestionsSql } from '../storage/follow-ups.ts'
import { pseudonym } from './pseudonym.ts'

/** Everything the database keeps of one member, as it is stored. */
export interface PersonalData {
  pseudonym: string | null
  /** By table; rows with their own columns. */
  tables: Record<string, Record<string, string | number | null>[]>
}

const anyRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

/**
 * What of each table belongs to a member, by Discord's id or by the number of the pseudonym. Of moderation it is what
 * concerns them: who reported or decided belongs to others, and what a rule measures would tell how to get round it.
 */
const OWN = [
  ['strikes', 'id', 'SELECT rule, given_at, expires_at, voided_at FROM strikes WHERE author_id = ?'],
  [
    'cases',
    'id',
    'SELECT number, opened_at, rule, member_text, messages, is_dry, resolution, resolved_at, is_false_positive FROM cases WHERE author_id = ?',
  ],
  [
    'evidence',
    'id',
    'SELECT message_id, channel_id, day, author_name, content, attachments FROM evidence WHERE decision_id IN (SELECT decision_id FROM cases WHERE author_id = ?)',
  ],
  ['audit_events', 'id', 'SELECT at, type, case_number FROM audit_events WHERE author_id = ?'],
  ['reports_you_made', 'id', 'SELECT message_id, reported_at, note FROM reports WHERE reporter_id = ?'],
  ['cases_you_decided', 'id', 'SELECT number, resolution, resolved_at FROM cases WHERE resolved_by = ?'],
  [
    'case_notes_you_wrote',
    'id',
    'SELECT case_number, written_at, note FROM case_notes WHERE moderator_id = ?',
  ],
  ['encouragements', 'id', 'SELECT day, message_id FROM encouragements WHERE member_id = ?'],
  [
    'lingo_questions_you_answered',
    'id',
    'SELECT term, outcome, resolved_at FROM lingo_questions WHERE resolver_discord_id = ?',
  ],
  [
    'github_links',
    'id',
    'SELECT github_id, login, linked_at, facts, checked_at FROM github_links WHERE member_id = ?',
  ],
  ['github_link_attempts', 'id', 'SELECT day, claimed_at FROM github_link_attempts WHERE member_id = ?'],
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
    'SELECT flag_id, label, estimates, created_at FROM attribute_evidence WHERE discord_id = ?',
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

/** For `/privacy`: what is held on a member. How often they talk with others is left out, as it is about those as well. */
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

/** What a report says is its author's; that they reported counts toward what they may report within the hour. */
const REPORT_LIMIT_MS = HOUR_MS

/**
 * Erases a member: their messages, names, attributes and acquaintances go, and nothing leads from their pseudonym to them.
 * What moderators decided stays, as numbers without author, words or link. Names of theirs in what others wrote are gone
 * with the words themselves, when their retention ends. Strikes, cases with their evidence, and the audit trail stay for
 * their time: nobody gets rid of a ban by asking to be forgotten.
 */
export async function eraseMember(
  db: DatabaseLike,
  discordId: string,
  now: number,
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
    sql('DELETE FROM encouragements WHERE member_id = ?', discordId),
    // The day's sweep takes the roles of whoever has no link.
    sql('DELETE FROM github_links WHERE member_id = ?', discordId),
    sql('DELETE FROM github_link_attempts WHERE member_id = ?', discordId),
    sql('DELETE FROM reports WHERE reporter_id = ? AND reported_at < ?', discordId, now - REPORT_LIMIT_MS),
    sql("UPDATE reports SET note = '' WHERE reporter_id = ?", discordId),
    // Definitions may name them; cards of questions that show a name of theirs are due to be edited.
    ...[
      ['lingo_terms', 'definition'],
      ['lingo_versions', 'definition'],
      ['lingo_sources', 'text'],
    ].map(([table, column]) =>
      sql(
        `UPDATE ${table} SET ${column} = replace(replace(${column}, '<@' || ?1 || '>', 'a member'), '<@!' || ?1 || '>', 'a member')
         WHERE ${column} LIKE '%<@%' || ?1 || '>%'`,
        discordId,
      ),
    ),
    wantQuestionsSql(
      `card_message_id IS NOT NULL AND (resolver_discord_id = ? OR (outcome = 'alias'
         AND term IN (SELECT lower(name) FROM user_aliases WHERE discord_id = ?)))`,
      now,
      now,
      discordId,
      discordId,
    ),
    sql('UPDATE lingo_questions SET resolver_discord_id = NULL WHERE resolver_discord_id = ?', discordId),
    // What belongs to them alone goes with them: see ON DELETE CASCADE.
    sql('DELETE FROM users WHERE discord_id = ?', discordId),
  ])
}
