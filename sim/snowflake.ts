/** Discord's epoch, the first millisecond of 2015. */
const EPOCH_MS = 1_420_070_400_000n
/** Bits below the time: worker, process and increment. */
const TIME_SHIFT = 22n
const MAX_INCREMENT = 4095n

/** The id of something made at `ms` (epoch milliseconds); `increment` (0–4095) tells ids of one millisecond apart. */
export function snowflakeAt(ms: number, increment = 0): string {
  return (((BigInt(Math.floor(ms)) - EPOCH_MS) << TIME_SHIFT) | BigInt(increment)).toString()
}

/** Epoch milliseconds at which the thing with this id was made. */
export function snowflakeTime(id: string): number {
  return Number((BigInt(id) >> TIME_SHIFT) + EPOCH_MS)
}

/** Orders ids by age, oldest first. */
export function bySnowflake(a: { id: string }, b: { id: string }): number {
  return compareSnowflakes(a.id, b.id)
}

export function compareSnowflakes(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Gives ids that always grow, however fast they are asked for. */
export function snowflakeSource(now: () => number): () => string {
  let last = 0n
  return () => {
    const floor = BigInt(snowflakeAt(now()))
    last = floor > last ? floor : last + 1n
    if ((last & MAX_INCREMENT) === MAX_INCREMENT) last += 1n
    return last.toString()
  }
}
