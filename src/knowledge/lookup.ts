import * as z from 'zod'
import { type DatabaseLike, placeholders, run, type Sql, sql } from './database.ts'
import { quoteTerm } from './question.ts'
import type { Candidate, Collection } from './rank.ts'
import { editsAllowed, type KnownWord } from './spelling.ts'

/** The first stage hands this many sections to the second. */
const CANDIDATES = 50

const candidateRow = z.object({
  id: z.string(),
  title: z.string(),
  headings: z.string(),
  address: z.string(),
  body: z.string(),
  code: z.string(),
  questions: z.string(),
})
const totalsRow = z.object({
  sections: z.number(),
  average_heading_words: z.number(),
  average_body_words: z.number(),
})
const occurrenceRow = z.object({ term: z.string(), doc: z.number() })
const wordRow = z.object({ word: z.string(), term: z.string() })

const totals: Sql = sql('SELECT sections, average_heading_words, average_body_words FROM knowledge_totals')

const occurrences = (terms: string[]): Sql =>
  sql(`SELECT term, doc FROM knowledge_vocabulary WHERE term IN ${placeholders(terms.length)}`, ...terms)

/** The best by weighted BM25 that have any of the terms; a scope nobody knows narrows nothing. */
function candidates(terms: string[], scope: string | undefined): Sql {
  const inScope = `AND (NOT EXISTS (SELECT 1 FROM knowledge_sections WHERE scope = ?2)
      OR rowid IN (SELECT rowid FROM knowledge_sections WHERE scope = ?2))`
  const text = `
    SELECT s.id, i.title, i.headings, i.address, i.body, i.code, i.questions
    FROM (SELECT rowid, rank FROM knowledge_index
          WHERE knowledge_index MATCH ?1 ${scope === undefined ? '' : inScope} ORDER BY rank LIMIT ${CANDIDATES}) AS best
    JOIN knowledge_index AS i ON i.rowid = best.rowid
    JOIN knowledge_sections AS s ON s.rowid = best.rowid
    ORDER BY best.rank`
  const match = terms.map(quoteTerm).join(' OR ')
  return scope === undefined ? sql(text, match) : sql(text, match, scope)
}

export interface FirstStage extends Collection {
  candidates: Candidate[]
}

/** One round trip: how rare each term is, and the candidates that have any of them. At most 100 terms. */
export async function firstStage(
  db: DatabaseLike,
  terms: string[],
  scope: string | undefined,
): Promise<FirstStage> {
  const [total = [], counts = [], found = []] = await run(db, [
    totals,
    occurrences(terms),
    candidates(terms, scope),
  ])
  const [facts] = z.array(totalsRow).parse(total)
  return {
    candidates: z.array(candidateRow).parse(found),
    sections: facts?.sections ?? 0,
    averageHeadingWords: facts?.average_heading_words ?? 0,
    averageBodyWords: facts?.average_body_words ?? 0,
    occurrences: new Map(
      z
        .array(occurrenceRow)
        .parse(counts)
        .map(({ term, doc }) => [term, doc]),
    ),
  }
}

const after = (letter: string): string => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 1)

/**
 * Words of the docs that a misspelt one could be: about as long, and beginning with its first letter (or, when the
 * first two were swapped or the first is one too many, its second).
 */
function neighbourhood(surface: string): Sql {
  const edits = editsAllowed(surface.length)
  const lengths = Array.from({ length: 2 * edits + 1 }, (_, i) => surface.length - edits + i)
  const letters = [...new Set([...surface].slice(0, 2))]
  return sql(
    `SELECT word, term FROM knowledge_words WHERE length IN ${placeholders(lengths.length)}
     AND (${letters.map(() => '(word >= ? AND word < ?)').join(' OR ')})`,
    ...lengths,
    ...letters.flatMap((letter) => [letter, after(letter)]),
  )
}

/** One round trip for all misspelt words: for each, the words of the docs that are worth comparing. */
export async function wordsNear(db: DatabaseLike, surfaces: string[]): Promise<Map<string, KnownWord[]>> {
  const correctable = surfaces.filter((surface) => editsAllowed(surface.length) > 0)
  const found = await run(db, correctable.map(neighbourhood))
  return new Map(correctable.map((surface, i) => [surface, z.array(wordRow).parse(found[i] ?? [])]))
}
