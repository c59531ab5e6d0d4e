/** The simulator's time: the machine's, moved forward by what `/sim/clock` asked for. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  iso(): string
  advance(ms: number): void
  reset(): void
}

export function createClock(real: () => number = Date.now): Clock {
  let shift = 0
  return {
    now: () => real() + shift,
    iso: () => new Date(real() + shift).toISOString(),
    advance: (ms) => {
      shift += ms
    },
    reset: () => {
      shift = 0
    },
  }
}
