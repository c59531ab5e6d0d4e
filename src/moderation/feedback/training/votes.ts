import type { Label, Vote } from '../../../storage/reviews.ts'

/** Nobody reads ten cards in 30 seconds. */
const BURST_REJECTIONS = 10
const BURST_MS = 30_000
/** What a vote of such a burst counts. */
const BURST_WEIGHT = 0.1

/** What a vote says of the probability; null says that the question does not apply. */
const VALUE: Record<Label, number | null> = { correct: 1, ambiguous: 0.5, incorrect: 0, not_applicable: null }

export interface SoftLabel {
  /** Weighted mean of the votes, in [0, 1]. */
  label: number
  /** Of the vote that counts most, in (0, 1]. */
  weight: number
}

/** The votes cast in haste: by who rejected ten or more within 30 seconds. `votes` are those on all candidates. */
export function hastyVotes(votes: readonly Vote[]): Set<Vote> {
  const hasty = new Set<Vote>()
  const rejections = votes.filter(({ label, reviewerId }) => label === 'incorrect' && reviewerId !== null)
  for (const own of Map.groupBy(rejections, ({ reviewerId }) => reviewerId).values()) {
    const inOrder = own.toSorted((a, b) => a.at - b.at)
    for (let first = 0, last = 0; last < inOrder.length; last++) {
      while ((inOrder[last]?.at ?? 0) - (inOrder[first]?.at ?? 0) > BURST_MS) first++
      if (last - first + 1 >= BURST_REJECTIONS)
        for (const vote of inOrder.slice(first, last + 1)) hasty.add(vote)
    }
  }
  return hasty
}

/** One label of all votes on a candidate; null when nobody has voted, or most say that the question does not apply. */
export function softLabel(votes: readonly Vote[], hasty: ReadonlySet<Vote> = new Set()): SoftLabel | null {
  let [sum, total, notApplicable, weight] = [0, 0, 0, 0]
  for (const vote of votes) {
    const counts = hasty.has(vote) ? BURST_WEIGHT : 1
    const value = VALUE[vote.label]
    if (value === null) notApplicable += counts
    else {
      sum += counts * value
      total += counts
      weight = Math.max(weight, counts)
    }
  }
  return total > notApplicable ? { label: sum / total, weight } : null
}
