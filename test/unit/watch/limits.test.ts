import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dayOf, dayRow } from '../../../bench/watch/day.ts'
import { type IntervalPolicy, paceOf, spend } from '../../../src/watch/interval.ts'
import { costOf, FREE_PLAN_PER_DAY, LOOK_AGAIN, LOOKED_AT_PER_DAY } from '../../../src/watch/limits.ts'

const NOW = Date.UTC(2026, 10, 20, 12)
const free: IntervalPolicy = { plan: 'free', pulseSeconds: 10, quietSeconds: 60 }
const paid: IntervalPolicy = { ...free, plan: 'paid' }
const unspent = { day: '2026-11-20', requests: 0, rows: 0 }
const still = costOf({ gapsMs: [], across: 0, looks: 0, errands: 0 })
const pulseAfter = (silenceMs: number, more: Partial<Parameters<typeof paceOf>[0]> = {}, policy = free) =>
  paceOf({ now: NOW, lastMovedAt: NOW - silenceMs, spent: unspent, cost: still, ...more }, policy).intervalMs

describe('the time between pulses', () => {
  it('is ten seconds while members write, and grows to a minute over ten quiet minutes', () => {
    expect([0, 60_000, 300_000, 600_000, 9e6].map((silence) => pulseAfter(silence))).toEqual([
      10_000, 10_000, 30_000, 60_000, 60_000,
    ])
  })

  it('grows when the day’s allowance runs out, and stays below a quarter of an hour', () => {
    const cost = costOf({ gapsMs: Array(10).fill(10_000), across: 0, looks: 0, errands: 0 })
    expect(pulseAfter(0, { cost })).toBe(10_000)
    expect(pulseAfter(0, { cost, spent: { ...unspent, rows: 70_000 } })).toBeGreaterThan(30_000)
    expect(pulseAfter(0, { cost, spent: { ...unspent, rows: 99_999 } })).toBe(900_000)
    expect(pulseAfter(0, { cost, spent: { ...unspent, rows: 99_999 } }, paid)).toBe(10_000)
  })

  it('begins anew each day', () => {
    expect(spend({ day: '2026-11-19', requests: 9, rows: 9 }, still, NOW)).toEqual({
      day: '2026-11-20',
      ...still,
    })
    expect(spend(unspent, still, NOW)).toEqual({ day: '2026-11-20', ...still })
  })
})

describe('a day on the Free plan with 50 channels', () => {
  it.each([
    0.01, 0.1, 0.5, 1,
  ])('leaves a good part of the limits to the rest of Steward when %f of them move at every pulse', (share) => {
    const { requests, rows, pulses } = dayOf(50, share, free)
    expect(requests).toBeLessThan(FREE_PLAN_PER_DAY.requests * 0.82)
    expect(rows).toBeLessThan(FREE_PLAN_PER_DAY.rows * 0.82)
    expect(pulses).toBeGreaterThan(96)
  })

  it('holds for 500 channels as well', () => {
    for (const share of [0.01, 0.1, 1]) {
      const { requests, rows } = dayOf(500, share, free)
      expect(requests).toBeLessThan(FREE_PLAN_PER_DAY.requests * 0.9)
      expect(rows).toBeLessThan(FREE_PLAN_PER_DAY.rows * 0.9)
    }
  })

  it('looks every ten seconds all day long when one channel in a hundred moves', () => {
    expect(dayOf(50, 0.01, free).seconds).toBeLessThan(11)
  })

  it('is what docs/operating.md says', () => {
    const page = readFileSync('docs/operating.md', 'utf8')
    for (const share of [0.01, 0.1, 1]) expect(page).toContain(dayRow(50, share, free))
    const { requests, rows } = LOOK_AGAIN
    expect(page).toContain(
      `looks at, ${LOOKED_AT_PER_DAY} of them a day | ${requests} at most | ${rows} at most |`,
    )
  })
})
