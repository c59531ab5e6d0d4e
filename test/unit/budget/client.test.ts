import { describe, expect, it } from 'vitest'
import { budgetClient, type LedgerStub } from '../../../src/budget/client.ts'
import { LedgerUnreachable } from '../../../src/budget/port.ts'

const POLICY = { dailyCapMicroUsd: 100, channelCapMicroUsd: 60, cooldownSeconds: 30, reservationMs: 60_000 }
const ONCE = { timeoutMs: 20, attempts: 1 }
const PATIENCE = {
  admit: ONCE,
  reserve: { ...ONCE, attempts: 2 },
  settle: { ...ONCE, attempts: 3 },
  report: ONCE,
}
const ADMISSION = { id: '1', channelId: 'help', memberId: 'maya' }
const CALL = { id: '1', channelId: 'help', worstMicroUsd: 10 }

function clientOver(stub: Partial<LedgerStub>) {
  const calls: string[] = []
  const logged: string[] = []
  const unused = () => Promise.reject(new Error('not in this test'))
  const ledger: LedgerStub = { admit: unused, reserve: unused, settle: unused, report: unused, ...stub }
  const namespace = {
    getByName: (name: string) => {
      calls.push(name)
      return ledger
    },
  }
  const budget = budgetClient(namespace, 'guild', POLICY, (event) => logged.push(event), PATIENCE)
  return { budget, calls, logged }
}

for (const [how, answer] of [
  ['fails', () => Promise.reject(new Error('internal error'))],
  ['never answers', () => new Promise<never>(() => {})],
] as const) {
  describe(`when the ledger ${how}`, () => {
    it('members may ask, no money may be spent, and the moderators are told', async () => {
      const { budget, logged } = clientOver({
        admit: answer,
        reserve: answer,
        settle: answer,
        report: answer,
      })
      expect(await budget.admit(ADMISSION)).toEqual({ ok: true })
      expect(await budget.reserve(CALL)).toEqual({ ok: false, refusal: 'unreachable' })
      await expect(budget.report('2026-11-20')).rejects.toThrow(LedgerUnreachable)
      expect(logged).toContain('ledger_unreachable')
    })

    it('settling is tried three times and then given up without an error', async () => {
      const { budget, calls } = clientOver({ settle: answer })
      await budget.settle('reservation', 5)
      expect(calls).toEqual(['guild', 'guild', 'guild'])
    })
  })
}

describe('when the ledger answers', () => {
  it('the policy goes with the request and the answer comes back', async () => {
    const seen: unknown[] = []
    const { budget } = clientOver({
      reserve: async (...args) => {
        seen.push(args)
        return { ok: true, reservationId: 'r' }
      },
    })
    expect(await budget.reserve(CALL)).toEqual({ ok: true, reservationId: 'r' })
    expect(seen).toEqual([[CALL, POLICY]])
  })

  it('on the second try, that answer counts', async () => {
    let tries = 0
    const { budget } = clientOver({
      reserve: async () => {
        if (++tries === 1) throw new Error('the object was moved')
        return { ok: true, reservationId: 'r' }
      },
    })
    expect(await budget.reserve(CALL)).toEqual({ ok: true, reservationId: 'r' })
  })

  it('a cost above the worst case is logged', async () => {
    const { budget, logged } = clientOver({ settle: async () => 'over' })
    await budget.settle('r', 99)
    expect(logged).toEqual(['cost_above_worst_case'])
  })
})
