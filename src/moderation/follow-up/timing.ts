import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../budget/day.ts'

const FIRST_RETRY_MS = 30_000
const MAX_RETRY_MS = HOUR_MS

/** How long to wait after so many failed attempts; also how long an attempt may take before it counts as broken off. */
export function retryAfter(attempts: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** Math.min(Math.max(0, attempts - 1), 10), MAX_RETRY_MS)
}

/** Answers that come within it are reconciled together. */
export const ANSWERS_SETTLE_MS = 20_000
/** Moderators look at a candidate at about the same time; it is estimated by what they say together. */
export const RATINGS_SETTLE_MS = 2 * MINUTE_MS
/** So long after a question or its answer replies to it are still read. Its button works for as long as it is kept. */
export const LISTEN_MS = 14 * DAY_MS

/** When to read the moderators' channel again: often while a question is young, rarely later. */
export function nextReading(newestActivityAt: number, now: number): number {
  const age = now - newestActivityAt
  if (age < HOUR_MS) return now + MINUTE_MS
  return now + (age < DAY_MS ? 5 * MINUTE_MS : HOUR_MS)
}
