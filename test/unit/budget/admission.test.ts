import { describe, expect, it } from 'vitest'
import { MAX_COUNTED_REFUSALS } from '../../../src/budget/admission.ts'
import { HOUR_MS, MINUTE_MS } from '../../../src/budget/day.ts'
import { memoryLedger } from './memory-ledger.ts'

const POLICY = {
  dailyCapMicroUsd: 3000,
  channelCapMicroUsd: 1000,
  cooldownSeconds: 30,
  reservationMs: 60_000,
}
const NOON = Date.UTC(2026, 10, 20, 12)
const ask = (id: string, memberId = 'maya') => ({ id, channelId: 'help', memberId })

describe('admission', () => {
  it('says when the member may ask again, and admits at that very moment', () => {
    const ledger = memoryLedger(POLICY)
    expect(ledger.admit(ask('1'), NOON)).toEqual({ ok: true })
    expect(ledger.admit(ask('2'), NOON + 29_999)).toEqual({
      ok: false,
      refusal: 'cooldown',
      retryAt: NOON + 30_000,
    })
    expect(ledger.admit(ask('3'), NOON + 30_000)).toEqual({ ok: true })
  })

  it('a refused try does not prolong the cooldown', () => {
    const ledger = memoryLedger(POLICY)
    ledger.admit(ask('1'), NOON)
    ledger.admit(ask('2'), NOON + 20_000)
    expect(ledger.admit(ask('3'), NOON + 30_000)).toEqual({ ok: true })
  })

  it('members do not wait for each other', () => {
    const ledger = memoryLedger(POLICY)
    ledger.admit(ask('1', 'maya'), NOON)
    expect(ledger.admit(ask('2', 'noor'), NOON)).toEqual({ ok: true })
  })

  it('an interaction that Discord delivers twice gets its first answer and is counted once', () => {
    const ledger = memoryLedger(POLICY)
    ledger.admit(ask('1'), NOON)
    const refused = ledger.admit(ask('2'), NOON + 10_000)
    expect(ledger.admit(ask('1'), NOON + 10_000)).toEqual({ ok: true })
    expect(ledger.admit(ask('2'), NOON + 40_000)).toEqual(refused)
    expect([...ledger.refusals]).toEqual([['2026-11-20 cooldown help', 1]])
  })

  it('a shorter cooldown in the configuration frees members at once; zero stores nothing', () => {
    const ledger = memoryLedger({ ...POLICY, cooldownSeconds: 0 })
    expect(ledger.admit(ask('1'), NOON)).toEqual({ ok: true })
    expect(ledger.admit(ask('2'), NOON)).toEqual({ ok: true })
    expect(ledger.members.size).toBe(0)
  })

  it('someone who keeps pressing is refused every time and counted up to a bound', () => {
    const ledger = memoryLedger({ ...POLICY, cooldownSeconds: 3600 })
    ledger.admit(ask('first'), NOON)
    for (let press = 0; press < 2 * MAX_COUNTED_REFUSALS; press++) {
      expect(ledger.admit(ask(`${press}`), NOON + press * 1000).ok).toBe(false)
    }
    expect(ledger.refusals.get('2026-11-20 cooldown help')).toBe(MAX_COUNTED_REFUSALS)
  })
})

describe('what is remembered of a member', () => {
  it('is forgotten at the full hour after cooldown and memory are over', () => {
    const ledger = memoryLedger(POLICY)
    ledger.admit(ask('1'), NOON + 20 * MINUTE_MS)
    ledger.tick(NOON + HOUR_MS - 1)
    expect(ledger.members.size).toBe(1)
    ledger.tick(NOON + HOUR_MS)
    expect(ledger.members.size).toBe(0)
  })

  it('includes refusals until midnight, and not a moment longer', () => {
    const ledger = memoryLedger(POLICY)
    const midnight = NOON + 12 * HOUR_MS
    ledger.admit(ask('1'), midnight - 20_000)
    ledger.admit(ask('2'), midnight - 10_000)
    ledger.tick(midnight - 1)
    expect(ledger.members.get('maya')?.record.refusals?.cooldown).toBe(1)
    ledger.tick(midnight)
    expect(ledger.members.get('maya')?.record.refusals).toBeNull()
    expect(ledger.admit(ask('3'), midnight).ok).toBe(false)
    ledger.tick(midnight + 24 * HOUR_MS)
    expect(ledger.members.size).toBe(0)
  })
})
