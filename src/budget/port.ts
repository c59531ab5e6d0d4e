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
  /** Idempotency key of the model call. */
  id: string
  channelId: string
  /** Upper bound of what the call can cost. */
  worstMicroUsd: number
}

export type ReservationResult =
  | { ok: true; reservationId: string }
  | { ok: false; refusal: 'daily_cap' | 'channel_cap' | 'unreachable' }

/** What the rest of Steward sees of the `BudgetLedger`. Fails closed: no answer from the ledger is a refusal. */
export interface Budget {
  /** Starts the member's cooldown or says when it ends. An unreachable ledger admits (the answer will then cost nothing). */
  admit(request: Admission): Promise<AdmissionResult>
  reserve(request: ReservationRequest): Promise<ReservationResult>
  /** Replaces the reservation by what the call truly cost. Settling twice has one effect. */
  settle(reservationId: string, actualMicroUsd: number): Promise<void>
  report(day: string): Promise<BudgetReport>
}

export interface BudgetReport {
  day: string
  dailyCapMicroUsd: number
  channelCapMicroUsd: number
  spentMicroUsd: number
  reservedMicroUsd: number
  channels: { channelId: string; spentMicroUsd: number; reservedMicroUsd: number }[]
  refusals: { reason: 'cooldown' | 'daily_cap' | 'channel_cap'; channelId: string; count: number }[]
}
