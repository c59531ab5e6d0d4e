import { type DatabaseLike, run } from './database.ts'
import { type FirstStage, firstStage, wordsNear } from './lookup.ts'
import { parseQuestion, type Question } from './question.ts'
import { type Concept, rank } from './rank.ts'
import { type Passage, type Retriever, RetrieverUnavailable, type SearchQuery } from './section.ts'
import { closestTerms } from './spelling.ts'
import { parseSections, sectionsById } from './store.ts'

/** A corrected word is a guess, and counts a little less than one that was typed. */
const CORRECTION_WEIGHT = 0.8
/** "web hook" for a webhook. */
const JOINED_WEIGHT = 0.9
/** Correcting costs a round trip; a question with more unknown words than this is about something else. */
const MAX_CORRECTIONS = 6
/** Several words may be equally close to a misspelt one. */
const MAX_TERMS_PER_CORRECTION = 3

type Variants = Map<string, Map<string, number>>

const addVariant = (variants: Variants, term: string, variant: string, weight: number): void => {
  const known = variants.get(term) ?? new Map([[term, 1]])
  if (!known.has(variant)) known.set(variant, weight)
  variants.set(term, known)
}

/** Corrections of the terms that the docs do not have. */
async function correct(
  db: DatabaseLike,
  question: Question,
  found: FirstStage,
  variants: Variants,
): Promise<string[]> {
  const unknown = question.terms
    .filter((term) => !found.occurrences.has(term) && variants.get(term) === undefined)
    .map((term) => ({ term, surface: question.surfaces.get(term) ?? term }))
    .slice(0, MAX_CORRECTIONS)
  if (unknown.length === 0) return []
  const near = await wordsNear(
    db,
    unknown.map((each) => each.surface),
  )
  const added: string[] = []
  for (const { term, surface } of unknown) {
    for (const correction of closestTerms(surface, near.get(surface) ?? []).slice(
      0,
      MAX_TERMS_PER_CORRECTION,
    )) {
      addVariant(variants, term, correction, CORRECTION_WEIGHT)
      added.push(correction)
    }
  }
  return added
}

async function search(db: DatabaseLike, query: SearchQuery): Promise<Passage[]> {
  const question = parseQuestion(query.text)
  if (question.terms.length === 0 || query.limit < 1) return []
  const variants: Variants = new Map()
  const terms = [...question.terms, ...question.joined.map((pair) => pair.term)]
  let found = await firstStage(db, { terms, countOnly: [], scope: query.scope })
  for (const { term, first, second } of question.joined) {
    if (!found.occurrences.has(term)) continue
    addVariant(variants, first, term, JOINED_WEIGHT)
    addVariant(variants, second, term, JOINED_WEIGHT)
  }
  const corrections = await correct(db, question, found, variants)
  if (corrections.length > 0) {
    found = await firstStage(db, { terms: [...terms, ...corrections], countOnly: [], scope: query.scope })
  }
  const concepts = question.terms.map(
    (term): Concept => ({ term, variants: variants.get(term) ?? new Map([[term, 1]]) }),
  )
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
