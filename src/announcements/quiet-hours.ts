import { DAY_MS, MINUTE_MS } from '../budget/day.ts'

export interface QuietHours {
  /** Times of day such as 22:00. */
  from: string
  to: string
}

const DAY_MINUTES = 24 * 60

/** `at` itself, or the end of the quiet hours it falls into; in epoch milliseconds. */
export function afterQuietHours(at: number, quiet: QuietHours | undefined, timeZone: string): number {
  if (!quiet) return at
  const from = minutesOf(quiet.from)
  const to = minutesOf(quiet.to)
  const local = localMinutes(at, timeZone)
  const isQuiet = from < to ? local >= from && local < to : local >= from || local < to
  return isQuiet ? nextTimeOfDay(at, quiet.to, timeZone) : at
}

/**
 * The next moment after `at` at which clocks of the time zone show a time of day. On a day that leaves this time out, when
 * clocks go forward, it is as much later as was left out.
 */
export function nextTimeOfDay(at: number, clock: string, timeZone: string): number {
  const wanted = minutesOf(clock)
  const wait = (wanted - localMinutes(at, timeZone) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES
  const guess = Math.floor(at / MINUTE_MS) * MINUTE_MS + wait * MINUTE_MS
  // Clocks may have been changed meanwhile.
  const off = localMinutes(guess, timeZone) - wanted
  const corrected = guess - (((off + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2) * MINUTE_MS
  if (corrected <= at) return corrected + DAY_MS
  return localMinutes(corrected, timeZone) === wanted ? corrected : guess
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** Making one takes longer than all the rest. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function localMinutes(at: number, timeZone: string): number {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  clocks.set(timeZone, clock)
  return minutesOf(clock.format(at))
}
