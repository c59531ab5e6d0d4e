import { makeDataset } from './data.ts'
import { fitLogisticSteps } from './logistic-regression.ts'
import { ridgePrior } from './prior.ts'
import type { Steps } from './steps.ts'

/** Log-odds of a margin m: slope · m + intercept. scikit-learn's `a_` and `b_` are these with the other sign. */
export interface PlattScaling {
  slope: number
  intercept: number
}

/**
 * Platt scaling with Platt's smoothed targets (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2), as scikit-learn's
 * `_SigmoidCalibration`; N₊ and N₋ are sums of weights, and a soft label counts on both sides by its share. It is a
 * logistic regression on one feature with those targets, so it is solved as one. The slope is negative when the margins
 * rank worse than chance.
 */
export function* fitPlattSteps(
  margins: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
): Steps<PlattScaling> {
  let positives = 0
  let negatives = 0
  for (let row = 0; row < labels.length; row++) {
    positives += (weights[row] as number) * (labels[row] as number)
    negatives += (weights[row] as number) * (1 - (labels[row] as number))
  }
  const high = (positives + 1) / (positives + 2)
  const low = 1 / (negatives + 2)
  const targets = labels.map((label) => label * high + (1 - label) * low)
  const { model } = yield* fitLogisticSteps(makeDataset(margins, 1, targets, weights), ridgePrior(1, 0))
  return { slope: model.weights[0] ?? 0, intercept: model.intercept }
}
