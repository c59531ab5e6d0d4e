/** All money is in whole micro-dollars (1 USD = 1,000,000); all days are UTC, `YYYY-MM-DD`; all times are epoch milliseconds. */

export interface Admission {
  /** Idempotency key: the interaction's id. The same id always gets the answer it got first. */
  id: string
  channelId: string
  memberId: string
}

export type AdmissionResult =
  | { ok: true }
  /** The member asked less than `cooldownSeconds` ago. */
  | { ok: false; refusal: 'cooldown'; retryAt: number }

export interface ReservationRequest {
  /**
   * Idempotency key of one model call: asking again while its reservation is open gives the same reservation. A call
   * that is made again (after a crash, for example) may be billed again and takes an id of its own; the abandoned
   * reservation is then charged in full.
   */
  id: string
  channelId: string
  /** Upper bound of what the call can cost. */
  worstMicroUsd: number
  /** Who asked, so that `/budget` can say who was refused. Kept for the rest of the day, and only when refused. */
  memberId?: string | undefined
}

export type CapRefusal = 'daily_cap' | 'channel_cap'

export type ReservationResult =
  | { ok: true; reservationId: string }
  | { ok: false; refusal: CapRefusal | 'unreachable' }

/** What the rest of Steward sees of the `BudgetLedger`. Fails closed: no answer from the ledger is a refusal. */
export interface Budget {
  /** Starts the member's cooldown or says when it ends. An unreachable ledger admits (the answer will then cost nothing). */
  admit(request: Admission): Promise<AdmissionResult>
  reserve(request: ReservationRequest): Promise<ReservationResult>
  /**
   * Replaces the reservation by what the call truly cost, also when that is more, and also after the deadline at which
   * it was charged in full. Settling twice has one effect. Never rejects: what cannot be settled is charged in full.
   */
  settle(reservationId: string, actualMicroUsd: number): Promise<void>
  /** Throws `LedgerUnreachable` when the ledger does not answer. */
  report(day: string): Promise<BudgetReport>
}

export type RefusalReason = 'cooldown' | CapRefusal

export interface BudgetReport {
  day: string
  dailyCapMicroUsd: number
  channelCapMicroUsd: number
  spentMicroUsd: number
  reservedMicroUsd: number
  channels: { channelId: string; spentMicroUsd: number; reservedMicroUsd: number }[]
  refusals: { reason: RefusalReason; channelId: string; count: number }[]
  /** Who was refused, for the current day only; a count stops at `MAX_COUNTED_REFUSALS`. */
  refusedMembers: { memberId: string; reason: RefusalReason; count: number }[]
}

export class LedgerUnreachable extends Error {
  override readonly name = 'LedgerUnreachable'
}
