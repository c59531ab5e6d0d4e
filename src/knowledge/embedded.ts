import * as z from 'zod'
import { type DatabaseLike, run, sql } from './database.ts'
import { parseQuestion, quoteTerm } from './question.ts'
import { type Passage, type Retriever, RetrieverUnavailable, type SearchQuery } from './section.ts'
import { parseSections, sectionsById } from './store.ts'

const found = z.object({ id: z.string(), score: z.number() })

async function search(db: DatabaseLike, query: SearchQuery): Promise<Passage[]> {
  const question = parseQuestion(query.text)
  if (question.terms.length === 0) return []
  const [rows] = await run(db, [
    sql(
      `SELECT s.id, -bm25(knowledge_index, 3, 2, 1, 0.7, 1.5) AS score
       FROM knowledge_index JOIN knowledge_sections s ON s.rowid = knowledge_index.rowid
       WHERE knowledge_index MATCH ? ORDER BY score DESC LIMIT 50`,
      question.terms.map(quoteTerm).join(' OR '),
    ),
  ])
  const best = z.array(found).parse(rows).slice(0, query.limit)
  if (best.length === 0) return []
  const [sections] = await run(db, [sectionsById(best.map((each) => each.id))])
  const byId = new Map(parseSections(sections ?? []).map((section) => [section.id, section]))
  return best.flatMap(({ id, score }) => {
    const section = byId.get(id)
    return section === undefined ? [] : [{ section, score: score / (score + 10) }]
  })
}

/** Searches the docs index in D1. Throws `RetrieverUnavailable` when the database does not answer. */
export function embeddedRetriever(db: DatabaseLike): Retriever {
  return {
    name: 'embedded',
    search: async (query) => {
      try {
        return await search(db, query)
      } catch (error) {
        throw new RetrieverUnavailable('the docs index did not answer', { cause: error })
      }
    },
  }
}
