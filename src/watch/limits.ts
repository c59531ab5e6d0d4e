import { rereadsWithin } from './rereading.ts'

/** What something costs in Cloudflare's two daily counts that watching draws on. */
export interface ObjectCost {
  /** Requests to Durable Objects: calls and alarms. */
  requests: number
  /** Rows written in their storage; setting an alarm is one. */
  rows: number
}

/** https://developers.cloudflare.com/durable-objects/platform/pricing/ */
export const FREE_PLAN_PER_DAY: ObjectCost = { requests: 100_000, rows: 100_000 }
/** The rest is for questions, the budget and what moderation does. */
const WATCH_SHARE = 0.8
/** The cron asks the pulse and the sweep once a minute whether they are awake. */
const CHECKS_PER_DAY: ObjectCost = { requests: 2 * 1_440, rows: 0 }
/** A sweep every five minutes: its alarm, and setting the next. */
const SWEEPS_PER_DAY: ObjectCost = { requests: 288, rows: 288 }
/**
 * A message that may be a job post: kept and marked as handed in (2 rows and an alarm), handed in, stored, the model's call
 * marked and settled, judged, decided, handed on.
 */
export const LOOK_AGAIN: ObjectCost = { requests: 5, rows: 12 }
/** How many of them watching allows for. More come out of what moderation has. */
export const LOOKED_AT_PER_DAY = 300

/** The alarm that rings and the one that is set; what the pulse remembers; what it compares across channels. */
const PULSE: ObjectCost = { requests: 1, rows: 3 }
/** The call; what was read and the cursor are one row, the alarm is another. */
const WAKE: ObjectCost = { requests: 1, rows: 2 }
/** One alarm that rings, and sets the next. */
const REREAD: ObjectCost = { requests: 1, rows: 1 }
/** A member who wrote in several channels is judged once more, over all of them. */
const ACROSS: ObjectCost = { requests: 1, rows: 0 }
/** Stored, marked when it is done, and the alarm it is done in. What an answer costs is the rest’s: a question is a question. */
const ERRAND: ObjectCost = { requests: 1, rows: 3 }
/** A look whether a place's alarm still rings, twice while it has rereads ahead of it. */
const LOOK: ObjectCost = { requests: 1, rows: 0 }
/** An overdue alarm is looked after once it is this late. */
export const LATE_MS = 60_000

/** Places woken at one pulse; those that waited longest come first, the others have their turn at the next. */
export const MAX_WOKEN = 200

export interface PulseWork {
  /** For each place that was woken, the time since it was woken before; its rereads in between are charged now. */
  gapsMs: readonly number[]
  across: number
  looks: number
  errands: number
}

/** What one pulse costs, everything it sets in motion included. */
export function costOf({ gapsMs, across, looks, errands }: PulseWork): ObjectCost {
  const rereads = gapsMs.reduce((sum, gap) => sum + rereadsWithin(gap), 0)
  const parts: [ObjectCost, number][] = [
    [PULSE, 1],
    [WAKE, gapsMs.length],
    [REREAD, rereads],
    [ACROSS, across],
    [LOOK, looks],
    [ERRAND, errands],
  ]
  return {
    requests: parts.reduce((sum, [{ requests }, times]) => sum + requests * times, 0),
    rows: parts.reduce((sum, [{ rows }, times]) => sum + rows * times, 0),
  }
}

/** What sweeps and checks use in a day, whatever is written. */
export function fixedPerDay(): ObjectCost {
  const of = (key: keyof ObjectCost) =>
    CHECKS_PER_DAY[key] + SWEEPS_PER_DAY[key] + LOOKED_AT_PER_DAY * LOOK_AGAIN[key]
  return { requests: of('requests'), rows: of('rows') }
}

/** What pulses and reading may use in a day on the Free plan. */
export function dailyAllowance(): ObjectCost {
  const fixed = fixedPerDay()
  return {
    requests: FREE_PLAN_PER_DAY.requests * WATCH_SHARE - fixed.requests,
    rows: FREE_PLAN_PER_DAY.rows * WATCH_SHARE - fixed.rows,
  }
}
