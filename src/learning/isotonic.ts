import { descending } from './ordering.ts'

/** A non-decreasing, piecewise linear function: `values[i]` at `at[i]`, straight between, constant outside. Plain JSON. */
export interface IsotonicCurve {
  at: number[]
  values: number[]
}

/** Scores closer than this are one, as in scikit-learn: the resolution of a double. */
const SAME_SCORE = 1e-15

/**
 * Isotonic regression by pooling adjacent violators (Best & Chakravarti 1990), as scikit-learn's
 * `IsotonicRegression(out_of_bounds='clip')`: rows of weight 0 do not count, equal scores are averaged first, and only the
 * knots where the curve bends are kept.
 * @throws RangeError when no row has weight.
 */
export function fitIsotonic(
  scores: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
): IsotonicCurve {
  const { at, means, masses } = uniqueScores(scores, labels, weights)
  if (at.length === 0) throw new RangeError('isotonic regression needs at least one row with weight')
  // Blocks of pooled points: mean, mass and the index of their last point.
  const blocks: { mean: number; mass: number; last: number }[] = []
  for (let index = 0; index < at.length; index++) {
    let block = { mean: means[index] as number, mass: masses[index] as number, last: index }
    for (
      let before = blocks.at(-1);
      before !== undefined && before.mean >= block.mean;
      before = blocks.at(-1)
    ) {
      const mass = before.mass + block.mass
      block = { mean: (before.mean * before.mass + block.mean * block.mass) / mass, mass, last: index }
      blocks.pop()
    }
    blocks.push(block)
  }
  const curve: IsotonicCurve = { at: [], values: [] }
  let first = 0
  for (const { mean, last } of blocks) {
    for (const index of first === last ? [first] : [first, last]) {
      curve.at.push(at[index] as number)
      curve.values.push(mean)
    }
    first = last + 1
  }
  return curve
}

function uniqueScores(
  scores: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
): { at: number[]; means: number[]; masses: number[] } {
  const order = descending(scores).reverse()
  const at: number[] = []
  const means: number[] = []
  const masses: number[] = []
  for (const row of order) {
    const weight = weights[row] as number
    if (weight === 0) continue
    const score = scores[row] as number
    const end = at.length - 1
    if (end >= 0 && score - (at[end] as number) < SAME_SCORE) {
      const mass = (masses[end] as number) + weight
      means[end] =
        (means[end] as number) + (((labels[row] as number) - (means[end] as number)) * weight) / mass
      masses[end] = mass
    } else {
      at.push(score)
      means.push(labels[row] as number)
      masses.push(weight)
    }
  }
  return { at, means, masses }
}

/** The curve's value at a score. */
export function isotonicAt({ at, values }: IsotonicCurve, score: number): number {
  let low = 0
  let high = at.length - 1
  if (score <= (at[low] as number)) return values[low] as number
  if (score >= (at[high] as number)) return values[high] as number
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((at[middle] as number) <= score) low = middle
    else high = middle
  }
  const from = values[low] as number
  const share = (score - (at[low] as number)) / ((at[high] as number) - (at[low] as number))
  return from + share * ((values[high] as number) - from)
}
