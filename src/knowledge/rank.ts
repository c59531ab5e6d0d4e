/** The second stage: reorders what the index found, by what only a look at the texts shows. Pure. */

/** A section as the index holds it: each field its analysed terms, separated by spaces. */
export interface Candidate {
  id: string
  title: string
  /** One after the other, with `HEADING_SEPARATOR` between. */
  headings: string
  address: string
  body: string
  code: string
  questions: string
}

/** No term: the index's tokenizer drops it, and it tells the second stage where the section's own heading begins. */
export const HEADING_SEPARATOR = ' | '

/** The whole collection, as far as one query needs it. */
export interface Collection {
  sections: number
  averageHeadingWords: number
  averageBodyWords: number
  /** In how many sections a term occurs; a term that is not there occurs in none. */
  occurrences: ReadonlyMap<string, number>
}

/** One thing the query asks for, and the terms that say it; the weight of others than its own is below 1. */
export interface Concept {
  term: string
  variants: ReadonlyMap<string, number>
}

export interface Ranked {
  id: string
  /** Confidence in [0, 1] that the section answers the query. */
  score: number
}

// BM25F (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.6): term
// frequencies are weighted by field and normalised by length before they saturate. The values are round ones on
// a plateau: with any one of them half or half as much again, the figures of bench/retrieval stay within their intervals.
const SATURATION = 1.5
const HEADING_WEIGHT = 2
const HEADING_NORMALISATION = 0.5
const BODY_NORMALISATION = 0.75

// What is added to BM25F (itself in [0, 1]), each part in [0, 1] times its weight.
const PHRASE_WEIGHT = 0.15
const PROXIMITY_WEIGHT = 0.35
const NAME_WEIGHT = 0.6
const HEADING_COVERAGE_WEIGHT = 0.2

/** Words that follow each other in the query are a phrase when at most one word stands between them. */
const PHRASE_DISTANCE = 2
/** Beyond this many words, two of them have nothing to do with each other. */
const PROXIMITY_WORDS = 40
/** Keeps words of different fields from being neighbours. */
const FIELD_GAP = 100

// Confidence is a logistic of the raw score, fitted on answerable questions against questions of other sets.
// A match tells little when the words asked for are everywhere: the raw score shrinks by `rarity / (rarity + EVIDENCE)`.
const EVIDENCE = 4
const CONFIDENCE_MIDPOINT = 0.35
const CONFIDENCE_SLOPE = 8

/** How much a term tells: Robertson and Spärck Jones's weight, kept above zero. */
export const rarity = (occurrences: number, sections: number): number =>
  Math.log(1 + (Math.max(0, sections - occurrences) + 0.5) / (occurrences + 0.5))

interface Hits {
  /** Per concept: frequency, weighted by field and length. */
  frequency: number[]
  /** Per concept: where it stands, fields apart. */
  positions: number[][]
  /** In the section's own heading, or in the page's title when it has none. */
  inName: Set<number>
  /** In the page's title, any heading above the section, its own, or the address. */
  inHeadings: Set<number>
  nameWords: number
  nameWordsAsked: number
}

type Lookup = ReadonlyMap<string, { concept: number; weight: number }[]>

const split = (field: string): string[] => (field === '' ? [] : field.split(' '))

function findHits(candidate: Candidate, lookup: Lookup, concepts: number, collection: Collection): Hits {
  const title = split(candidate.title)
  const headings = candidate.headings.split(HEADING_SEPARATOR).map(split)
  const own = headings.pop() ?? []
  const above = headings.flat()
  const name = own.length > 0 ? own : title
  const body = split(candidate.body)
  const code = split(candidate.code)
  const headingLength = (title.length + above.length + own.length) / (collection.averageHeadingWords || 1)
  const bodyLength = (body.length + code.length) / (collection.averageBodyWords || 1)
  const headingFactor = HEADING_WEIGHT / (1 - HEADING_NORMALISATION + HEADING_NORMALISATION * headingLength)
  const bodyFactor = 1 / (1 - BODY_NORMALISATION + BODY_NORMALISATION * bodyLength)
  const hits: Hits = {
    frequency: new Array<number>(concepts).fill(0),
    positions: Array.from({ length: concepts }, () => []),
    inName: new Set(),
    inHeadings: new Set(),
    nameWords: new Set(name).size,
    nameWordsAsked: new Set(name.filter((term) => lookup.has(term))).size,
  }
  let offset = 0
  const scan = (terms: string[], factor: number, where: Set<number>[]) => {
    for (const [at, term] of terms.entries()) {
      const matches = lookup.get(term)
      if (matches === undefined) continue
      for (const { concept, weight } of matches) {
        hits.frequency[concept] = (hits.frequency[concept] ?? 0) + factor * weight
        hits.positions[concept]?.push(offset + at)
        for (const set of where) set.add(concept)
      }
    }
    offset += terms.length + FIELD_GAP
  }
  scan(title, headingFactor, own.length > 0 ? [hits.inHeadings] : [hits.inName, hits.inHeadings])
  scan(above, headingFactor, [hits.inHeadings])
  scan(own, headingFactor, [hits.inName, hits.inHeadings])
  scan(split(candidate.address), HEADING_WEIGHT, [hits.inHeadings])
  scan(body, bodyFactor, [])
  scan(code, bodyFactor, [])
  scan(split(candidate.questions), HEADING_WEIGHT, [])
  return hits
}

/** Smallest distance from a position in `first` to one in `second`; backwards counts one more. */
function distance(first: number[], second: number[]): number {
  let best = Number.POSITIVE_INFINITY
  let j = 0
  for (const a of first) {
    while (j < second.length && (second[j] ?? 0) <= a) j++
    const after = second[j]
    const before = second[j - 1]
    if (after !== undefined) best = Math.min(best, after - a)
    if (before !== undefined && before < a) best = Math.min(best, a - before + 1)
  }
  return best
}

const share = (members: ReadonlySet<number>, weights: number[], total: number): number => {
  let sum = 0
  for (const member of members) sum += weights[member] ?? 0
  return sum / total
}

/** Pairs of concepts that follow each other in the query. */
function neighbours(sequence: readonly string[], concepts: readonly Concept[]): [number, number][] {
  const indexOf = new Map(concepts.map((concept, i) => [concept.term, i]))
  const asked = sequence.flatMap((term) => indexOf.get(term) ?? [])
  return asked.slice(1).flatMap((second, i): [number, number][] => {
    const first = asked[i]
    return first === undefined || first === second ? [] : [[first, second]]
  })
}

/**
 * Candidates from best to worst. `sequence`: the query's terms in order, which tells its phrases. A tie keeps the
 * order of `candidates`.
 */
export function rank(
  concepts: readonly Concept[],
  sequence: readonly string[],
  candidates: readonly Candidate[],
  collection: Collection,
): Ranked[] {
  const weights = concepts.map((concept) => {
    const own = collection.occurrences.get(concept.term) ?? 0
    const known = [...concept.variants.keys()].map((term) => collection.occurrences.get(term) ?? 0)
    return rarity(own > 0 ? own : Math.max(0, ...known), collection.sections)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const lookup = new Map<string, { concept: number; weight: number }[]>()
  for (const [concept, { variants }] of concepts.entries()) {
    for (const [term, weight] of variants) {
      lookup.set(term, [...(lookup.get(term) ?? []), { concept, weight }])
    }
  }
  const pairs = neighbours(sequence, concepts).map(([first, second]) => {
    return { first, second, weight: ((weights[first] ?? 0) + (weights[second] ?? 0)) / 2 }
  })
  const pairTotal = pairs.reduce((sum, pair) => sum + pair.weight, 0) || 1

  const scored = candidates.map((candidate) => {
    const hits = findHits(candidate, lookup, concepts.length, collection)
    const bm25f = hits.frequency.reduce(
      (sum, frequency, i) => sum + ((weights[i] ?? 0) * frequency) / (frequency + SATURATION),
      0,
    )
    let phrase = 0
    let proximity = 0
    for (const { first, second, weight } of pairs) {
      const apart = distance(hits.positions[first] ?? [], hits.positions[second] ?? [])
      if (apart <= PHRASE_DISTANCE) phrase += weight
      if (apart <= PROXIMITY_WORDS) proximity += weight / (1 + Math.log(apart))
    }
    const nameAsked = hits.nameWords === 0 ? 0 : hits.nameWordsAsked / hits.nameWords
    const raw =
      bm25f / total +
      (PHRASE_WEIGHT * phrase) / pairTotal +
      (PROXIMITY_WEIGHT * proximity) / pairTotal +
      NAME_WEIGHT * nameAsked * share(hits.inName, weights, total) +
      HEADING_COVERAGE_WEIGHT * share(hits.inHeadings, weights, total)
    return { id: candidate.id, raw }
  })
  scored.sort((a, b) => b.raw - a.raw)
  return scored.map(({ id, raw }) => ({ id, score: confidence((raw * total) / (total + EVIDENCE)) }))
}

/** Zero for a raw score of zero, one half at the midpoint. */
function confidence(raw: number): number {
  const logistic = (x: number) => 1 / (1 + Math.exp(-CONFIDENCE_SLOPE * (x - CONFIDENCE_MIDPOINT)))
  const floor = logistic(0)
  return Math.max(0, (logistic(raw) - floor) / (1 - floor))
}
