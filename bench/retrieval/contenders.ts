import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import { embeddedRetriever } from '../../src/knowledge/embedded.ts'
import { indexDocs } from '../../src/knowledge/indexing.ts'
import { oneSectionPerPage } from '../../src/knowledge/one-per-page.ts'
import { quoteTerm } from '../../src/knowledge/question.ts'
import type { Section } from '../../src/knowledge/section.ts'
import { memoryDatabase } from './sqlite.ts'

interface Found {
  id: string
  score: number
}

export interface Contender {
  name: string
  search(text: string, limit: number): Promise<Found[]>
}

const row = z.object({ id: z.string(), score: z.number() })

/** What SQLite gives without any work: one FTS5 table, its porter tokenizer, the question's words joined by OR. */
export function plainBm25(sections: Section[]): Contender {
  const database = new DatabaseSync(':memory:')
  database.exec(
    "CREATE VIRTUAL TABLE docs USING fts5 (id UNINDEXED, title, text, tokenize = 'porter unicode61')",
  )
  const insert = database.prepare('INSERT INTO docs (id, title, text) VALUES (?, ?, ?)')
  for (const { id, title, headings, body } of sections) insert.run(id, [title, ...headings].join('\n'), body)
  const select = database.prepare(
    'SELECT id, -bm25(docs) AS score FROM docs WHERE docs MATCH ? ORDER BY bm25(docs) LIMIT ?',
  )
  return {
    name: 'plain BM25',
    search: async (text, limit) => {
      const terms = text.match(/[\p{L}\p{N}]+/gu) ?? []
      return terms.length === 0
        ? []
        : z.array(row).parse(select.all(terms.map(quoteTerm).join(' OR '), limit))
    },
  }
}

/** The Worker's own retriever, the same SQL and the same second stage, over SQLite in this process. */
export async function steward(sections: Section[]): Promise<Contender[]> {
  const db = memoryDatabase(['migrations/0001_knowledge.sql'])
  const outcome = await indexDocs(db, sections, { source: 'bench' })
  if (!outcome.ok) throw new Error(`documents share ids: ${outcome.ids.slice(0, 3).join(', ')}`)
  const retriever = embeddedRetriever(db)
  return [
    {
      name: 'Steward',
      search: async (text, limit) => {
        const passages = await retriever.search({ text, limit })
        return passages.map(({ section, score }) => ({ id: section.id, score }))
      },
    },
    {
      name: 'Steward, one section a page first',
      search: async (text, limit) => {
        const passages = oneSectionPerPage(await retriever.search({ text, limit: 50 }))
        return passages.slice(0, limit).map(({ section, score }) => ({ id: section.id, score }))
      },
    },
  ]
}
