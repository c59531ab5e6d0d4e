import { stem } from './analysis/stem.ts'
import { isStopWord, words } from './analysis/words.ts'

/** Discord's longest message is 4,000 characters; what a question is about is said well before its end. */
const MAX_QUERY_CHARACTERS = 2000
/** Bounds the work of a search and stays far below D1's 100 bound parameters. */
export const MAX_QUERY_TERMS = 24

/** What somebody asked, as terms of the index. */
export interface Question {
  /** Distinct terms worth searching for, in the order asked; stop words only when there is nothing else. */
  terms: string[]
  /** Surface of each of `terms`, for spelling. */
  surfaces: ReadonlyMap<string, string>
  /** All terms in order, stop words included, for phrases. */
  sequence: string[]
  /** Neighbouring words as one, for what the docs write together: "web hook" as "webhook". */
  joined: { term: string; first: string; second: string }[]
}

export function parseQuestion(text: string): Question {
  const all = words(text.slice(0, MAX_QUERY_CHARACTERS))
  const telling = all.filter((word) => !isStopWord(word))
  const chosen = telling.length > 0 ? telling : all
  const surfaces = new Map<string, string>()
  for (const word of chosen) {
    if (surfaces.size >= MAX_QUERY_TERMS) break
    if (!surfaces.has(word.term)) surfaces.set(word.term, word.surface)
  }
  const kept = chosen.filter((word) => surfaces.has(word.term) && /^\p{L}+$/u.test(word.surface))
  const joined = kept.slice(1).flatMap((word, i) => {
    const previous = kept[i]
    if (previous === undefined || previous.term === word.term) return []
    return [{ term: stem(previous.surface + word.surface), first: previous.term, second: word.term }]
  })
  return {
    terms: [...surfaces.keys()],
    surfaces,
    sequence: all.map((word) => word.term),
    joined: joined.slice(0, MAX_QUERY_TERMS),
  }
}

/** A term as an FTS5 string: nothing in it is syntax. https://www.sqlite.org/fts5.html#fts5_strings */
export const quoteTerm = (term: string): string => `"${term.replaceAll('"', '""').replaceAll('\0', '')}"`
