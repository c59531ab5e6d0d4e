import { before, isAfter, snowflakeAt } from '../discord/snowflake.ts'
import type { MessageFacts } from '../moderation/message.ts'

const HOUR_MS = 3_600_000
/** Nobody is timed out for what is older than this when it is first seen. */
const OUTAGE_MS = 600_000

/**
 * After which id to read: before the window, so that one page shows both what is new and what became of what is known;
 * from the cursor while there is more to read than a page. Further back than `catchUpHours` nothing is read.
 */
export function readFrom(
  { cursor, window, isBehind }: { cursor: string; window: readonly MessageFacts[]; isBehind: boolean },
  now: number,
  catchUpHours: number,
): string {
  const horizon = snowflakeAt(now - catchUpHours * HOUR_MS)
  const oldest = window[0]
  const wanted = oldest && !isBehind ? before(oldest.id) : cursor
  return isAfter(horizon, wanted) ? horizon : wanted
}

/** Whether Steward was away for longer than it reads back: what was written before that is not judged. */
export function skipsSome(unreadSince: number, now: number, catchUpHours: number): boolean {
  return unreadSince < now - catchUpHours * HOUR_MS
}

/** Messages that are first seen, or were edited, long ago are judged apart: nobody is timed out for them. */
export function isReadAfterOutage({ createdAt, editedAt }: MessageFacts, now: number): boolean {
  return now - Math.max(createdAt, editedAt ?? 0) > OUTAGE_MS
}
