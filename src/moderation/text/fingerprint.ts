import type { AttachmentFacts } from '../message.ts'
import { skeleton } from './confusables.ts'

export interface Fingerprint {
  /** Equal for texts that are the same but for numbers, emoji, look-alikes, case and punctuation. '' says nothing. */
  text: string
  /** Hashes of the smallest word pairs, ascending; empty for short texts, which compare exactly. */
  sketch: readonly number[]
  /** Names, sizes and types of the files; '' without files. */
  files: string
  /** Letters in the text. */
  length: number
}

/** Shorter texts are too alike by chance to be compared by their parts. */
const MIN_SKETCH_LETTERS = 40
/** Below this, "1", "2", "3" are answers and not one post with a counter. */
const MIN_LETTERS = 2
/** A line that many people say. Files beside it must be the same too. */
const MIN_TELLING_LETTERS = 12
const SKETCH_SIZE = 32
const MIN_SHARED = 0.7

/** What a post is recognised by. `folded` is its text as normalised. */
export function fingerprintOf(folded: string, attachments: readonly AttachmentFacts[]): Fingerprint {
  const words = canonical(folded)
  const letters = words.length - (words.match(/[^\p{L}\p{M}]/gu)?.length ?? 0)
  const text = letters >= MIN_LETTERS ? words : folded.replace(/\s+/g, ' ').trim()
  return {
    text,
    sketch: letters >= MIN_SKETCH_LETTERS ? sketch(words) : [],
    files: attachments
      .map(({ filename, size, contentType }) => `${filename.toLowerCase()}/${size}/${contentType ?? ''}`)
      .sort()
      .join('\n'),
    length: letters,
  }
}

/** Whether two posts are the same in all but decoration. Posts of nothing are like no other. */
export function isSamePost(a: Fingerprint, b: Fingerprint): boolean {
  if (a.text === '' && a.files === '') return false
  const isTelling = Math.min(a.length, b.length) >= MIN_TELLING_LETTERS
  if (!isTelling && a.files !== b.files) return false
  return a.text === b.text || shared(a.sketch, b.sketch) >= MIN_SHARED
}

function canonical(folded: string): string {
  const plain = /^[\x20-\x7e\n]*$/.test(folded) ? folded : skeleton(folded)
  if (!plain.includes('://')) return lettersOf(plain)
  // Numbers rotate in what is said; in an address they say which page is meant.
  return plain
    .split(/\s+/)
    .map((word) => (word.includes('://') ? word : lettersOf(word)))
    .filter((word) => word !== '')
    .join(' ')
}

const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{M}]+/gu, ' ').trim()

function sketch(words: string): number[] {
  const list = words.split(' ')
  const hashes = new Set<number>()
  for (let i = 0; i < list.length; i++) hashes.add(hash(`${list[i]} ${list[i + 1] ?? ''}`))
  return [...hashes].sort((a, b) => a - b).slice(0, SKETCH_SIZE)
}

/** Share of common elements, from the smallest hashes of both (bottom-k sketch; Cohen and Kaplan 2007). */
function shared(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const union = [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, SKETCH_SIZE)
  const inA = new Set(a)
  const inB = new Set(b)
  return union.filter((value) => inA.has(value) && inB.has(value)).length / union.length
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
