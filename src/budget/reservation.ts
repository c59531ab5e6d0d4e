import { type MemberRecord, refusalEntries } from './admission.ts'
import { utcDay } from './day.ts'
import type { Decided, Entry, Reservation } from './entry.ts'
import type { BudgetPolicy } from './policy.ts'
import type { CapRefusal, ReservationRequest, ReservationResult } from './port.ts'

export interface ReservationFacts {
  /** All open reservations, those past their deadline already expired. */
  open: Reservation[]
  /** How this very request was refused before, or null. */
  refusedBefore: CapRefusal | null
  /** Spent today, in all and in the request's channel; reservations not included. */
  daySpentMicroUsd: number
  channelSpentMicroUsd: number
  member: MemberRecord | null
}

/** Sets the worst case aside when what is spent, what is reserved and this stay within both caps. */
export function decideReservation(
  facts: ReservationFacts,
  request: ReservationRequest,
  policy: BudgetPolicy,
  now: number,
  newId: string,
): Decided<ReservationResult> {
  const { id: requestId, channelId, worstMicroUsd } = request
  requireMoney(worstMicroUsd)
  const existing = facts.open.find((reservation) => reservation.requestId === requestId)
  if (existing) return { result: { ok: true, reservationId: existing.id }, entries: [] }
  if (facts.refusedBefore) return { result: { ok: false, refusal: facts.refusedBefore }, entries: [] }

  const day = utcDay(now)
  const refusal = overCap(facts, request, policy, day)
  if (refusal) {
    const entries: Entry[] = [
      { kind: 'refuse', requestId, day, refusal },
      ...refusalEntries(facts.member, request, refusal, now),
    ]
    return { result: { ok: false, refusal }, entries }
  }
  const deadline = now + policy.reservationMs
  const reservation = { id: newId, requestId, day, channelId, worstMicroUsd, deadline }
  return { result: { ok: true, reservationId: newId }, entries: [{ kind: 'open', reservation }] }
}

function overCap(
  { open, daySpentMicroUsd, channelSpentMicroUsd }: ReservationFacts,
  { channelId, worstMicroUsd }: ReservationRequest,
  { dailyCapMicroUsd, channelCapMicroUsd }: BudgetPolicy,
  day: string,
): CapRefusal | null {
  const today = open.filter((reservation) => reservation.day === day)
  const inChannel = today.filter((reservation) => reservation.channelId === channelId)
  // A cap of zero means that no model is called, not even one that costs nothing.
  const passes = (cap: number, spent: number, reserved: Reservation[]) =>
    cap > 0 && spent + reservedSum(reserved) + worstMicroUsd <= cap
  if (!passes(dailyCapMicroUsd, daySpentMicroUsd, today)) return 'daily_cap'
  if (!passes(channelCapMicroUsd, channelSpentMicroUsd, inChannel)) return 'channel_cap'
  return null
}

export const reservedSum = (reservations: Reservation[]): number =>
  reservations.reduce((sum, { worstMicroUsd }) => sum + worstMicroUsd, 0)

/** Charges reservations past their deadline in full: their calls may have been billed. */
export function expireDue(open: Reservation[], now: number): Entry[] {
  return open
    .filter(({ deadline }) => deadline <= now)
    .flatMap((reservation): Entry[] => {
      const { day, channelId, worstMicroUsd } = reservation
      return [
        { kind: 'expire', reservation },
        { kind: 'charge', day, channelId, microUsd: worstMicroUsd },
      ]
    })
}

/** `unknown`: settled already, or so long ago that it is forgotten. `over`: the call cost more than its worst case. */
export type Settlement = 'settled' | 'settled_late' | 'over' | 'unknown'

/** Charges what the call truly cost to the day and channel of its reservation. */
export function decideSettlement(
  found: { state: 'open' | 'expired'; reservation: Reservation } | null,
  actualMicroUsd: number,
): Decided<Settlement> {
  requireMoney(actualMicroUsd)
  if (!found) return { result: 'unknown', entries: [] }
  const { id: reservationId, day, channelId, worstMicroUsd } = found.reservation
  const isOver = actualMicroUsd > worstMicroUsd
  if (found.state === 'open') {
    return {
      result: isOver ? 'over' : 'settled',
      entries: [
        { kind: 'close', reservationId },
        { kind: 'charge', day, channelId, microUsd: actualMicroUsd },
      ],
    }
  }
  return {
    result: isOver ? 'over' : 'settled_late',
    entries: [
      { kind: 'forget_expired', reservationId },
      { kind: 'charge', day, channelId, microUsd: actualMicroUsd - worstMicroUsd },
    ],
  }
}

/** Anything else (NaN above all, which no comparison stops) would slip past the caps. */
function requireMoney(microUsd: number): void {
  if (!Number.isSafeInteger(microUsd) || microUsd < 0) {
    throw new RangeError(`expected whole micro-dollars, got ${microUsd}`)
  }
}
