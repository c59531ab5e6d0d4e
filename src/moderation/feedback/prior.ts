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

export type PriorOverrides = Partial<
  Record<FeatureName, { mean?: number | undefined; strength?: number | undefined }>
>

/** What learning starts from, in the order of the features: means and precisions of weights on the features as they are. */
export interface ExpertPrior {
  names: readonly FeatureName[]
  intercept: { mean: number; strength: number }
  means: number[]
  strengths: number[]
  /** 1: never negative, −1: never positive, 0: free. */
  signs: (-1 | 0 | 1)[]
}

export function expertPrior(overrides: PriorOverrides = {}): ExpertPrior {
  const prior = (name: FeatureName): FeaturePrior => FEATURES[name].prior
  return {
    names: FEATURE_NAMES,
    intercept: { mean: INTERCEPT.mean, strength: INTERCEPT.strength },
    means: FEATURE_NAMES.map((name) => overrides[name]?.mean ?? prior(name).mean),
    strengths: FEATURE_NAMES.map((name) => overrides[name]?.strength ?? prior(name).strength),
    signs: FEATURE_NAMES.map((name) => {
      const { sign } = prior(name)
      return sign === undefined ? 0 : sign === 'positive' ? 1 : -1
    }),
  }
}

/** Probability that moderators would call it unconstructive or unsolicited, by the prior alone. */
export function priorProbability({ intercept, means }: ExpertPrior, features: readonly number[]): number {
  const margin = means.reduce((sum, mean, index) => sum + mean * (features[index] ?? 0), intercept.mean)
  return 1 / (1 + Math.exp(-margin))
}
