import * as z from 'zod'
import { stem } from './analysis/stem.ts'
import { words } from './analysis/words.ts'
import { type DatabaseLike, run, sql } from './database.ts'
import { MAX_QUERY_TERMS, quoteTerm } from './question.ts'

export interface HeadingSuggestion {
  /** The heading itself; the page's title for a page's first section. */
  heading: string
  /** Title of its page. */
  title: string
  url: string
}

const MAX_TYPED_CHARACTERS = 100
/** More than are shown, because several sections may share a heading. */
const ROWS = 60

const row = z.object({
  url: z.string(),
  title: z.string(),
  headings: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
})

/** Each typed word as the beginning of a term: as typed, and stemmed ("daily" is indexed as "daili"). */
function prefixMatch(typed: string): string | null {
  const parts = words(typed.slice(0, MAX_TYPED_CHARACTERS)).filter((word) => !word.part)
  if (parts.length === 0) return null
  const clauses = parts.slice(0, MAX_QUERY_TERMS).map(({ term, surface }) => {
    const beginnings = [...new Set([surface, term, stem(surface)])]
    return `(${beginnings.map((beginning) => `${quoteTerm(beginning)} *`).join(' OR ')})`
  })
  return `{title headings} : (${clauses.join(' AND ')})`
}

/** Headings and titles with words that begin as the ones being typed, best first. Empty input gives none. */
export async function suggestHeadings(
  db: DatabaseLike,
  typed: string,
  limit = 25,
): Promise<HeadingSuggestion[]> {
  const match = prefixMatch(typed)
  if (match === null) return []
  const [rows = []] = await run(db, [
    sql(
      `SELECT s.url, s.title, s.headings
       FROM (SELECT rowid, rank FROM knowledge_index
             WHERE knowledge_index MATCH ? AND rank MATCH 'bm25(1.0, 3.0, 0.0, 0.0, 0.0, 0.0)'
             ORDER BY rank LIMIT ${ROWS}) AS best
       JOIN knowledge_sections AS s ON s.rowid = best.rowid
       ORDER BY best.rank, s.position`,
      match,
    ),
  ])
  const begun = typed.trim().toLowerCase()
  const places = new Map<string, HeadingSuggestion>()
  for (const { url, title, headings } of z.array(row).parse(rows)) {
    const heading = headings.at(-1) ?? title
    const key = `${heading}\n${title}`
    if (!places.has(key)) places.set(key, { heading, title, url })
  }
  const closeness = ({ heading }: HeadingSuggestion): number => {
    const at = heading.toLowerCase().indexOf(begun)
    return at === 0 ? 0 : at > 0 ? 1 : 2
  }
  return [...places.values()].sort((a, b) => closeness(a) - closeness(b)).slice(0, limit)
}

/** The parts of the docs that a search can be narrowed to, in alphabetical order. */
export async function listScopes(db: DatabaseLike): Promise<string[]> {
  const [rows = []] = await run(db, [
    sql("SELECT DISTINCT scope FROM knowledge_sections WHERE scope <> '' ORDER BY scope LIMIT 100"),
  ])
  return z
    .array(z.object({ scope: z.string() }))
    .parse(rows)
    .map(({ scope }) => scope)
}
