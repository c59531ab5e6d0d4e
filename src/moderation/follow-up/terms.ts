import type { UnknownTerm } from '../../storage/lingo-questions.ts'
import { MAX_TERM_CHARS } from '../feedback/questions.ts'

const MIN_CHARS = 2
const MAX_WORDS = 4
/** What stands for somebody or something in what a model reads: pseudonyms in any spelling, `[link]`, `m12`. */
const STAND_IN = /^(?:user[\s_-]?\d+|m\d+|\[.*\])$/iu
const CONTROL = /[\p{C}\n\r]/u

/**
 * Which of the terms a model says it does not know can be asked about: words and short phrases. Text of a model, which has
 * read text of members: nothing in it is trusted.
 */
export function askableTerms(terms: readonly UnknownTerm[]): UnknownTerm[] {
  return terms.flatMap((each) => {
    const term = each.term.normalize('NFKC').replace(/^[\s"'“”‘’`.,;:!?()]+|[\s"'“”‘’`.,;:!?()]+$/gu, '')
    const isAskable =
      term.length >= MIN_CHARS &&
      term.length <= MAX_TERM_CHARS &&
      term.split(/\s+/u).length <= MAX_WORDS &&
      /\p{L}/u.test(term) &&
      !/[/@<>]|:\/\//u.test(term) &&
      !CONTROL.test(term) &&
      !STAND_IN.test(term)
    return isAskable ? [{ ...each, term }] : []
  })
}
