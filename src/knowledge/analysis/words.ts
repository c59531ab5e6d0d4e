import { stem } from './stem.ts'
import { STOP_WORDS } from './stop-words.ts'

/** Changes whenever the words that come out change, so that sections analysed by an older version are indexed again. */
export const ANALYSIS_VERSION = 2

/** Longer runs of characters are data (hashes, base64), not words. */
const MAX_WORD_LENGTH = 64

/** A run of letters, digits and the punctuation that names in code are made of. */
const RUN = /[\p{L}\p{N}\p{M}@_$#+./'’-]+/gu
/** What code names keep at their ends: `@register`, `.env`, `$HOME`, `_private`; `c++`, `c#`. */
const LEADING = /^[^\p{L}\p{N}@$_.]+|^\.+(?![\p{L}])|^[./-]+(?=[./-])/u
const TRAILING = /(?<![^\p{L}\p{N}+#_])[^\p{L}\p{N}+#_]+$/u
const CODE_PART = /[^\p{L}\p{N}\p{M}]+/u
const CAMEL_HUMP = /(?<=\p{Ll}|\p{N})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u
/** Scripts written without spaces: indexed as overlapping pairs of characters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]+/gu

export interface Word {
  /** As searched for: lower case, without diacritics, stemmed; code names whole. */
  term: string
  /** As written, lower case. */
  surface: string
  /** Part of a code name that is also there whole. */
  part: boolean
}

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}(?<=\p{Script=Latin}\p{M}+)/gu, '')
    .toLowerCase()

function pairs(run: string): Word[] {
  const characters = [...run]
  if (characters.length === 1) return [{ term: run, surface: run, part: false }]
  return characters.slice(1).map((character, i) => {
    const pair = `${characters[i]}${character}`
    return { term: pair, surface: pair, part: false }
  })
}

const plain = (word: string, part: boolean): Word => {
  const surface = fold(word)
  return { term: stem(surface), surface, part }
}

function wordsOfRun(raw: string): Word[] {
  const run = raw.replace(LEADING, '').replace(TRAILING, '')
  if (run === '' || run.length > MAX_WORD_LENGTH || !/[\p{L}\p{N}]/u.test(run)) return []
  const possessive = /^([\p{L}\p{M}]+)['’](s|t|re|ve|ll|d|m)?$/iu.exec(run)
  if (possessive) {
    const contraction = fold(run.replace('’', "'"))
    if (STOP_WORDS.has(contraction))
      return [{ term: contraction.replace("'", ''), surface: contraction, part: false }]
    return [plain(possessive[1] ?? run, false)]
  }
  const parts = run
    .split(CODE_PART)
    .flatMap((part) => part.split(CAMEL_HUMP))
    .filter((part) => part !== '')
  const isPlain = parts.length === 1 && parts[0]?.length === run.length
  if (isPlain) return [plain(run, false)]
  const whole = fold(run).replaceAll(/['’_-]/g, '')
  // A name of letters alone may be typed as one plain word.
  const term = /^\p{L}+$/u.test(whole) ? stem(whole) : whole
  const words: Word[] = [{ term, surface: whole, part: false }]
  for (const part of parts) if (part.length > 1) words.push(plain(part, true))
  return words
}

/**
 * The words of a text, in order. A code name (`wrangler.toml`, `addRole`) comes whole and then in parts; whole
 * means without `-` and `_`, so that base_url, base-url and baseUrl are one.
 */
export function words(text: string): Word[] {
  const found: Word[] = []
  for (const [run] of text.matchAll(RUN)) {
    if (run.search(UNSPACED) === -1) {
      found.push(...wordsOfRun(run))
      continue
    }
    for (const piece of run.split(new RegExp(`(${UNSPACED.source})`, 'gu'))) {
      if (piece !== '') found.push(...(piece.search(UNSPACED) === 0 ? pairs(piece) : wordsOfRun(piece)))
    }
  }
  return found
}

/** The text as the index stores it: its terms, separated by spaces. */
export const analysed = (text: string): string =>
  words(text)
    .map((word) => word.term)
    .join(' ')

export const isStopWord = (word: Word): boolean => STOP_WORDS.has(word.surface)
