import type { MemberRecord } from './admission.ts'
import type { CapRefusal, RefusalReason } from './port.ts'

export interface Reservation {
  id: string
  /** The idempotency key it was made for. */
  requestId: string
  /** The day it belongs to: the day it was made, whenever it is settled. */
  day: string
  channelId: string
  worstMicroUsd: number
  /** When it is charged in full unless settled before. */
  deadline: number
}

/** One change of the ledger. Decisions return entries; the store writes all of one decision in one transaction. */
export type Entry =
  | { kind: 'open'; reservation: Reservation }
  | { kind: 'close'; reservationId: string }
  /** Closes a reservation that nobody settled and remembers it, in case the settlement still comes. */
  | { kind: 'expire'; reservation: Reservation }
  | { kind: 'forget_expired'; reservationId: string }
  /** Adds to what a channel spent on a day; negative when a charge in full turns out to be too much. */
  | { kind: 'charge'; day: string; channelId: string; microUsd: number }
  /** Remembers a refused request, so that asking again is not counted again. */
  | { kind: 'refuse'; requestId: string; day: string; refusal: CapRefusal }
  | { kind: 'count_refusal'; day: string; reason: RefusalReason; channelId: string }
  /** `reviewAt`: when the record has something to forget. */
  | { kind: 'member'; memberId: string; record: MemberRecord; reviewAt: number }
  | { kind: 'forget_member'; memberId: string }

export interface Decided<T> {
  result: T
  entries: Entry[]
}

/** When the first of these entries asks for attention, or null when none does. */
export function soonestDue(entries: Entry[]): number | null {
  const times = entries.flatMap((entry) => {
    if (entry.kind === 'open') return [entry.reservation.deadline]
    return entry.kind === 'member' ? [entry.reviewAt] : []
  })
  return times.length === 0 ? null : Math.min(...times)
}
