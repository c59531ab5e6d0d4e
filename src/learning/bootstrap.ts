import type { Random } from './random.ts'
import type { Steps } from './steps.ts'

export interface Interval {
  low: number
  high: number
}

export interface BootstrapOptions {
  random: Random
  /** Default 1000. */
  replicates?: number
  /** Share of replicates inside the interval. Default 0.95. */
  level?: number
}

/**
 * Percentile intervals by resampling whole groups with replacement (Efron & Tibshirani 1993, chapters 13 and 8): rows of
 * one author or conversation rise and fall together. `statistic` gets how often each row was drawn and returns figures;
 * those that are null in a replicate do not count, and a figure that is null in more than half has no interval.
 */
export function* bootstrapSteps<Name extends string>(
  groups: Int32Array,
  statistic: (draws: Float64Array) => Record<Name, number | null>,
  { random, replicates = 1000, level = 0.95 }: BootstrapOptions,
): Steps<Record<Name, Interval | null>> {
  let count = 0
  for (const group of groups) count = Math.max(count, group + 1)
  const ofGroup = new Float64Array(count)
  const ofRow = new Float64Array(groups.length)
  const samples = new Map<Name, number[]>()
  for (let replicate = 0; replicate < replicates; replicate++) {
    ofGroup.fill(0)
    for (let draw = 0; draw < count; draw++) {
      const drawn = Math.floor(random() * count)
      ofGroup[drawn] = (ofGroup[drawn] as number) + 1
    }
    for (let row = 0; row < groups.length; row++) ofRow[row] = ofGroup[groups[row] as number] as number
    const found = statistic(ofRow)
    for (const name in found) {
      const value = found[name]
      const list = samples.get(name) ?? []
      if (value !== null) list.push(value)
      samples.set(name, list)
    }
    yield { task: 'bootstrap' }
  }
  const intervals = {} as Record<Name, Interval | null>
  for (const [name, values] of samples)
    intervals[name] = values.length * 2 < replicates ? null : percentileInterval(values, level)
  return intervals
}

function percentileInterval(values: number[], level: number): Interval {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const below = sorted[Math.floor(place)] as number
    return below + (place % 1) * ((sorted[Math.ceil(place)] as number) - below)
  }
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) }
}
