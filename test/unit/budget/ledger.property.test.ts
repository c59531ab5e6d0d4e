import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, MINUTE_MS, utcDay } from '../../../src/budget/day.ts'
import { memoryLedger } from './memory-ledger.ts'

const POLICY = {
  dailyCapMicroUsd: 3000,
  channelCapMicroUsd: 1000,
  cooldownSeconds: 30,
  reservationMs: 2 * MINUTE_MS,
}
const CHANNELS = ['a', 'b', 'c', 'd']
/** Shortly before midnight, so that histories cross it. */
const START = Date.UTC(2026, 10, 20, 23, 55)

const step = fc.oneof(
  fc.record({
    kind: fc.constant('reserve' as const),
    call: fc.nat(60),
    channel: fc.constantFrom(...CHANNELS),
    worst: fc.nat(700),
  }),
  // `share` of the worst case in percent; which reservation is chosen by `pick`, settled ones included.
  fc.record({ kind: fc.constant('settle' as const), pick: fc.nat(1000), share: fc.nat(100) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3 * MINUTE_MS) }),
)

describe('the ledger, over random histories of reservations, settlements, crashes and waiting', () => {
  it('never lets charges and open reservations of a day pass a cap', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (history) => {
        const ledger = memoryLedger(POLICY)
        const made: { id: string; worst: number }[] = []
        let now = START
        for (const move of history) {
          if (move.kind === 'wait') now += move.ms
          if (move.kind === 'reserve') {
            const request = { id: `call-${move.call}`, channelId: move.channel, worstMicroUsd: move.worst }
            const reserved = ledger.reserve(request, now)
            const isNew = reserved.ok && !made.some(({ id }) => id === reserved.reservationId)
            if (isNew) made.push({ id: reserved.reservationId, worst: move.worst })
          }
          const chosen = move.kind === 'settle' ? made[move.pick % Math.max(1, made.length)] : undefined
          if (move.kind === 'settle' && chosen) {
            ledger.settle(chosen.id, Math.floor((chosen.worst * move.share) / 100), now)
          }
          for (const day of [utcDay(START), utcDay(START + DAY_MS)]) {
            expect(ledger.spentOn(day) + ledger.reservedOn(day)).toBeLessThanOrEqual(POLICY.dailyCapMicroUsd)
            for (const channel of CHANNELS) {
              const held = ledger.spentOn(day, channel) + ledger.reservedOn(day, channel)
              expect(ledger.spentOn(day, channel)).toBeGreaterThanOrEqual(0)
              expect(held).toBeLessThanOrEqual(POLICY.channelCapMicroUsd)
            }
          }
        }
      }),
    )
  })

  it('charges each call once: its last true cost when it settles, its worst case when it never does', () => {
    const call = fc.record({
      worst: fc.integer({ min: 1, max: 100 }),
      actual: fc.nat(150),
      settledAfterMs: fc.option(fc.nat(10 * MINUTE_MS)),
      times: fc.integer({ min: 1, max: 3 }),
    })
    fc.assert(
      fc.property(fc.array(call, { maxLength: 20 }), (calls) => {
        const ledger = memoryLedger({ ...POLICY, dailyCapMicroUsd: 1e9, channelCapMicroUsd: 1e9 })
        const day = utcDay(START - DAY_MS / 2)
        const now = START - DAY_MS / 2
        const settlements = calls.flatMap((each, index) => {
          const reserved = ledger.reserve({ id: `${index}`, channelId: 'a', worstMicroUsd: each.worst }, now)
          const at = each.settledAfterMs
          if (!reserved.ok || at === null) return []
          return Array.from({ length: each.times }, () => ({
            id: reserved.reservationId,
            at,
            actual: each.actual,
          }))
        })
        for (const { id, at, actual } of settlements.sort((a, b) => a.at - b.at)) {
          ledger.settle(id, actual, now + at)
        }
        ledger.tick(now + DAY_MS / 2)
        const truth = calls.reduce(
          (sum, { worst, actual, settledAfterMs }) => sum + (settledAfterMs === null ? worst : actual),
          0,
        )
        expect(ledger.spentOn(day)).toBe(truth)
        expect(ledger.reservedOn(day)).toBe(0)
      }),
    )
  })

  it('admits a member at most once per cooldown, and gives every interaction id one answer', () => {
    const press = fc.record({ afterMs: fc.nat(20_000), again: fc.option(fc.nat(20)) })
    fc.assert(
      fc.property(fc.array(press, { maxLength: 30 }), (presses) => {
        const ledger = memoryLedger(POLICY)
        const answers: { id: string; answer: string }[] = []
        const admittedAt: number[] = []
        let now = START
        for (const { afterMs, again } of presses) {
          now += afterMs
          // Only what the ledger still remembers is delivered again: the last 20 in ten minutes.
          const recent = answers.slice(-19)
          const earlier = again === null ? undefined : recent[again % Math.max(1, recent.length)]
          const id = earlier?.id ?? `interaction-${answers.length}`
          const answer = ledger.admit({ id, channelId: 'a', memberId: 'm' }, now)
          if (earlier) expect(JSON.stringify(answer)).toBe(earlier.answer)
          else {
            answers.push({ id, answer: JSON.stringify(answer) })
            if (answer.ok) admittedAt.push(now)
          }
        }
        const gaps = admittedAt.slice(1).map((at, index) => at - (admittedAt[index] ?? 0))
        expect(Math.min(...gaps, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(30_000)
        const refused = answers.length - admittedAt.length
        expect([...ledger.refusals.values()].reduce((sum, count) => sum + count, 0)).toBe(refused)
      }),
    )
  })
})
