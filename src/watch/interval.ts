import { DAY_MS, utcDay } from '../budget/day.ts'
import { dailyAllowance, type ObjectCost } from './limits.ts'

export interface IntervalPolicy {
  plan: 'free' | 'paid'
  pulseSeconds: number
  quietSeconds: number
}

/** What watching has used of today's allowance. */
export interface Spent extends ObjectCost {
  day: string
}

/** Ten minutes of silence bring a pulse from every 10 s to every minute. */
const QUIET_PER_SECOND = 10
/** A busy hour may use the allowance this many times as fast as an even day would. */
const BURST = 2
const MAX_INTERVAL_MS = 900_000

export interface Pace {
  /** Until the next pulse, in milliseconds. */
  intervalMs: number
  /** The day is so busy that windows are read again only together with what is new. */
  isThrifty: boolean
}

/**
 * `pulseSeconds` while the server is lively, growing to `quietSeconds` with the silence. On the Free plan it is as much
 * longer as the day's remaining allowance asks for, so that watching slows down on a very busy day and never stops.
 */
export function paceOf(
  { now, lastMovedAt, spent, cost }: { now: number; lastMovedAt: number; spent: Spent; cost: ObjectCost },
  { plan, pulseSeconds, quietSeconds }: IntervalPolicy,
): Pace {
  const longest = Math.max(quietSeconds, pulseSeconds) * 1000
  const silence = (now - lastMovedAt) / QUIET_PER_SECOND
  const wanted = Math.min(Math.max(silence, pulseSeconds * 1000), longest)
  if (plan === 'paid') return { intervalMs: wanted, isThrifty: false }
  const least = affordable(now, spent, cost)
  return {
    intervalMs: Math.round(Math.min(Math.max(wanted, least), MAX_INTERVAL_MS)),
    isThrifty: least > longest,
  }
}

/** Adds to what was used today; a new day begins at nothing. */
export function spend(spent: Spent, cost: ObjectCost, now: number): Spent {
  const day = utcDay(now)
  const before = spent.day === day ? spent : { requests: 0, rows: 0 }
  return { day, requests: before.requests + cost.requests, rows: before.rows + cost.rows }
}

function affordable(now: number, spent: Spent, cost: ObjectCost): number {
  const allowance = dailyAllowance()
  const left = DAY_MS - (now % DAY_MS)
  const pace = (of: keyof ObjectCost) => {
    const remaining = allowance[of] - spent[of]
    return remaining <= 0 ? MAX_INTERVAL_MS : (cost[of] * left) / (remaining * BURST)
  }
  return Math.max(pace('requests'), pace('rows'))
}
