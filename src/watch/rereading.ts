/** When a window is read again after something new was read, for edits and deletions, which no pulse shows. */
export const REREAD_AFTER_MS: readonly number[] = [15_000, 60_000, 300_000]

/** The next time to read a window again; null when it has been read at all of them. */
export function nextReread(lastFreshAt: number | null, lastReadAt: number): number | null {
  if (lastFreshAt === null) return null
  const delay = REREAD_AFTER_MS.find((each) => lastFreshAt + each > lastReadAt)
  return delay === undefined ? null : lastFreshAt + delay
}

/** How many of them fall between two reads that found something new. */
export function rereadsWithin(gapMs: number): number {
  return REREAD_AFTER_MS.filter((each) => each < gapMs).length
}
