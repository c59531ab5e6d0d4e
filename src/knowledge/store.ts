import * as z from 'zod'
import { analysed, words } from './analysis/words.ts'
import { type DatabaseLike, placeholders, run, type Sql, sql } from './database.ts'
import { HEADING_SEPARATOR } from './rank.ts'
import type { Section } from './section.ts'
import { firstWords, listedBytes, lists, MAX_LIST_BYTES } from './statement-size.ts'

/** What is written for a section: itself, its hash, and its text as the index holds it. */
export interface IndexedSection {
  section: Section
  source: string
  hash: string
  questions: string[]
}

const FENCE = /^(?: {0,3})(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n([\s\S]*?)(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))/gm

/** Splits Markdown into prose and the contents of its fenced code blocks. */
function splitCode(markdown: string): { prose: string; code: string } {
  const code: string[] = []
  const prose = markdown.replace(FENCE, (_, _fence: string, content: string) => {
    code.push(content)
    return '\n'
  })
  return { prose, code: code.join('\n') }
}

/** Link and image targets are addresses, not text: `[daily budget](/docs/budget)` is indexed as "daily budget". */
const withoutTargets = (markdown: string): string =>
  markdown.replace(/\]\([^)\s]{0,1000}(?:\s+"[^"]*")?\)/g, '] ')

/** The words an address is made of: authors name files for what they are about. */
function addressWords(page: string): string {
  const path = URL.canParse(page) ? new URL(page).pathname : page
  return path
    .replace(/\.\w+$/, '')
    .split(/[/_-]+/)
    .join(' ')
}

/** Words worth correcting a misspelling to: letters only, as people type them. */
const CORRECTABLE = /^\p{L}{4,32}$/u

/** The words of a section that a misspelt one may be corrected to, as typed, with the term or terms they stand for. */
export function correctableWords(section: Section): Map<string, string> {
  const terms = new Map<string, string>()
  for (const heading of [section.title, ...section.headings]) {
    const parts = words(heading)
    // What a heading writes apart, people write together: "frontmatter" stands for "front matter".
    for (const [i, second] of parts.slice(1).entries()) {
      const first = parts[i]
      const joined = `${first?.surface}${second.surface}`
      if (first !== undefined && CORRECTABLE.test(joined)) terms.set(joined, `${first.term} ${second.term}`)
    }
  }
  for (const { surface, term } of words([section.title, ...section.headings, section.body].join('\n'))) {
    if (CORRECTABLE.test(surface)) terms.set(surface, term)
  }
  return terms
}

/** Many rows go into one statement as JSON: fewer round trips in Node, fewer queries of D1's bound an invocation. */
export const putWords = (terms: ReadonlyMap<string, string>): Sql[] =>
  Array.from(lists([...terms].map(([word, term]) => [word.length, word, term])), (rows) =>
    sql(
      `INSERT OR IGNORE INTO knowledge_words (length, word, term)
       SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`,
      JSON.stringify(rows),
    ),
  )

const countWords = (analysedText: string): number =>
  analysedText === '' ? 0 : analysedText.split(' ').length

/**
 * The index's row of a section, short enough for a statement. What does not fit is not searched for: that takes a block
 * of 12,000 characters that grow to several times their bytes when they are analysed.
 */
function fitted<Row extends { body: string; code: string }>(row: Row): Row {
  const excess = Math.max(0, listedBytes(row) - MAX_LIST_BYTES)
  if (excess === 0) return row
  const code = firstWords(row.code, Math.max(0, listedBytes(row.code) - excess))
  const left = excess - (listedBytes(row.code) - listedBytes(code))
  return { ...row, code, body: firstWords(row.body, listedBytes(row.body) - left) }
}

/** A section as the rows that are written for it. */
export interface SectionRows {
  section: Section
  indexed: { id: string; body: string; code: string }
  stored: { id: string }
  /** Of the longer of the two in a list. */
  bytes: number
}

export function rowsOf({ section, source, hash, questions }: IndexedSection): SectionRows {
  const { prose, code } = splitCode(section.body)
  const indexed = {
    id: section.id,
    title: analysed(section.title),
    headings: section.headings.map(analysed).join(HEADING_SEPARATOR),
    address: analysed(addressWords(section.page)),
    body: analysed(withoutTargets(prose)),
    code: analysed(code),
    questions: analysed(questions.join('\n')),
  }
  const stored = {
    ...section,
    headings: JSON.stringify(section.headings),
    source,
    hash,
    headingWords: countWords(indexed.title) + countWords(analysed(section.headings.join('\n'))),
    bodyWords: countWords(indexed.body) + countWords(indexed.code),
  }
  const row = fitted(indexed)
  return { section, indexed: row, stored, bytes: Math.max(listedBytes(row), listedBytes(stored)) }
}

const removeFromIndex = (ids: string[]): Sql =>
  sql(
    `DELETE FROM knowledge_index WHERE rowid IN
       (SELECT rowid FROM knowledge_sections WHERE id IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(ids),
  )

/**
 * Writes sections and their index entries; earlier ones of the same ids are replaced. The bytes of all rows together
 * are at most `MAX_LIST_BYTES`.
 */
export function putSections(rows: SectionRows[]): Sql[] {
  return [
    removeFromIndex(rows.map(({ section }) => section.id)),
    sql(
      `INSERT INTO knowledge_sections
         (id, source, url, page, title, headings, body, scope, position, hash, heading_words, body_words)
       SELECT value ->> 'id', value ->> 'source', value ->> 'url', value ->> 'page', value ->> 'title',
         value ->> 'headings', value ->> 'body', value ->> 'scope', value ->> 'position', value ->> 'hash',
         value ->> 'headingWords', value ->> 'bodyWords'
       FROM json_each(?) WHERE true
       ON CONFLICT (id) DO UPDATE SET source = excluded.source, url = excluded.url, page = excluded.page,
         title = excluded.title, headings = excluded.headings, body = excluded.body, scope = excluded.scope,
         position = excluded.position, hash = excluded.hash, heading_words = excluded.heading_words,
         body_words = excluded.body_words`,
      JSON.stringify(rows.map(({ stored }) => stored)),
    ),
    sql(
      `INSERT INTO knowledge_index (rowid, title, headings, address, body, code, questions)
       SELECT s.rowid, value ->> 'title', value ->> 'headings', value ->> 'address', value ->> 'body',
         value ->> 'code', value ->> 'questions'
       FROM json_each(?) JOIN knowledge_sections AS s ON s.id = value ->> 'id'`,
      JSON.stringify(rows.map(({ indexed }) => indexed)),
    ),
  ]
}

export const removeSections = (ids: string[]): Sql[] =>
  [...lists(ids)].flatMap((some) => [
    removeFromIndex(some),
    sql('DELETE FROM knowledge_sections WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(some)),
  ])

/** What follows every change: the totals, and the words that no section has any more. */
export const finishIndexing: Sql[] = [
  sql(
    "DELETE FROM knowledge_words WHERE term NOT LIKE '% %' AND term NOT IN (SELECT term FROM knowledge_vocabulary)",
  ),
  sql(
    `INSERT OR REPLACE INTO knowledge_totals (only_row, sections, average_heading_words, average_body_words)
     SELECT 1, count(*), coalesce(avg(heading_words), 0), coalesce(avg(body_words), 0) FROM knowledge_sections`,
  ),
]

const sectionRow = z
  .object({
    id: z.string(),
    url: z.string(),
    page: z.string(),
    title: z.string(),
    headings: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
    body: z.string(),
    scope: z.string(),
    position: z.number(),
  })
  .transform((row): Section => row)

const SECTION_COLUMNS = 'id, url, page, title, headings, body, scope, position'

export const parseSections = (rows: unknown[]): Section[] => z.array(sectionRow).parse(rows)

/** The sections of these ids, in no order. At most 100 ids. */
export const sectionsById = (ids: string[]): Sql =>
  sql(`SELECT ${SECTION_COLUMNS} FROM knowledge_sections WHERE id IN ${placeholders(ids.length)}`, ...ids)

/** The sections at these addresses, in no order. At most 100 addresses. */
export const sectionsByUrl = (urls: string[]): Sql =>
  sql(`SELECT ${SECTION_COLUMNS} FROM knowledge_sections WHERE url IN ${placeholders(urls.length)}`, ...urls)

/** All sections of these pages, in the order of the docs. At most 100 pages. */
export const sectionsOfPages = (pages: string[]): Sql =>
  sql(
    `SELECT ${SECTION_COLUMNS} FROM knowledge_sections WHERE page IN ${placeholders(pages.length)} ORDER BY position`,
    ...pages,
  )

const storedRow = z.object({ id: z.string(), source: z.string(), hash: z.string() })

/** What the index holds already: id → source and hash. */
export async function storedHashes(db: DatabaseLike): Promise<Map<string, { source: string; hash: string }>> {
  const [rows] = await run(db, [sql('SELECT id, source, hash FROM knowledge_sections')])
  return new Map(
    z
      .array(storedRow)
      .parse(rows)
      .map(({ id, source, hash }) => [id, { source, hash }]),
  )
}
