import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { budgetClient } from '../../../src/budget/client.ts'
import { DAY_MS, HOUR_MS } from '../../../src/budget/day.ts'

const POLICY = { dailyCapMicroUsd: 100, channelCapMicroUsd: 60, cooldownSeconds: 30, reservationMs: 60_000 }
/** Far ahead, so that no alarm rings on its own: real ones follow the real clock. */
const NOON = Date.UTC(2100, 10, 20, 12)
const TODAY = '2100-11-20'
const HELP = '1100000000000000101'
const MAYA = '1100000000000000201'

const ledger = () => env.BUDGET.getByName('guild')
const budget = () => budgetClient(env.BUDGET, 'guild', POLICY, () => {})
const call = (id: string, worstMicroUsd: number) => ({ id, channelId: HELP, worstMicroUsd, memberId: MAYA })
const alarmAt = () => runInDurableObject(ledger(), (_, state) => state.storage.getAlarm())
const stored = () =>
  runInDurableObject(ledger(), (_, state) =>
    state.storage.sql
      .exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
      .toArray()
      .flatMap(({ name }) =>
        state.storage.sql.exec(`SELECT '${name}' AS stored_in, * FROM ${name}`).toArray(),
      ),
  )

async function reserve(id: string, worst: number): Promise<string> {
  const result = await budget().reserve(call(id, worst))
  if (!result.ok) throw new Error(`refused: ${result.refusal}`)
  return result.reservationId
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('the ledger object', () => {
  it('remembers cooldown, spending and refusals, and reports them', async () => {
    expect(await budget().admit({ id: '1', channelId: HELP, memberId: MAYA })).toEqual({ ok: true })
    expect(await budget().admit({ id: '2', channelId: HELP, memberId: MAYA })).toEqual({
      ok: false,
      refusal: 'cooldown',
      retryAt: NOON + 30_000,
    })
    await budget().settle(await reserve('a', 40), 25)
    await reserve('b', 30)
    expect(await budget().reserve(call('c', 30))).toEqual({ ok: false, refusal: 'channel_cap' })
    expect(await budget().report(TODAY)).toEqual({
      day: TODAY,
      dailyCapMicroUsd: 100,
      channelCapMicroUsd: 60,
      spentMicroUsd: 25,
      reservedMicroUsd: 30,
      channels: [{ channelId: HELP, spentMicroUsd: 25, reservedMicroUsd: 30 }],
      refusals: [
        { reason: 'channel_cap', channelId: HELP, count: 1 },
        { reason: 'cooldown', channelId: HELP, count: 1 },
      ],
      refusedMembers: [
        { memberId: MAYA, reason: 'cooldown', count: 1 },
        { memberId: MAYA, reason: 'channel_cap', count: 1 },
      ],
    })
  })

  it('charges an abandoned reservation in full when its alarm rings, and before that when somebody asks', async () => {
    await reserve('a', 40)
    expect(await alarmAt()).toBe(NOON + 60_000)
    vi.setSystemTime(NOON + 60_000)
    await runDurableObjectAlarm(ledger())
    expect(await budget().report(TODAY)).toMatchObject({ spentMicroUsd: 40, reservedMicroUsd: 0 })

    const late = await reserve('b', 20)
    vi.setSystemTime(NOON + 130_000)
    expect(await budget().reserve(call('c', 1))).toEqual({ ok: false, refusal: 'channel_cap' })
    await budget().settle(late, 5)
    await budget().settle(late, 5)
    expect(await budget().report(TODAY)).toMatchObject({ spentMicroUsd: 45, reservedMicroUsd: 0 })
  })

  it('loses nothing when the object is restarted in the middle of a call', async () => {
    const id = await reserve('a', 40)
    await evictDurableObject(ledger())
    expect(await reserve('a', 40)).toBe(id)
    expect(await alarmAt()).toBe(NOON + 60_000)
    expect(await budget().reserve(call('b', 30))).toEqual({ ok: false, refusal: 'channel_cap' })
    await budget().settle(id, 10)
    expect(await budget().report(TODAY)).toMatchObject({ spentMicroUsd: 10, reservedMicroUsd: 0 })
  })

  it('brings its alarm forward for what is due sooner, and leaves it for what is due later', async () => {
    await budget().admit({ id: '1', channelId: HELP, memberId: MAYA })
    expect(await alarmAt()).toBe(NOON + HOUR_MS)
    await reserve('a', 1)
    expect(await alarmAt()).toBe(NOON + 60_000)
    vi.setSystemTime(NOON + 30_000)
    await reserve('b', 1)
    expect(await alarmAt()).toBe(NOON + 60_000)
  })

  it('writes nothing when a request makes no sense', async () => {
    await runInDurableObject(ledger(), (object) => {
      expect(() => object.reserve(call('a', Number.NaN), POLICY)).toThrow(RangeError)
    })
    expect(await stored()).toEqual([])
  })

  it('forgets members when their day is over and everything else after a month, and then sleeps', async () => {
    await budget().admit({ id: '1', channelId: HELP, memberId: MAYA })
    await budget().admit({ id: '2', channelId: HELP, memberId: MAYA })
    await budget().settle(await reserve('a', 40), 25)
    await reserve('abandoned', 30)
    await budget().reserve(call('refused', 99))

    const ring = async (at: number) => {
      vi.setSystemTime(at)
      await runDurableObjectAlarm(ledger())
      return JSON.stringify(await stored())
    }
    expect(await ring(NOON + 60_000)).toContain('expired_reservations')
    expect(await alarmAt()).toBe(NOON + 12 * HOUR_MS)
    const nextDay = await ring(NOON + 12 * HOUR_MS)
    expect(nextDay).not.toContain(MAYA)
    expect(nextDay).toContain('refused_requests')
    const dayAfter = await ring(NOON + 12 * HOUR_MS + DAY_MS)
    expect(dayAfter).not.toMatch(/expired_reservations|refused_requests/)
    expect(dayAfter).toContain('spend')
    expect(await ring(NOON + 31 * DAY_MS)).toContain('spend')
    expect(await ring(NOON + 32 * DAY_MS)).toBe('[]')
    expect(await alarmAt()).toBeNull()
  })

  it('writes five rows for a question, the forgetting included; its alarm is the sixth', async () => {
    await runInDurableObject(ledger(), (object, state) => {
      const exec = vi.spyOn(Object.getPrototypeOf(state.storage.sql), 'exec')
      object.admit({ id: '1', channelId: HELP, memberId: MAYA }, POLICY)
      const reserved = object.reserve(call('a', 40), POLICY)
      if (reserved.ok) object.settle(reserved.reservationId, 25)
      vi.setSystemTime(NOON + HOUR_MS)
      object.alarm()
      const written = exec.mock.results.map(({ value }) => (value as SqlStorageCursor<never>).rowsWritten)
      expect(written.reduce((sum, rows) => sum + rows, 0)).toBe(5)
    })
  })
})
