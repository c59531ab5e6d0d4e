import { decideAdmission, type MemberRecord, reviewMember } from '../../../src/budget/admission.ts'
import { utcDay } from '../../../src/budget/day.ts'
import type { Decided, Entry, Reservation } from '../../../src/budget/entry.ts'
import type { BudgetPolicy } from '../../../src/budget/policy.ts'
import type { Admission, CapRefusal, ReservationRequest } from '../../../src/budget/port.ts'
import {
  decideReservation,
  decideSettlement,
  expireDue,
  reservedSum,
} from '../../../src/budget/reservation.ts'

/** The ledger's decisions over plain maps, with a clock that the test turns. */
export function memoryLedger(policy: BudgetPolicy) {
  const open = new Map<string, Reservation>()
  const expired = new Map<string, Reservation>()
  const refused = new Map<string, CapRefusal>()
  const members = new Map<string, { record: MemberRecord; reviewAt: number }>()
  const spend = new Map<string, number>()
  const refusals = new Map<string, number>()
  let made = 0

  const add = (map: Map<string, number>, key: string, by: number) => map.set(key, (map.get(key) ?? 0) + by)
  function write(entries: Entry[]): void {
    for (const entry of entries) {
      if (entry.kind === 'open') open.set(entry.reservation.id, entry.reservation)
      if (entry.kind === 'close') open.delete(entry.reservationId)
      if (entry.kind === 'expire') {
        open.delete(entry.reservation.id)
        expired.set(entry.reservation.id, entry.reservation)
      }
      if (entry.kind === 'forget_expired') expired.delete(entry.reservationId)
      if (entry.kind === 'charge') add(spend, `${entry.day} ${entry.channelId}`, entry.microUsd)
      if (entry.kind === 'refuse') refused.set(entry.requestId, entry.refusal)
      if (entry.kind === 'count_refusal') add(refusals, `${entry.day} ${entry.reason} ${entry.channelId}`, 1)
      if (entry.kind === 'member') members.set(entry.memberId, entry)
      if (entry.kind === 'forget_member') members.delete(entry.memberId)
    }
  }
  function record<T>({ result, entries }: Decided<T>): T {
    write(entries)
    return result
  }
  const spentOn = (day: string, channelId?: string) =>
    [...spend].reduce(
      (sum, [key, microUsd]) =>
        key.startsWith(channelId === undefined ? `${day} ` : `${day} ${channelId}`) ? sum + microUsd : sum,
      0,
    )

  return {
    members,
    refusals,
    admit: (request: Admission, now: number) =>
      record(decideAdmission(members.get(request.memberId)?.record ?? null, request, policy, now)),

    reserve(request: ReservationRequest, now: number) {
      write(expireDue([...open.values()], now))
      const facts = {
        open: [...open.values()],
        refusedBefore: refused.get(request.id) ?? null,
        daySpentMicroUsd: spentOn(utcDay(now)),
        channelSpentMicroUsd: spentOn(utcDay(now), request.channelId),
        member: members.get(request.memberId ?? '')?.record ?? null,
      }
      return record(decideReservation(facts, request, policy, now, `reservation-${++made}`))
    },

    settle(id: string, actualMicroUsd: number, now: number) {
      write(expireDue([...open.values()], now))
      const opened = open.get(id)
      const late = expired.get(id)
      const found = opened
        ? ({ state: 'open', reservation: opened } as const)
        : late
          ? ({ state: 'expired', reservation: late } as const)
          : null
      return record(decideSettlement(found, actualMicroUsd))
    },

    tick(now: number) {
      write(expireDue([...open.values()], now))
      for (const [id, { record, reviewAt }] of members)
        if (reviewAt <= now) write([reviewMember(id, record, now)])
    },

    spentOn,
    reservedOn: (day: string, channelId?: string) =>
      reservedSum(
        [...open.values()].filter(
          (each) => each.day === day && (channelId === undefined || each.channelId === channelId),
        ),
      ),
  }
}
