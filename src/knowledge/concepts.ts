import { SYNONYM_WEIGHT, synonyms } from './analysis/synonyms.ts'
import { MAX_BOUND_PARAMETERS } from './database.ts'
import type { Question } from './question.ts'
import type { Concept } from './rank.ts'
import { closestTerms, type KnownWord } from './spelling.ts'

/** A corrected word is a guess, and counts a little less than one that was typed. */
const CORRECTION_WEIGHT = 0.8
/** "web hook" for a webhook. */
const JOINED_WEIGHT = 0.9
/** A question this long says enough in its own words; other words for them would only blur it, and cost time. */
const MAX_TERMS_WITH_SYNONYMS = 6
/** A question with more unknown words than this is about something else. */
const MAX_CORRECTED_WORDS = 6
/** Several words may be equally close to a misspelt one. */
const MAX_TERMS_PER_CORRECTION = 3

const conceptOf = (term: string, others: Iterable<[string, number]>): Concept => {
  const variants = new Map([[term, 1]])
  for (const [other, weight] of others) if (!variants.has(other)) variants.set(other, weight)
  return { term, variants }
}

/** What a question asks for, with the other ways to say it. */
export function conceptsOf(question: Question): Concept[] {
  const isShort = question.terms.length <= MAX_TERMS_WITH_SYNONYMS
  return question.terms.map((term) => {
    const joined = question.joined.filter((pair) => pair.first === term || pair.second === term)
    return conceptOf(term, [
      ...joined.map((pair): [string, number] => [pair.term, JOINED_WEIGHT]),
      ...(isShort ? synonyms(term) : []).map((synonym): [string, number] => [synonym, SYNONYM_WEIGHT]),
    ])
  })
}

/** Every term to look for: those asked for before other ways to say them, no more than a statement can bind. */
export function termsOf(concepts: readonly Concept[]): string[] {
  const own = concepts.map((concept) => concept.term)
  const others = concepts.flatMap((concept) => [...concept.variants.keys()])
  return [...new Set([...own, ...others])].slice(0, MAX_BOUND_PARAMETERS)
}

/** Concepts that no section has in any form, by what was typed: perhaps misspelt. */
export function unknownWords(
  concepts: readonly Concept[],
  question: Question,
  occurrences: ReadonlyMap<string, number>,
): Map<string, string> {
  const unknown = concepts.filter(({ variants }) =>
    [...variants.keys()].every((term) => !occurrences.has(term)),
  )
  return new Map(
    unknown.slice(0, MAX_CORRECTED_WORDS).map(({ term }) => [term, question.surfaces.get(term) ?? term]),
  )
}

/** The concepts with the unknown ones corrected; null when nothing comes close to any of them. */
export function corrected(
  concepts: readonly Concept[],
  unknown: ReadonlyMap<string, string>,
  near: ReadonlyMap<string, readonly KnownWord[]>,
): Concept[] | null {
  let isBetter = false
  const result = concepts.map((concept) => {
    const surface = unknown.get(concept.term)
    if (surface === undefined) return concept
    const closest = closestTerms(surface, near.get(surface) ?? []).slice(0, MAX_TERMS_PER_CORRECTION)
    if (closest.length === 0) return concept
    isBetter = true
    const meant = closest.flatMap((terms) => terms.split(' '))
    return conceptOf(
      concept.term,
      meant.map((term): [string, number] => [term, CORRECTION_WEIGHT]),
    )
  })
  return isBetter ? result : null
}
