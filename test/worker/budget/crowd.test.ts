import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, it, vi } from 'vitest'
import { budgetClient } from '../../../src/budget/client.ts'
import { DAY_MS, HOUR_MS, utcDay } from '../../../src/budget/day.ts'
import type { BudgetReport } from '../../../src/budget/port.ts'

const POLICY = {
  dailyCapMicroUsd: 3000,
  channelCapMicroUsd: 1000,
  cooldownSeconds: 30,
  reservationMs: 120_000,
}
/** A busy test machine is not an unreachable ledger. */
const LONG = { timeoutMs: 20_000, attempts: 1 }
const PATIENCE = { admit: LONG, reserve: LONG, settle: LONG, report: LONG }
const ASKS = 200
/** Most ask in the first: its cap is met before the day's, which is met as well. */
const CHANNELS = ['a', 'a', 'a', 'a', 'b', 'c', 'd', 'e']
/**
 * Shortly before midnight: the crowd's clock runs some minutes. Far ahead, so that no alarm rings on its own: real ones
 * follow the real clock.
 */
const START = Date.UTC(2100, 10, 20, 23, 59)
const DAYS = [utcDay(START), utcDay(START + DAY_MS)]

/** What becomes of a model call once its money is set aside. */
const FATES = ['settles', 'settles twice', 'crashes', 'settles late', 'is repeated'] as const

/** Mulberry32: a small generator, so that a failing order can be run again by its seed. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function expectWithinCaps(report: BudgetReport): void {
  expect(report.spentMicroUsd + report.reservedMicroUsd).toBeLessThanOrEqual(POLICY.dailyCapMicroUsd)
  for (const { spentMicroUsd, reservedMicroUsd } of report.channels) {
    expect(spentMicroUsd).toBeGreaterThanOrEqual(0)
    expect(spentMicroUsd + reservedMicroUsd).toBeLessThanOrEqual(POLICY.channelCapMicroUsd)
  }
}

afterEach(() => {
  vi.useRealTimers()
})

for (const seed of [1, 2]) {
  it(`two hundred asks at once, across midnight, never pass a cap (order ${seed})`, async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: START })
    const random = generator(seed)
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
    const budget = budgetClient(env.BUDGET, `crowd-${seed}`, POLICY, () => {}, PATIENCE)
    const costs: number[] = []
    const refusals: string[] = []
    const seen = new Set<string>()

    /** Lets others go first, as often as the order says, and the clock with them. */
    const others = async (most: number) => {
      for (let turns = Math.floor(random() * most); turns > 0; turns--) await scheduler.wait(0)
      vi.setSystemTime(Date.now() + Math.floor(random() * 1500))
    }

    const ask = async (index: number) => {
      const fate = pick(FATES)
      const worst = 1 + Math.floor(random() * 250)
      const actual = Math.floor(random() * (worst + 1))
      const request = { id: `call-${index}`, channelId: pick(CHANNELS), worstMicroUsd: worst }
      await others(6)
      const [reserved, again] = await Promise.all([
        budget.reserve(request),
        fate === 'is repeated' ? budget.reserve(request) : null,
      ])
      if (again) expect(again).toEqual(reserved)
      if (!reserved.ok) return refusals.push(reserved.refusal)
      seen.add(fate)
      await others(4)
      if (fate === 'settles late') await others(12)
      if (fate !== 'crashes') await budget.settle(reserved.reservationId, actual)
      if (fate === 'settles twice') await budget.settle(reserved.reservationId, actual)
      expectWithinCaps(await budget.report(utcDay(Date.now())))
      return costs.push(fate === 'crashes' ? worst : actual)
    }

    await Promise.all(Array.from({ length: ASKS }, (_, index) => ask(index)))
    expect(new Set(refusals)).toEqual(new Set(['daily_cap', 'channel_cap']))
    expect(seen.size).toBe(FATES.length)

    vi.setSystemTime(START + HOUR_MS)
    await runDurableObjectAlarm(env.BUDGET.getByName(`crowd-${seed}`))
    const reports = await Promise.all(DAYS.map((day) => budget.report(day)))
    for (const report of reports) {
      expectWithinCaps(report)
      expect(report.reservedMicroUsd).toBe(0)
      expect(report.spentMicroUsd).toBeGreaterThan(0)
    }
    const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
    expect(sum(reports.map(({ spentMicroUsd }) => spentMicroUsd))).toBe(sum(costs))
  }, 30_000)
}
