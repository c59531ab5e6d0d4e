import type { Random } from '../src/learning/random.ts'

export { type Random, seeded } from '../src/learning/random.ts'

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

/** Fisher and Yates. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items]
  for (let last = order.length - 1; last > 0; last--) {
    const other = between(random, 0, last)
    const kept = order[last] as T
    order[last] = order[other] as T
    order[other] = kept
  }
  return order
}

/** Draws ranks 0 … n - 1 with probability proportional to 1 / (rank + 1): as often as words are used (Zipf's law). */
export function zipf(n: number): (random: Random) => number {
  const sums = new Float64Array(n)
  let total = 0
  for (let rank = 0; rank < n; rank++) {
    total += 1 / (rank + 1)
    sums[rank] = total
  }
  return (random) => {
    const drawn = random() * total
    let low = 0
    let high = n - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? total) < drawn) low = middle + 1
      else high = middle
    }
    return low
  }
}
