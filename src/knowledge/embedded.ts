import { conceptsOf, corrected, termsOf, unknownWords } from './concepts.ts'
import { type DatabaseLike, run } from './database.ts'
import { firstStage, wordsNear } from './lookup.ts'
import { parseQuestion } from './question.ts'
import { rank } from './rank.ts'
import { type Passage, type Retriever, RetrieverUnavailable, type SearchQuery } from './section.ts'
import { parseSections, sectionsById } from './store.ts'

/** Two round trips to the database; four when the question has words that no section has. */
async function search(db: DatabaseLike, query: SearchQuery): Promise<Passage[]> {
  const question = parseQuestion(query.text)
  if (question.terms.length === 0 || query.limit < 1) return []
  let concepts = conceptsOf(question)
  let found = await firstStage(db, termsOf(concepts), query.scope)
  const unknown = unknownWords(concepts, question, found.occurrences)
  if (unknown.size > 0) {
    const near = await wordsNear(db, [...unknown.values()])
    const better = corrected(concepts, unknown, near)
    if (better !== null) {
      concepts = better
      found = await firstStage(db, termsOf(concepts), query.scope)
    }
  }
  const ranked = rank(concepts, question.sequence, found.candidates, found).slice(0, query.limit)
  if (ranked.length === 0) return []
  const [rows = []] = await run(db, [sectionsById(ranked.map((each) => each.id))])
  const byId = new Map(parseSections(rows).map((section) => [section.id, section]))
  return ranked.flatMap(({ id, score }) => {
    const section = byId.get(id)
    return section === undefined ? [] : [{ section, score }]
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
