import { type NormalText, normalise } from '../text/normalise.ts'
import type { WordList } from './listed.ts'

interface Compiled {
  list: WordList
  searches: RegExp[]
  allowed: RegExp | null
}

/** Compiled once for a configuration: lists do not change while it lives. */
const compiled = new WeakMap<readonly WordList[], Compiled[]>()

/** The first word or pattern that counts. A match that lies inside an allowed phrase hides no later one. */
export function findListed(
  text: NormalText,
  lists: readonly WordList[],
): { list: WordList; evidence: string } | null {
  let known = compiled.get(lists)
  if (!known) {
    known = lists.map(compile)
    compiled.set(lists, known)
  }
  for (const { list, searches, allowed } of known) {
    const spans = allowed
      ? [...text.folded.matchAll(allowed)].map(
          (found) => [found.index, found.index + found[0].length] as const,
        )
      : []
    for (const search of searches) {
      for (const found of text.folded.matchAll(search)) {
        const end = found.index + found[0].length
        const isAllowed = spans.some(([first, last]) => first <= found.index && end <= last)
        if (!isAllowed && found[0] !== '') return { list, evidence: text.quote(found.index, end) }
      }
    }
  }
  return null
}

function compile(list: WordList): Compiled {
  const words = wordsPattern(list.words)
  return {
    list,
    searches: [...(words ? [words] : []), ...list.patterns.map((source) => new RegExp(source, 'giu'))],
    allowed: wordsPattern(list.allow),
  }
}

const LETTER = '[\\p{L}\\p{M}\\p{N}_]'

/** Whole words, longest first, so that a phrase is preferred to the word it begins with. */
function wordsPattern(words: readonly string[]): RegExp | null {
  const sources = words
    .map((word) => ({
      text: normalise(word.replace(/^\*|\*$/g, '')).folded.trim(),
      before: word.startsWith('*') ? `${LETTER}{0,40}` : '',
      after: word.endsWith('*') ? `${LETTER}{0,40}` : '',
    }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => b.text.length - a.text.length)
    .map(({ text, before, after }) => `${before}${literal(text)}${after}`)
  return sources.length === 0
    ? null
    : new RegExp(`(?<!${LETTER})(?:${sources.join('|')})(?!${LETTER})`, 'giu')
}

const literal = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s{1,5}')
