import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as z from 'zod'
import { readSections } from '../../scripts/docs-index/read.ts'
import type { Section } from '../../src/knowledge/section.ts'

/** Documents, questions about them, and which documents answer each: what a retriever is measured on. */
export interface RetrievalSet {
  name: string
  sections: Section[]
  queries: { id: string; text: string }[]
  /** Query id → document id → grade above zero. */
  relevant: Map<string, Map<string, number>>
  /** Questions that the documents do not answer, written for this set. */
  offTopic: string[]
}

const docLine = z.object({ id: z.string(), title: z.string(), text: z.string() })
const queryLine = z.object({ id: z.string(), text: z.string() })

function jsonLines<T>(file: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return []
    const parsed = schema.safeParse(JSON.parse(line))
    if (!parsed.success) throw new Error(`${file}:${i + 1}: ${z.prettifyError(parsed.error)}`)
    return [parsed.data]
  })
}

function relevance(file: string): RetrievalSet['relevant'] {
  const relevant: RetrievalSet['relevant'] = new Map()
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1)
  for (const [i, line] of lines.entries()) {
    const [query, doc, grade] = line.split('\t')
    if (query === undefined || doc === undefined || !Number.isFinite(Number(grade))) {
      throw new Error(`${file}:${i + 2}: expected query_id, doc_id and a grade, separated by tabs`)
    }
    if (Number(grade) <= 0) continue
    relevant.set(query, (relevant.get(query) ?? new Map()).set(doc, Number(grade)))
  }
  return relevant
}

function questions(folder: string): Omit<RetrievalSet, 'name' | 'sections'> {
  const relevant = relevance(join(folder, 'qrels.tsv'))
  const offTopic = join(folder, 'off_topic.jsonl')
  return {
    queries: jsonLines(join(folder, 'queries.jsonl'), queryLine).filter((query) => relevant.has(query.id)),
    relevant,
    offTopic: existsSync(offTopic) ? jsonLines(offTopic, queryLine).map((query) => query.text) : [],
  }
}

/** A folder in the simple form: docs.jsonl, queries.jsonl, qrels.tsv. */
export function readSet(folder: string): RetrievalSet {
  for (const file of ['docs.jsonl', 'queries.jsonl', 'qrels.tsv']) {
    if (!existsSync(join(folder, file))) {
      throw new Error(
        `${folder} has no ${file}: a set is docs.jsonl {id, title, text}, queries.jsonl {id, text} and qrels.tsv`,
      )
    }
  }
  const sections = jsonLines(join(folder, 'docs.jsonl'), docLine).map(
    ({ id, title, text }, position): Section => ({
      id,
      url: id,
      page: id.split('#')[0] ?? id,
      title,
      headings: [],
      body: text,
      scope: '',
      position,
    }),
  )
  return { name: basename(folder), sections, ...questions(folder) }
}

/** Steward's own guide, cut into sections as `npm run docs:index` does. */
export async function ownDocs(): Promise<RetrievalSet> {
  const { sections } = await readSections('docs', { baseUrl: 'https://steward.invalid' })
  const set = { name: 'docs', sections, ...questions('bench/retrieval/docs') }
  const known = new Set(sections.map((section) => section.id))
  const missing = new Set(
    [...set.relevant.values()].flatMap((docs) => [...docs.keys()].filter((id) => !known.has(id))),
  )
  if (missing.size > 0)
    throw new Error(`qrels.tsv names sections that docs/ does not have: ${[...missing].join(', ')}`)
  return set
}
