/** The value below which the share `p` of the sorted `values` lies (nearest rank); NaN when there are none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN
}

/** The middle value; the mean of the two in the middle when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

export interface Spread {
  min: number
  median: number
  max: number
}

export function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) }
}

/** Each of `mine` over the one of `theirs` measured beside it. Where one of the two is missing, so is the ratio. */
export function pairedRatios(mine: readonly (number | null)[], theirs: readonly (number | null)[]): number[] {
  return mine.flatMap((value, round) => {
    const other = theirs[round] ?? null
    return value === null || other === null || other === 0 ? [] : [value / other]
  })
}
