import { WORD_CLASSES } from './lexicon.ts'
import { SHAPES, shapesOf } from './shapes.ts'

/** Buckets of each kind of n-gram; powers of two, for the hash is cut by a mask. */
const WORD_BUCKETS = 1 << 15
const CLASS_BUCKETS = 1 << 13
const OPENING_BUCKETS = 1 << 12
const CHARACTER_BUCKETS = 1 << 15

const CLASS_OFFSET = WORD_BUCKETS
const OPENING_OFFSET = CLASS_OFFSET + CLASS_BUCKETS
const SHAPE_OFFSET = OPENING_OFFSET + OPENING_BUCKETS
/** Characters come last, so that a smaller model can leave them out. */
export const CHARACTER_OFFSET = SHAPE_OFFSET + SHAPES.length
export const FEATURE_COUNT = CHARACTER_OFFSET + CHARACTER_BUCKETS

export const isShape = (index: number): boolean => index >= SHAPE_OFFSET && index < CHARACTER_OFFSET

/** Longer than any message on Discord. */
const MAX_CHARS = 4_000
const MIN_GRAM = 3
const MAX_GRAM = 5
/** What a message is for tends to be said at its beginning: its first words count once more, by themselves. */
const OPENING_WORDS = 12
const OPENING_WEIGHT = 0.75

/** A sparse vector: `indices[k]` has `values[k]`. Each kind of n-gram has the same length as a vector, however long the text is. */
export interface Features {
  indices: number[]
  values: number[]
}

/** What a text is to the model: hashed n-grams of its words, of their classes, of its opening and of its characters, and its shapes. */
export function featuresOf(text: string): Features {
  const plain = normalise(text)
  const words = plain.match(TOKEN) ?? []
  const features: Features = { indices: [], values: [] }
  grams(words, 2, WORD_BUCKETS).drainInto(features, 0)
  const classes = words.map((word) => WORD_CLASSES.get(word) ?? word)
  grams(classes, 3, CLASS_BUCKETS).drainInto(features, CLASS_OFFSET)
  const opening = classes.slice(0, OPENING_WORDS).map((word) => `^${word}`)
  grams(opening, 2, OPENING_BUCKETS).drainInto(features, OPENING_OFFSET, OPENING_WEIGHT)
  characterGrams(words).drainInto(features, CHARACTER_OFFSET)
  shapesOf(plain, words).forEach((value, index) => {
    if (value === 0) return
    features.indices.push(SHAPE_OFFSET + index)
    features.values.push(value)
  })
  return features
}

const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu
const URL = /(?:https?:\/\/|www\.)[^\s)>\]]+|<-link->/g
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]+/g
const MENTION = /<[@#][!&]?\d+>|@[\w.-]+/g
const EMOJI = /<a?:\w+:\d+>|\p{Extended_Pictographic}+/gu
const MONEY =
  /[$€£₹]\s?\d[\d,.]*\s?k?(?:\s?[-–]\s?[$€£₹]?\s?\d[\d,.]*\s?k?)?|\d[\d,.]*\s?(?:k|usd|eur|gbp|usdt|dollars|bucks|euros?)\b/g
const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}+#/.-]*[\p{L}\p{N}+#]|[\p{L}\p{N}][+#]*|[?!:|•–]|%\p{L}+/gu

function normalise(text: string): string {
  return text
    .slice(0, MAX_CHARS)
    .normalize('NFKC')
    .toLowerCase()
    .replace(IGNORABLE, '')
    .replace(/[’‘`´]/g, "'")
    .replace(EMOJI, ' %emoji ')
    .replace(EMAIL, ' %mail ')
    .replace(URL, ' %url ')
    .replace(MENTION, ' %who ')
    .replace(MONEY, ' %money ')
    .replace(/(\w)'(\w)/g, '$1$2')
    .replace(/[-*•]\s/g, ' • ')
    .replace(/\d/g, '0')
}

/** Counts by bucket; kept between calls, and cleared through the list of the buckets touched. */
const counts = new Uint16Array(Math.max(WORD_BUCKETS, CLASS_BUCKETS, CHARACTER_BUCKETS))

class Bag {
  readonly touched: number[] = []
  private readonly mask: number

  constructor(buckets: number) {
    this.mask = buckets - 1
  }

  add(hash: number): void {
    const bucket = mix(hash) & this.mask
    if (counts[bucket] === 0) this.touched.push(bucket)
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }

  /** Appends the bag as a vector of damped counts of the given length, and empties it. */
  drainInto({ indices, values }: Features, offset: number, length = 1): void {
    const start = values.length
    let squares = 0
    for (const bucket of this.touched) {
      const value = 1 + Math.log(counts[bucket] ?? 1)
      counts[bucket] = 0
      squares += value * value
      indices.push(offset + bucket)
      values.push(value)
    }
    const norm = Math.sqrt(squares) / length || 1
    for (let k = start; k < values.length; k++) values[k] = (values[k] ?? 0) / norm
  }
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
/** FNV-1a, https://datatracker.ietf.org/doc/html/rfc9923 */
function hashOn(hash: number, text: string): number {
  let h = hash
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), FNV_PRIME)
  return h
}

/** FNV's low bits alone depend on the low bits of the text alone: the finish of MurmurHash3 mixes the high ones in. */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function grams(words: readonly string[], longest: number, buckets: number): Bag {
  const bag = new Bag(buckets)
  for (let start = 0; start < words.length; start++) {
    let hash = FNV_OFFSET
    for (let end = start; end < Math.min(words.length, start + longest); end++) {
      hash = hashOn(hash, ` ${words[end]}`)
      bag.add(hash)
    }
  }
  return bag
}

/** Character n-grams inside words, with the blanks around them: "hi" gives " hi", "hi ", " hi ". */
function characterGrams(words: readonly string[]): Bag {
  const bag = new Bag(CHARACTER_BUCKETS)
  for (const word of words) {
    const padded = ` ${word} `
    for (let start = 0; start + MIN_GRAM <= padded.length; start++) {
      let hash = FNV_OFFSET
      const last = Math.min(padded.length, start + MAX_GRAM)
      for (let end = start; end < last; end++) {
        hash = Math.imul(hash ^ padded.charCodeAt(end), FNV_PRIME)
        if (end - start + 1 >= MIN_GRAM) bag.add(hash)
      }
    }
  }
  return bag
}
