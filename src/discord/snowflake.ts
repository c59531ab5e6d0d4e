/** Discord's epoch: the first millisecond of 2015. */
const EPOCH_MS = 1_420_070_400_000n
/** Below the time, an id has 22 bits of worker, process and counter. */
const TIME_SHIFT = 22n

/** When something with this id was made, in epoch milliseconds. */
export function createdAt(id: string): number {
  return Number((BigInt(id) >> TIME_SHIFT) + EPOCH_MS)
}

/** The smallest id of that time: `after` it come the messages from then on. */
export function snowflakeAt(ms: number): string {
  const sinceEpoch = BigInt(Math.floor(ms)) - EPOCH_MS
  return String((sinceEpoch > 0n ? sinceEpoch : 0n) << TIME_SHIFT)
}

/** Ids in the order in which Discord gave them. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

export function isAfter(a: string, b: string): boolean {
  return compareIds(a, b) > 0
}

/** The id right before this one: a page after it begins with this one. */
export function before(id: string): string {
  const value = BigInt(id)
  return String(value > 0n ? value - 1n : 0n)
}
