import * as z from 'zod'
import { analysed } from './analysis/words.ts'
import { type DatabaseLike, placeholders, run, type Sql, sql } from './database.ts'
import type { Section } from './section.ts'

/** What is written for a section: itself, its hash, and its text as the index holds it. */
export interface IndexedSection {
  section: Section
  source: string
  hash: string
  questions: string[]
}

const FENCE = /^(?: {0,3})(`{3,}|~{3,})[^\n]*\n([\s\S]*?)(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))/gm

/** Splits Markdown into prose and the contents of its fenced code blocks. */
export function splitCode(markdown: string): { prose: string; code: string } {
  const code: string[] = []
  const prose = markdown.replace(FENCE, (_, _fence: string, content: string) => {
    code.push(content)
    return '\n'
  })
  return { prose, code: code.join('\n') }
}

/** Link and image targets are addresses, not text: `[daily budget](/docs/budget)` is indexed as "daily budget". */
const withoutTargets = (markdown: string): string => markdown.replace(/\]\([^)\s]*(?:\s+"[^"]*")?\)/g, '] ')

/** Statements that write one section and its index entry; an earlier one of the same id is replaced. */
export function putSection({ section, source, hash, questions }: IndexedSection): Sql[] {
  const { prose, code } = splitCode(section.body)
  const fields = [
    analysed(section.title),
    analysed(section.headings.join('\n')),
    analysed(withoutTargets(prose)),
    analysed(code),
    analysed(questions.join('\n')),
  ]
  const words = fields.reduce((sum, field) => sum + (field === '' ? 0 : field.split(' ').length), 0)
  return [
    sql(
      'DELETE FROM knowledge_index WHERE rowid = (SELECT rowid FROM knowledge_sections WHERE id = ?)',
      section.id,
    ),
    sql(
      `INSERT INTO knowledge_sections (id, source, url, page, title, headings, body, scope, position, hash, words)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET source = excluded.source, url = excluded.url, page = excluded.page,
         title = excluded.title, headings = excluded.headings, body = excluded.body, scope = excluded.scope,
         position = excluded.position, hash = excluded.hash, words = excluded.words`,
      section.id,
      source,
      section.url,
      section.page,
      section.title,
      JSON.stringify(section.headings),
      section.body,
      section.scope,
      section.position,
      hash,
      words,
    ),
    sql(
      `INSERT INTO knowledge_index (rowid, title, headings, body, code, questions)
       SELECT rowid, ?, ?, ?, ?, ? FROM knowledge_sections WHERE id = ?`,
      ...fields,
      section.id,
    ),
  ]
}

export function removeSection(id: string): Sql[] {
  return [
    sql('DELETE FROM knowledge_index WHERE rowid = (SELECT rowid FROM knowledge_sections WHERE id = ?)', id),
    sql('DELETE FROM knowledge_sections WHERE id = ?', id),
  ]
}

export const updateTotals: Sql = sql(
  `INSERT OR REPLACE INTO knowledge_totals (only, sections, average_words)
   SELECT 1, count(*), coalesce(avg(words), 0) FROM knowledge_sections`,
)

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
