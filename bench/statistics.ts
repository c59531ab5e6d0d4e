import { seeded } from './random.ts'

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

/** A figure, and the ends of its 95 % interval. */
export interface Figure {
  value: number
  low: number
  high: number
}

const RESAMPLES = 1_000
const BOOTSTRAP_SEED = 20_261_120

/** What a figure is over the examples, and between what it lies when they are drawn again with replacement (percentile bootstrap). */
export function bootstrapped<T>(examples: readonly T[], figure: (sample: readonly T[]) => number): Figure {
  const random = seeded(BOOTSTRAP_SEED)
  const values = Array.from({ length: RESAMPLES }, () =>
    figure(examples.map(() => examples[Math.floor(random() * examples.length)] as T)),
  ).sort((a, b) => a - b)
  const at = (share: number): number => values[Math.round(share * (RESAMPLES - 1))] ?? Number.NaN
  return { value: figure(examples), low: at(0.025), high: at(0.975) }
}

const Z_95 = 1.959964

/** The share `hits` of `total`, with Wilson's score interval; null when there is nothing to count. */
export function shareOf(hits: number, total: number): Figure | null {
  if (total === 0) return null
  const value = hits / total
  const z2 = Z_95 ** 2 / total
  const middle = (value + z2 / 2) / (1 + z2)
  const half = (Z_95 * Math.sqrt((value * (1 - value)) / total + z2 / (4 * total))) / (1 + z2)
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** How many of `count` things `work` gets done in a second of this process's CPU time, which a busy machine does not stretch. */
export function perCpuSecond(count: number, work: () => void): number {
  const before = process.cpuUsage()
  work()
  return (count * 1e6) / process.cpuUsage(before).user
}
