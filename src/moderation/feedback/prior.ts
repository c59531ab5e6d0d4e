import type { LogisticModel, Prior, WeightPrior } from '../../learning/index.ts'
import { FEATURE_NAMES, FEATURES, type FeatureName, type FeaturePrior } from './features.ts'

/**
 * Log-odds of a candidate with every feature at 0: most candidates are fine. All means are kept small enough that what
 * no vote has confirmed yet is rarely called certain.
 */
export const INTERCEPT: Omit<FeaturePrior, 'sign'> = {
  mean: -0.85,
  strength: 1,
  reason: 'most of what looks like criticism is none that moderators would act on',
}

/** `feedback.prior` of the configuration. */
export type PriorOverrides = Partial<
  Record<FeatureName, { mean?: number | undefined; strength?: number | undefined }>
>

/** What learning starts from, in the order of the features, on the features as they are. */
export function expertPrior(overrides: PriorOverrides = {}): Prior {
  return {
    scale: 'raw',
    intercept: { mean: INTERCEPT.mean, strength: INTERCEPT.strength },
    weights: FEATURE_NAMES.map((name): WeightPrior => {
      const { mean, strength, sign }: FeaturePrior = FEATURES[name].prior
      return {
        mean: overrides[name]?.mean ?? mean,
        strength: overrides[name]?.strength ?? strength,
        ...(sign && { sign: sign === 'positive' ? 1 : -1 }),
      }
    }),
  }
}

/** The model that decides before there is any vote: the prior's means, and an average row at 0. */
export function priorModel({ intercept, weights }: Prior): LogisticModel {
  return {
    kind: 'logistic',
    intercept: intercept.mean,
    weights: weights.map(({ mean }) => mean),
    standardisation: { centre: weights.map(() => 0), scale: weights.map(() => 1) },
  }
}
