import {
  boxedLetter,
  isHidden,
  isHonestUse,
  isOverlay,
  ZERO_WIDTH_JOINER,
  ZERO_WIDTH_NON_JOINER,
} from './code-points.ts'
import { foldWord } from './confusables.ts'
import { markup, type Segment } from './markup.ts'

/** More than a message (4,000 characters) with its embeds (6,000) can hold; what lies beyond is not read. */
const MAX_CHARS = 12_000
/** No language stacks more marks than this on one letter; "zalgo" does. */
const MAX_MARKS = 4
const MAX_QUOTE_CHARS = 160

export interface NormalText {
  /** What was written, bounded. */
  original: string
  /** What a reader sees: markup, hidden characters and strokes taken out, compatibility forms plain. */
  plain: string
  /** `plain` in lower case with look-alikes read as Latin inside mixed words; index for index the same. */
  folded: string
  /** Hidden characters that no script and no emoji needs. */
  hidden: number
  /** Words that mix scripts to look like others. */
  disguised: number
  /** The original text behind `plain.slice(start, end)`: evidence, bounded. */
  quote: (start: number, end: number) => string
}

/** Printable ASCII in which no character is markup and nothing is escaped. */
const IS_SIMPLE = /^[\n !-"$&-),-;=?-Z^a-z{}]*$/

/** One reading of a text for every rule. Time is linear in its length. */
export function normalise(text: string): NormalText {
  const original = text.length > MAX_CHARS ? text.slice(0, MAX_CHARS) : text
  if (IS_SIMPLE.test(original)) {
    const quote = (start: number, end: number) => bounded(original.slice(start, end))
    return { original, plain: original, folded: original.toLowerCase(), hidden: 0, disguised: 0, quote }
  }
  const { plain, at, hidden } = reveal(markup(original))
  const { folded, disguised } = fold(plain)
  const quote = (start: number, end: number) => {
    const first = at[start] ?? 0
    const last = at[end - 1] ?? first
    const next = at[end] ?? original.length
    // A masked link's target is read after the text that follows the link.
    return bounded(original.slice(first, next > last ? next : last + 1))
  }
  return { original, plain, folded, hidden, disguised, quote }
}

const bounded = (text: string): string =>
  text.length > MAX_QUOTE_CHARS ? `${text.slice(0, MAX_QUOTE_CHARS)}…` : text

const MARK = /[\p{M}\u1160-\u11ff]/u

/** Takes out what cannot be seen and brings every cluster of a letter and its marks to its plain form. */
function reveal(segments: readonly Segment[]): { plain: string; at: number[]; hidden: number } {
  let plain = ''
  const at: number[] = []
  let hidden = 0
  const put = (text: string, position: number) => {
    plain += text
    for (let i = 0; i < text.length; i++) at.push(position)
  }
  for (const { text, start, isVerbatim } of segments) {
    let cluster = ''
    let clusterStart = start
    let marks = 0
    let before = ''
    const flush = () => {
      if (cluster !== '')
        put(cluster.charCodeAt(0) < 0x80 && cluster.length === 1 ? cluster : compose(cluster), clusterStart)
      cluster = ''
      marks = 0
    }
    for (let i = 0; i < text.length; ) {
      const codePoint = text.codePointAt(i) ?? 0
      const character = String.fromCodePoint(codePoint)
      const position = isVerbatim ? start : start + i
      i += character.length
      if (isHidden(codePoint)) {
        const after = String.fromCodePoint(text.codePointAt(i) ?? 0x20)
        const isHonest = isHonestUse(codePoint, before, after)
        if (!isHonest) hidden += 1
        else if (codePoint === ZERO_WIDTH_JOINER || codePoint === ZERO_WIDTH_NON_JOINER) cluster += character
        if (codePoint >= 0xe0020) before = character
        continue
      }
      before = character
      if (isOverlay(codePoint)) continue
      if (codePoint >= 0x300 && MARK.test(character)) {
        if (cluster !== '' && ++marks <= MAX_MARKS) cluster += character
        continue
      }
      flush()
      clusterStart = position
      cluster = boxedLetter(codePoint) ?? character
    }
    flush()
  }
  return { plain, at, hidden }
}

/** NFKC; marks that no precomposed Latin letter takes are decoration. Every space is one character wide. */
function compose(cluster: string): string {
  return cluster
    .normalize('NFKC')
    .replace(/^(\p{Script=Latin}|\p{N}|\p{P}|\p{S})[\u0300-\u036f]+$/u, '$1')
    .replace(/[\u2028\u2029\p{Zs}]/gu, ' ')
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu

function fold(plain: string): { folded: string; disguised: number } {
  let disguised = 0
  const folded = lower(plain).replace(WORD, (word) => {
    if (/^[a-z0-9]*$/.test(word)) return word
    const read = foldWord(word)
    if (read !== word) disguised += 1
    return read
  })
  return { folded, disguised }
}

/** Lower case, index for index: a letter whose lower case is longer (İ) stays. */
function lower(text: string): string {
  const whole = text.toLowerCase()
  if (whole.length === text.length) return whole
  return Array.from(text, (letter) => {
    const small = letter.toLowerCase()
    return small.length === letter.length ? small : letter
  }).join('')
}
