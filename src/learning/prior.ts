/** What an expert expects of one weight before there are labels. */
export interface WeightPrior {
  /** Log-odds that one unit of the feature adds. */
  mean: number
  /** 1 / variance, ≥ 0: how firmly that is believed, in rows of data so to speak. 0 is no opinion. */
  strength: number
  /** 1: the weight is never negative (harsher never lowers the probability); −1: never positive. */
  sign?: 1 | -1 | undefined
}

/**
 * Independent normal priors. `scale` says what "one unit" of a feature is: `raw`, as it comes, or `standardised`, one
 * standard deviation of the training rows. An expert's means are stated on the raw scale, where they mean the same before
 * and after there is data; scikit-learn's `LogisticRegression(C)` is mean 0, strength 1 / C, and no opinion on the intercept.
 */
export interface Prior {
  scale: 'raw' | 'standardised'
  /** Log-odds where all features are 0 (their means when standardised). */
  intercept: { mean: number; strength: number }
  /** One a feature, in the order of the columns. */
  weights: WeightPrior[]
}

/** The prior of ridge-penalised logistic regression: `strength` is 1 / C of scikit-learn. */
export function ridgePrior(columns: number, strength: number, scale: Prior['scale'] = 'raw'): Prior {
  return {
    scale,
    intercept: { mean: 0, strength: 0 },
    weights: Array.from({ length: columns }, () => ({ mean: 0, strength })),
  }
}

/** @throws RangeError when the prior does not fit the columns or contradicts itself. */
export function checkPrior({ intercept, weights }: Prior, columns: number): void {
  if (weights.length !== columns)
    throw new RangeError(`the prior has ${weights.length} weights, the data ${columns} features`)
  for (const [index, { mean, strength, sign }] of [...weights, { ...intercept, sign: undefined }].entries()) {
    const name = index === columns ? 'the intercept' : `weight ${index}`
    if (!Number.isFinite(mean) || !(strength >= 0 && strength < Infinity))
      throw new RangeError(`the prior of ${name} needs a finite mean and a strength ≥ 0`)
    if (sign !== undefined && mean * sign < 0)
      throw new RangeError(`the prior of ${name} has mean ${mean}, against its own sign constraint`)
  }
}
