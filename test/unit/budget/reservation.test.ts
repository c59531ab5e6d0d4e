import { describe, expect, it } from 'vitest'
import { budgetPolicy } from '../../../src/budget/policy.ts'
import { memoryLedger } from './memory-ledger.ts'

const POLICY = { dailyCapMicroUsd: 100, channelCapMicroUsd: 60, cooldownSeconds: 30, reservationMs: 60_000 }
const NOON = Date.UTC(2026, 10, 20, 12)
const TODAY = '2026-11-20'
const call = (id: string, worstMicroUsd: number, channelId = 'help') => ({ id, channelId, worstMicroUsd })

function reserved(ledger: ReturnType<typeof memoryLedger>, id: string, worst: number, now = NOON): string {
  const result = ledger.reserve(call(id, worst), now)
  if (!result.ok) throw new Error(`refused: ${result.refusal}`)
  return result.reservationId
}

describe('a reservation', () => {
  it('may reach a cap and not pass it, in the channel and in all', () => {
    const ledger = memoryLedger(POLICY)
    expect(ledger.reserve(call('1', 60), NOON).ok).toBe(true)
    expect(ledger.reserve(call('2', 1), NOON)).toEqual({ ok: false, refusal: 'channel_cap' })
    expect(ledger.reserve(call('3', 41, 'plugins'), NOON)).toEqual({ ok: false, refusal: 'daily_cap' })
    expect(ledger.reserve(call('4', 40, 'plugins'), NOON).ok).toBe(true)
  })

  it('asked for twice is one reservation, and refused twice is one refusal', () => {
    const ledger = memoryLedger(POLICY)
    expect(ledger.reserve(call('1', 50), NOON)).toEqual(ledger.reserve(call('1', 50), NOON))
    expect(ledger.reservedOn(TODAY)).toBe(50)
    ledger.reserve(call('2', 50), NOON)
    ledger.reserve(call('2', 50), NOON)
    expect(ledger.refusals.get(`${TODAY} channel_cap help`)).toBe(1)
  })

  it('asked for again after it was settled is a new one: a second call may be billed again', () => {
    const ledger = memoryLedger(POLICY)
    const first = reserved(ledger, '1', 30)
    ledger.settle(first, 10, NOON)
    const second = reserved(ledger, '1', 30)
    expect(second).not.toBe(first)
    ledger.settle(first, 10, NOON)
    expect(ledger.reservedOn(TODAY)).toBe(30)
  })

  it('under a cap of zero is refused even when it costs nothing', () => {
    const ledger = memoryLedger({ ...POLICY, dailyCapMicroUsd: 0 })
    expect(ledger.reserve(call('1', 0), NOON)).toEqual({ ok: false, refusal: 'daily_cap' })
  })

  it('of anything but whole micro-dollars is a bug, and reserves nothing', () => {
    const ledger = memoryLedger(POLICY)
    for (const amount of [Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY]) {
      expect(() => ledger.reserve(call('1', amount), NOON)).toThrow(RangeError)
    }
    expect(ledger.reservedOn(TODAY)).toBe(0)
  })

  it('that is refused counts for the member when it is known who asked', () => {
    const ledger = memoryLedger({ ...POLICY, dailyCapMicroUsd: 0 })
    ledger.reserve({ ...call('1', 1), memberId: 'maya' }, NOON)
    expect(ledger.members.get('maya')?.record.refusals).toEqual({
      day: TODAY,
      cooldown: 0,
      daily_cap: 1,
      channel_cap: 0,
    })
    expect(ledger.admit({ id: 'i', channelId: 'help', memberId: 'maya' }, NOON)).toEqual({ ok: true })
  })
})

describe('settling', () => {
  it('frees what the call did not cost', () => {
    const ledger = memoryLedger(POLICY)
    expect(ledger.settle(reserved(ledger, '1', 60), 5, NOON)).toBe('settled')
    expect(ledger.spentOn(TODAY)).toBe(5)
    expect(ledger.reserve(call('2', 55), NOON).ok).toBe(true)
  })

  it('above the worst case is recorded as it was, and closes the channel', () => {
    const ledger = memoryLedger(POLICY)
    expect(ledger.settle(reserved(ledger, '1', 60), 75, NOON)).toBe('over')
    expect(ledger.spentOn(TODAY)).toBe(75)
    expect(ledger.reserve(call('2', 0), NOON)).toEqual({ ok: false, refusal: 'channel_cap' })
  })

  it('belongs to the day of the reservation, whenever it comes', () => {
    const ledger = memoryLedger(POLICY)
    const midnight = NOON + 12 * 3_600_000
    const id = reserved(ledger, '1', 60, midnight - 1)
    expect(ledger.reserve(call('2', 60), midnight).ok).toBe(true)
    ledger.settle(id, 20, midnight + 10_000)
    expect([ledger.spentOn(TODAY), ledger.spentOn('2026-11-21')]).toEqual([20, 0])
  })

  it('that never comes is charged in full at the deadline; one that comes late corrects the charge, once', () => {
    const ledger = memoryLedger(POLICY)
    const id = reserved(ledger, '1', 60)
    ledger.tick(NOON + 59_999)
    expect(ledger.spentOn(TODAY)).toBe(0)
    ledger.tick(NOON + 60_000)
    expect([ledger.spentOn(TODAY), ledger.reservedOn(TODAY)]).toEqual([60, 0])
    expect(ledger.settle(id, 20, NOON + 90_000)).toBe('settled_late')
    expect(ledger.settle(id, 20, NOON + 90_000)).toBe('unknown')
    expect(ledger.spentOn(TODAY)).toBe(20)
  })
})

it('the policy holds whole micro-dollars, and money no longer than twice all attempts of a call', () => {
  const budget = { dailyUsd: 0.29, perChannelDailyUsd: 0.1, cooldownSeconds: 30 }
  expect(budgetPolicy(budget, { timeoutSeconds: 30, attempts: 2 })).toEqual({
    dailyCapMicroUsd: 290_000,
    channelCapMicroUsd: 100_000,
    cooldownSeconds: 30,
    reservationMs: 120_000,
  })
})
