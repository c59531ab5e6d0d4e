/** Probability of log-odds. */
export function sigmoid(margin: number): number {
  if (margin >= 0) return 1 / (1 + Math.exp(-margin))
  const odds = Math.exp(margin)
  return odds / (1 + odds)
}

/** Log-odds of a probability inside (0, 1). */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}
