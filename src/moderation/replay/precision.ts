/** A share with its 95 % interval, all in [0, 1]. */
export interface Interval {
  share: number
  low: number
  high: number
}

/** Standard normal quantile of a two-sided 95 % interval. */
const Z = 1.959964

/** Wilson's score interval: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). */
export function wilson(hits: number, of: number): Interval {
  const share = hits / of
  const scale = 1 + Z ** 2 / of
  const centre = (share + Z ** 2 / (2 * of)) / scale
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}
