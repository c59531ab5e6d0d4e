/** A word of a text that says something that was asked for, and what that counts. */
export interface Hit {
  concept: string
  weight: number
}

interface Tally {
  /** Weights in order of place; those before `first` have left the run. */
  weights: number[]
  first: number
  /** How often each weight is in the run: a concept has few forms. */
  counts: Map<number, number>
  total: number
}

const bestOf = ({ counts }: Tally): number => Math.max(0, ...counts.keys())
/** What comes after the first. */
const repeatsOf = ({ weights, first, total }: Tally): number => total - (weights[first] ?? 0)

/** How well a run of text matches, while it grows at its end and shrinks at its start. */
export interface RunMatch {
  append(hits: readonly Hit[]): void
  /** `hits` are those that were appended first of what is left. */
  dropFirst(hits: readonly Hit[]): void
  /** Each thing asked for counts once, in its best form, and a little more when it comes again. */
  value(): number
}

export function runMatch(): RunMatch {
  const tallies = new Map<string, Tally>()
  let best = 0
  let repeats = 0
  const change = (concept: string, by: (tally: Tally) => void) => {
    const tally = tallies.get(concept) ?? { weights: [], first: 0, counts: new Map(), total: 0 }
    tallies.set(concept, tally)
    best -= bestOf(tally)
    repeats -= repeatsOf(tally)
    by(tally)
    best += bestOf(tally)
    repeats += repeatsOf(tally)
  }
  const count = ({ counts }: Tally, weight: number, by: 1 | -1) => {
    const left = (counts.get(weight) ?? 0) + by
    if (left === 0) counts.delete(weight)
    else counts.set(weight, left)
  }
  return {
    append(hits) {
      for (const { concept, weight } of hits)
        change(concept, (tally) => {
          tally.weights.push(weight)
          tally.total += weight
          count(tally, weight, 1)
        })
    },
    dropFirst(hits) {
      for (const { concept, weight } of hits)
        change(concept, (tally) => {
          tally.first++
          tally.total -= weight
          count(tally, weight, -1)
        })
    },
    // Sums that lose what they gained may end a rounding error below nothing.
    value: () => best + 0.1 * Math.log2(1 + Math.max(0, repeats)),
  }
}
