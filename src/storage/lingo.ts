import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'
import { type LingoEntry, MAX_DEFINITION_CHARS, MAX_LINGO_TERM_CHARS } from '../moderation/feedback/lingo.ts'
import { wantQuestionsSql } from './follow-ups.ts'
import { jsonColumn } from './json-column.ts'

/** By which a term is one term, however it is written. */
export const termKey = (term: string): string =>
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

/**
 * A term's next version; false when somebody else defined it meanwhile. With it, and only with it, its sources count as
 * used, questions about the term are answered, and their cards are due to say so.
 */
export async function defineTerm(db: DatabaseLike, it: NewDefinition, now: number): Promise<boolean> {
  const term = termKey(it.term)
  const definition = it.definition.slice(0, MAX_DEFINITION_CHARS)
  const sources = JSON.stringify(it.sources)
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
      sources,
      now,
      utcDay(now),
      term,
    ),
    sql(
      `UPDATE lingo_sources SET is_used = 1 WHERE source_id IN (SELECT value FROM json_each(?2)) AND EXISTS (
         SELECT 1 FROM lingo_versions WHERE term = ?1 AND sources = ?2)`,
      term,
      sources,
    ),
    sql(
      `UPDATE lingo_questions SET resolved = 1, outcome = 'defined', resolved_at = coalesce(resolved_at, ?)
       WHERE term = ? AND EXISTS (SELECT 1 FROM lingo_terms WHERE lingo_terms.term = lingo_questions.term)`,
      now,
      term,
    ),
    wantQuestionsSql('term = ?', now, now, term),
  ])
  return (written ?? []).length > 0
}

/** A moderator's own words as the definition. Answers that are in none yet are superseded; false as for `defineTerm`. */
export async function setTerm(
  db: DatabaseLike,
  source: NewSource,
  basedOn: number,
  now: number,
): Promise<boolean> {
  await run(db, [
    sql('UPDATE lingo_sources SET is_used = 1 WHERE term = ?', termKey(source.term)),
    sourceSql(source, true, now),
  ])
  const { term, text: definition, sourceId } = source
  return defineTerm(db, { term, definition, confidence: 1, sources: [sourceId], basedOn }, now)
}

/** True when there was such a term. Its versions stay until their time is over, so that it can be looked up. */
export async function removeTerm(db: DatabaseLike, term: string, now: number): Promise<boolean> {
  const [removed] = await run(db, [
    sql('DELETE FROM lingo_terms WHERE term = ? RETURNING 1', termKey(term)),
    // What was said before does not bring it back.
    sql('UPDATE lingo_sources SET is_used = 1 WHERE term = ?', termKey(term)),
    wantQuestionsSql('term = ?', now, now, termKey(term)),
  ])
  return (removed ?? []).length > 0
}

/** What a moderator says a term means; the same interaction or message again is the same. */
export interface NewSource {
  sourceId: string
  term: string
  text: string
  moderatorId: string
}

/** `isUsed`: it is a definition already, word for word. */
export const sourceSql = (source: NewSource, isUsed: boolean, now: number): Sql =>
  sql(
    `INSERT INTO lingo_sources (source_id, term, text, moderator_id, created_at, day, is_used) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    source.sourceId,
    termKey(source.term),
    source.text.slice(0, MAX_DEFINITION_CHARS),
    source.moderatorId,
    now,
    utcDay(now),
    isUsed ? 1 : 0,
  )

const sourceRow = z
  .object({
    source_id: z.string(),
    text: z.string(),
    moderator_id: z.string().nullable(),
    created_at: z.int(),
  })
  .transform((row) => ({
    id: row.source_id,
    text: row.text,
    moderatorId: row.moderator_id,
    at: row.created_at,
  }))
export type StoredSource = z.output<typeof sourceRow>

/** What moderators said of a term that is in no definition yet, oldest first, the latest thirty. */
export async function newSourcesOf(db: DatabaseLike, term: string): Promise<StoredSource[]> {
  const [rows] = await run(db, [
    sql(
      'SELECT * FROM lingo_sources WHERE term = ? AND is_used = 0 ORDER BY created_at DESC, source_id DESC LIMIT 30',
      termKey(term),
    ),
  ])
  return z.array(sourceRow).parse(rows).toReversed()
}

const versionRow = z
  .object({
    version: z.int(),
    definition: z.string(),
    created_at: z.int(),
    sources: jsonColumn(z.array(z.string())),
    moderators: jsonColumn(z.array(z.string())),
  })
  .transform(({ created_at: at, ...row }) => ({ ...row, at }))
export type TermVersion = z.output<typeof versionRow>

/** Every definition a term had, with the ids of its sources and of who wrote them, the newest first, the latest ten. */
export async function versionsOf(db: DatabaseLike, term: string): Promise<TermVersion[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT version, definition, created_at, sources, (
         SELECT json_group_array(DISTINCT moderator_id) FROM lingo_sources
         WHERE moderator_id IS NOT NULL AND source_id IN (SELECT value FROM json_each(lingo_versions.sources))
       ) AS moderators
       FROM lingo_versions WHERE term = ? ORDER BY version DESC LIMIT 10`,
      termKey(term),
    ),
  ])
  return z.array(versionRow).parse(rows)
}
