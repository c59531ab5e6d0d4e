import { DAY_MS, utcDay } from '../../src/budget/day.ts'
import { type IntervalPolicy, type Pace, paceOf, type Spent, spend } from '../../src/watch/interval.ts'
import { costOf, fixedPerDay, LATE_MS, MAX_WOKEN } from '../../src/watch/limits.ts'
import { REREAD_AFTER_MS } from '../../src/watch/rereading.ts'

export interface Day {
  pulses: number
  /** Mean time between pulses. */
  seconds: number
  /** To Durable Objects, the cron's checks and the sweeps among them. */
  requests: number
  rows: number
  /** To Discord: what the pulses and the places read, members' look-ups apart. */
  restRequests: number
}

/** An answer, a reaction: one for every four times that a channel moved. */
const ERRANDS_PER_WAKE = 0.25
const START = Date.UTC(2026, 10, 20)
/** Guild and own membership, every ten minutes. */
const GUILD_READS_PER_DAY = 2 * 144

/**
 * A day in which, at every pulse, a share of the channels has moved since the pulse before, by turns: so each channel's
 * rereads all happen whenever its turn is longer ago than they take.
 */
export function dayOf(channels: number, activeShare: number, policy: IntervalPolicy): Day {
  let spent: Spent = { day: utcDay(START), requests: 0, rows: 0 }
  let pulses = 0
  let restRequests = GUILD_READS_PER_DAY
  let owed = 0
  let pace: Pace = { intervalMs: policy.pulseSeconds * 1000, isThrifty: false }
  for (let now = START; now < START + DAY_MS; now += pace.intervalMs) {
    owed = Math.min(owed + channels * activeShare, channels)
    const woken = Math.min(Math.floor(owed), MAX_WOKEN)
    owed -= woken
    const gap = pace.isThrifty ? 0 : pace.intervalMs / activeShare
    const rereads = REREAD_AFTER_MS.filter((each) => each < gap).length
    const looks = REREAD_AFTER_MS.filter((each) => each !== 60_000 && each + LATE_MS < gap).length
    const cost = costOf({
      gapsMs: Array(woken).fill(gap),
      across: 0,
      looks: woken * looks,
      errands: woken * ERRANDS_PER_WAKE,
    })
    spent = spend(spent, cost, now)
    pulses++
    restRequests += 2 + woken * (1 + rereads)
    pace = paceOf({ now, lastMovedAt: now, spent, cost }, policy)
  }
  return {
    pulses,
    seconds: DAY_MS / 1000 / pulses,
    requests: spent.requests + fixedPerDay().requests,
    rows: spent.rows + fixedPerDay().rows,
    restRequests,
  }
}

const count = (value: number) => Math.round(value).toLocaleString('en-US')

/** A row for docs/operating.md. */
export function dayRow(channels: number, activeShare: number, policy: IntervalPolicy): string {
  const { pulses, seconds, requests, rows } = dayOf(channels, activeShare, policy)
  return `| ${activeShare * 100} % | ${count(pulses)} | ${Math.round(seconds)} s | ${count(requests)} | ${count(rows)} |`
}
