import { bootstrapSteps, type Interval } from './bootstrap.ts'
import type { Dataset } from './data.ts'
import { logLosses } from './metrics.ts'
import type { Random } from './random.ts'
import { sigmoid } from './sigmoid.ts'
import type { Steps } from './steps.ts'

/** A paired comparison of two models on the same rows, neither of which had seen them. */
export interface Comparison {
  /** Mean log-loss of each, in nats. */
  champion: number
  challenger: number
  /** Champion's minus challenger's: positive when the challenger is better. */
  gain: number
  /** 95 %, resampling whole groups. */
  interval: Interval | null
  /** The test: the interval's lower end is above 0. */
  isBetter: boolean
}

/**
 * Compares log-odds of two models by paired bootstrap of the difference in log-loss: the rows are the same, so what makes
 * a row hard for both cancels out. Rows of weight 0 do not count.
 */
export function* compareSteps(
  { labels, weights }: Pick<Dataset, 'labels' | 'weights'>,
  groups: Int32Array,
  champion: Float64Array,
  challenger: Float64Array,
  random: Random,
): Steps<Comparison> {
  const first = logLosses(champion.map(sigmoid), labels)
  const second = logLosses(challenger.map(sigmoid), labels)
  const mean = (of: (row: number) => number, draws?: Float64Array): number => {
    let sum = 0
    let total = 0
    for (let row = 0; row < labels.length; row++) {
      const weight = (weights[row] as number) * (draws === undefined ? 1 : (draws[row] as number))
      if (weight === 0) continue
      sum += weight * of(row)
      total += weight
    }
    return sum / total
  }
  const difference = (row: number): number => (first[row] as number) - (second[row] as number)
  const statistic = (draws: Float64Array): { gain: number | null } => {
    const gain = mean(difference, draws)
    return { gain: Number.isNaN(gain) ? null : gain }
  }
  const { gain: interval } = yield* bootstrapSteps(groups, statistic, { random })
  return {
    champion: mean((row) => first[row] as number),
    challenger: mean((row) => second[row] as number),
    gain: mean(difference),
    interval,
    isBetter: interval !== null && interval.low > 0,
  }
}
