import { DurableObject } from 'cloudflare:workers'
import { decideAdmission, reviewMember } from './admission.ts'
import { utcDay } from './day.ts'
import { type Decided, soonestDue } from './entry.ts'
import { type LedgerStore, ledgerStore } from './ledger-store.ts'
import type { BudgetPolicy } from './policy.ts'
import type {
  Admission,
  AdmissionResult,
  BudgetReport,
  ReservationRequest,
  ReservationResult,
} from './port.ts'
import { decideReservation, decideSettlement, expireDue, type Settlement } from './reservation.ts'
import { ledgerReport } from './summary.ts'

/**
 * The money and the cooldowns of one guild. Each call is one synchronous transaction: overdue reservations are charged,
 * facts are read, a pure function decides, its entries are written.
 */
export class BudgetLedger extends DurableObject<Env> {
  readonly #store: LedgerStore
  /** What the alarm is set to: setting it is a row written, so that it is set only when it must ring earlier. */
  #alarmAt: number | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#store = ledgerStore(ctx.storage.sql)
    void ctx.blockConcurrencyWhile(async () => {
      this.#alarmAt = await ctx.storage.getAlarm()
    })
  }

  admit(request: Admission, policy: BudgetPolicy): AdmissionResult {
    return this.#decide((now) => decideAdmission(this.#store.member(request.memberId), request, policy, now))
  }

  reserve(request: ReservationRequest, policy: BudgetPolicy): ReservationResult {
    return this.#decide((now, day) => {
      const spend = this.#store.spend(day)
      const facts = {
        open: this.#store.open(),
        refusedBefore: this.#store.refusedBefore(request.id),
        daySpentMicroUsd: spend.reduce((sum, { spentMicroUsd }) => sum + spentMicroUsd, 0),
        channelSpentMicroUsd:
          spend.find(({ channelId }) => channelId === request.channelId)?.spentMicroUsd ?? 0,
        member: request.memberId === undefined ? null : this.#store.member(request.memberId),
      }
      return decideReservation(facts, request, policy, now, crypto.randomUUID())
    })
  }

  settle(reservationId: string, actualMicroUsd: number): Settlement {
    return this.#decide(() => decideSettlement(this.#store.find(reservationId), actualMicroUsd))
  }

  report(day: string, policy: BudgetPolicy): BudgetReport {
    return this.#decide((_, today) => {
      const facts = {
        spend: this.#store.spend(day),
        open: this.#store.open(),
        refusals: this.#store.refusals(day),
        members: day === today ? this.#store.members() : [],
      }
      return { result: ledgerReport(day, facts, policy), entries: [] }
    })
  }

  override alarm(): void {
    this.#alarmAt = null
    this.#decide((now) => {
      this.#store.prune(now)
      const due = this.#store.membersToReview(now)
      return { result: undefined, entries: due.map((each) => reviewMember(each.memberId, each.record, now)) }
    })
  }

  #decide<T>(decide: (now: number, day: string) => Decided<T>): T {
    const now = Date.now()
    return this.ctx.storage.transactionSync(() => {
      this.#store.write(expireDue(this.#store.open(), now))
      const { result, entries } = decide(now, utcDay(now))
      this.#store.write(entries)
      // Scanning for the soonest reads every member's row; while an alarm is set, only what is new can be due sooner.
      this.#arm(this.#alarmAt === null ? this.#store.nextDue(now) : soonestDue(entries))
      return result
    })
  }

  /** Not awaited: the output gate holds the answer until the alarm is stored with the rows. */
  #arm(due: number | null): void {
    if (due === null || (this.#alarmAt !== null && this.#alarmAt <= due)) return
    this.#alarmAt = due
    void this.ctx.storage.setAlarm(due)
  }
}
