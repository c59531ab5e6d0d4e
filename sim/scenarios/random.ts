/** Random choices that a seed repeats exactly. */
export interface Random {
  /** 0 ≤ number < 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  chance(probability: number): boolean
  shuffle<T>(list: readonly T[]): T[]
}

/** Mulberry32: 32 bits of state, enough for inventing messages and for nothing that has to be kept secret. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
    chance: (probability) => next() < probability,
    shuffle: (list) => {
      const shuffled = [...list]
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = between(0, last)
        const kept = shuffled[last]
        const moved = shuffled[other]
        if (kept === undefined || moved === undefined) continue
        shuffled[last] = moved
        shuffled[other] = kept
      }
      return shuffled
    },
  }
}
