export const PREDICTIONS = ['flag', 'no_flag', 'ambiguous'] as const
export type Prediction = (typeof PREDICTIONS)[number]

export interface Thresholds {
  tLow: number
  tHigh: number
}

/** Flag from `tHigh` on, no flag up to `tLow`. Who gives a model orders is never let pass by it: a moderator looks. */
export function bandOf(probability: number, { tLow, tHigh }: Thresholds, givesOrders = false): Prediction {
  if (probability >= tHigh) return 'flag'
  return probability <= tLow && !givesOrders ? 'no_flag' : 'ambiguous'
}
