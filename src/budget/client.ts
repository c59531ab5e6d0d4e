import type { Log } from '../http/log.ts'
import type { BudgetPolicy } from './policy.ts'
import {
  type Admission,
  type AdmissionResult,
  type Budget,
  type BudgetReport,
  LedgerUnreachable,
  type ReservationRequest,
  type ReservationResult,
} from './port.ts'
import type { Settlement } from './reservation.ts'

/** What a stub of the `BudgetLedger` can do. */
export interface LedgerStub {
  admit(request: Admission, policy: BudgetPolicy): Promise<AdmissionResult>
  reserve(request: ReservationRequest, policy: BudgetPolicy): Promise<ReservationResult>
  settle(reservationId: string, actualMicroUsd: number): Promise<Settlement>
  report(day: string, policy: BudgetPolicy): Promise<BudgetReport>
}

export interface LedgerNamespace {
  getByName(name: string): LedgerStub
}

/** How long the ledger is waited for, and how often it is asked; every call is idempotent. */
export interface Patience {
  timeoutMs: number
  attempts: number
}

/** Discord waits 3 s for the acknowledgement: admission and report get a part of it, once. The others run in alarms. */
const PATIENCE = {
  admit: { timeoutMs: 1000, attempts: 1 },
  reserve: { timeoutMs: 2000, attempts: 2 },
  settle: { timeoutMs: 2000, attempts: 3 },
  report: { timeoutMs: 2000, attempts: 1 },
} satisfies Record<keyof LedgerStub, Patience>

/** The `Budget` of one guild over its `BudgetLedger` object. */
export function budgetClient(
  namespace: LedgerNamespace,
  guildId: string,
  policy: BudgetPolicy,
  log: Log,
  patience: Record<keyof LedgerStub, Patience> = PATIENCE,
): Budget {
  /** Null when the ledger did not answer. A stub that failed once may stay broken, so that each attempt takes a new one. */
  async function ask<T>(call: keyof LedgerStub, send: (ledger: LedgerStub) => Promise<T>): Promise<T | null> {
    const { timeoutMs, attempts } = patience[call]
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        return await within(timeoutMs, send(namespace.getByName(guildId)))
      } catch (error) {
        log('ledger_unreachable', {
          call,
          attempt,
          detail: error instanceof Error ? error.message : 'unknown',
        })
      }
    }
    return null
  }

  return {
    async admit(request) {
      return (await ask('admit', (ledger) => ledger.admit(request, policy))) ?? { ok: true }
    },

    async reserve(request) {
      const unreachable = { ok: false, refusal: 'unreachable' } as const
      return (await ask('reserve', (ledger) => ledger.reserve(request, policy))) ?? unreachable
    },

    async settle(reservationId, actualMicroUsd) {
      const settlement = await ask('settle', (ledger) => ledger.settle(reservationId, actualMicroUsd))
      if (settlement === 'over') log('cost_above_worst_case', { reservationId, actualMicroUsd })
    },

    async report(day) {
      const report = await ask('report', (ledger) => ledger.report(day, policy))
      if (report === null) throw new LedgerUnreachable('the budget ledger did not answer')
      return report
    },
  }
}

async function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LedgerUnreachable(`no answer in ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([answer, timeout])
  } finally {
    clearTimeout(timer)
  }
}
