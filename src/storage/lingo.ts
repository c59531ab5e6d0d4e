import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { type LingoEntry, MAX_DEFINITION_CHARS, MAX_LINGO_TERM_CHARS } from '../moderation/feedback/lingo.ts'

/** By which a term is one term, however it is written. */
const termKey = (term: string): string =>
  term.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim().slice(0, MAX_LINGO_TERM_CHARS)

/** More terms than this are not read for a check. */
const MAX_TERMS = 3_000

const entryRow = z.object({ term: z.string(), definition: z.string() })

export async function lingoEntries(db: DatabaseLike): Promise<LingoEntry[]> {
  const [rows] = await run(db, [
    sql(`SELECT term, definition FROM lingo_terms ORDER BY term LIMIT ${MAX_TERMS}`),
  ])
  return z.array(entryRow).parse(rows)
}

const termRow = z.object({
  term: z.string(),
  definition: z.string(),
  confidence: z.number(),
  version: z.int(),
  updated_at: z.int(),
})
export type StoredTerm = z.output<typeof termRow>

export async function lingoTerm(db: DatabaseLike, term: string): Promise<StoredTerm | null> {
  const [rows] = await run(db, [sql('SELECT * FROM lingo_terms WHERE term = ?', termKey(term))])
  return z.array(termRow).parse(rows)[0] ?? null
}

export interface NewDefinition {
  term: string
  definition: string
  confidence: number
  /** Ids of the sources it was made of. */
  sources: readonly string[]
  /** The version it was made from, 0 for none: another definition in between is not overwritten. */
  basedOn: number
}

/** A term's next version; false when somebody else defined it meanwhile. Open questions about it are answered. */
export async function defineTerm(db: DatabaseLike, it: NewDefinition, now: number): Promise<boolean> {
  const term = termKey(it.term)
  const definition = it.definition.slice(0, MAX_DEFINITION_CHARS)
  const [written] = await run(db, [
    it.basedOn === 0
      ? sql(
          `INSERT INTO lingo_terms (term, definition, confidence, version, updated_at)
           VALUES (?1, ?2, ?3, 1 + coalesce((SELECT max(version) FROM lingo_versions WHERE term = ?1), 0), ?4)
           ON CONFLICT DO NOTHING RETURNING version`,
          term,
          definition,
          it.confidence,
          now,
        )
      : sql(
          `UPDATE lingo_terms SET definition = ?, confidence = ?, version = version + 1, updated_at = ?
           WHERE term = ? AND version = ? RETURNING version`,
          definition,
          it.confidence,
          now,
          term,
          it.basedOn,
        ),
    sql(
      `INSERT INTO lingo_versions (term, version, definition, confidence, sources, created_at, day)
       SELECT term, version, definition, confidence, ?, ?, ? FROM lingo_terms WHERE term = ? ON CONFLICT DO NOTHING`,
      JSON.stringify(it.sources),
      now,
      utcDay(now),
      term,
    ),
  ])
  return (written ?? []).length > 0
}

/** True when there was such a term. Its versions stay until their time is over, so that it can be looked up. */
export async function removeTerm(db: DatabaseLike, term: string): Promise<boolean> {
  const [removed] = await run(db, [sql('DELETE FROM lingo_terms WHERE term = ? RETURNING 1', termKey(term))])
  return (removed ?? []).length > 0
}

/** What a moderator says a term means; the same interaction or message again is the same. */
export async function addSource(
  db: DatabaseLike,
  source: { sourceId: string; term: string; text: string; moderatorId: string },
  now: number,
): Promise<void> {
  await run(db, [
    sql(
      `INSERT INTO lingo_sources (source_id, term, text, moderator_id, created_at, day) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      source.sourceId,
      termKey(source.term),
      source.text.slice(0, MAX_DEFINITION_CHARS),
      source.moderatorId,
      now,
      utcDay(now),
    ),
  ])
}

const sourceRow = z.object({ source_id: z.string(), text: z.string(), created_at: z.int() })

/** What moderators said of a term, oldest first, the latest thirty. */
export async function sourcesOf(
  db: DatabaseLike,
  term: string,
): Promise<{ id: string; text: string; at: number }[]> {
  const [rows] = await run(db, [
    sql('SELECT * FROM lingo_sources WHERE term = ? ORDER BY created_at DESC LIMIT 30', termKey(term)),
  ])
  return z
    .array(sourceRow)
    .parse(rows)
    .map((row) => ({ id: row.source_id, text: row.text, at: row.created_at }))
    .toReversed()
}

const questionRow = z.object({
  question_id: z.int(),
  term: z.string(),
  source_message_id: z.string(),
  channel_id: z.string(),
  card_channel_id: z.string().nullable(),
  card_message_id: z.string().nullable(),
})
export type LingoQuestion = z.output<typeof questionRow>

/** Asks about each term once, never about one that is defined; the new questions. */
export async function askAbout(
  db: DatabaseLike,
  terms: readonly { term: string; messageId: string; channelId: string }[],
  now: number,
): Promise<LingoQuestion[]> {
  if (terms.length === 0) return []
  const keyed = terms.map((each) => ({ ...each, term: termKey(each.term) })).filter(({ term }) => term !== '')
  const [rows] = await run(db, [
    sql(
      `INSERT INTO lingo_questions (term, source_message_id, channel_id, asked_at, day)
       SELECT value ->> 'term', value ->> 'messageId', value ->> 'channelId', ?2, ?3 FROM json_each(?1)
       WHERE value ->> 'term' NOT IN (SELECT term FROM lingo_terms)
       ON CONFLICT DO NOTHING RETURNING *`,
      JSON.stringify(keyed),
      now,
      utcDay(now),
    ),
  ])
  return z.array(questionRow).parse(rows)
}

export async function setQuestionCard(
  db: DatabaseLike,
  questionId: number,
  channelId: string,
  messageId: string,
): Promise<void> {
  await run(db, [
    sql(
      'UPDATE lingo_questions SET card_channel_id = ?, card_message_id = ? WHERE question_id = ?',
      channelId,
      messageId,
      questionId,
    ),
  ])
}

/** The open question on a card, for a button or a plain reply. */
export async function questionOnCard(db: DatabaseLike, messageId: string): Promise<LingoQuestion | null> {
  const [rows] = await run(db, [
    sql('SELECT * FROM lingo_questions WHERE card_message_id = ? AND resolved = 0', messageId),
  ])
  return z.array(questionRow).parse(rows)[0] ?? null
}

/** The first answer resolves a question; true for that one. */
export async function resolveQuestion(
  db: DatabaseLike,
  questionId: number,
  resolverId: string,
  now: number,
): Promise<boolean> {
  const [rows] = await run(db, [
    sql(
      `UPDATE lingo_questions SET resolved = 1, resolver_discord_id = ?, resolved_at = ?
       WHERE question_id = ? AND resolved = 0 RETURNING 1`,
      resolverId,
      now,
      questionId,
    ),
  ])
  return (rows ?? []).length > 0
}
