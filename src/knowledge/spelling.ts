/** What a word that the docs do not have may have been meant to be. Pure. */

export interface KnownWord {
  word: string
  term: string
}

/** Shorter words have too many neighbours to guess from. */
const MIN_WORD_LENGTH = 4
const LONG_WORD_LENGTH = 8

/** How many edits a word of this length may be off: none, one or two. */
export const editsAllowed = (length: number): number =>
  length < MIN_WORD_LENGTH ? 0 : length < LONG_WORD_LENGTH ? 1 : 2

/**
 * Edits (a letter put in, left out or replaced, two neighbours swapped) that turn `a` into `b`: the optimal string
 * alignment distance. Anything above `bound` comes back as `bound + 1`.
 */
export function editDistance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let smallest = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1)
      row.push(edits)
      smallest = Math.min(smallest, edits)
    }
    if (smallest > bound) return bound + 1
    beforeLast = last
    last = row
  }
  return Math.min(last[b.length] ?? 0, bound + 1)
}

/** Terms of the known words that are fewest edits away from `surface`; none when all are too far. */
export function closestTerms(surface: string, known: readonly KnownWord[]): string[] {
  let bound = editsAllowed(surface.length)
  let closest = new Set<string>()
  if (bound === 0) return []
  for (const { word, term } of known) {
    const edits = editDistance(surface, word, bound)
    if (edits > bound) continue
    if (edits < bound) closest = new Set()
    bound = edits
    closest.add(term)
  }
  return [...closest]
}
