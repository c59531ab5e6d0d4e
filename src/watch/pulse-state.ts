import type { Pace, Spent } from './interval.ts'
import type { KnownPlaces } from './moved.ts'
import type { Notices } from './notices.ts'
import type { Exempt } from './place.ts'

/** What the pulse knows of its guild; one row. */
export interface PulseState extends Pace {
  /** Null before the first pulse. */
  known: KnownPlaces | null
  previousAt: number
  lastMovedAt: number
  /** Who is not judged, from roles that were read at `readAt`. */
  guild: {
    exempt: Exempt
    readAt: number
    /** The channel in which Discord says who joined; null when it does so nowhere. */
    joinsIn?: string | null
  } | null
  notices: Notices
  spent: Spent
  /** Pulses in a row that failed. */
  failures: number
}

export function newPulse(now: number): PulseState {
  return {
    known: null,
    previousAt: now,
    lastMovedAt: now,
    guild: null,
    notices: {},
    spent: { day: '', requests: 0, rows: 0 },
    intervalMs: 0,
    isThrifty: false,
    failures: 0,
  }
}
