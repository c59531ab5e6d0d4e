import { type MemberRecord, refusalsOn } from './admission.ts'
import type { Reservation } from './entry.ts'
import type { BudgetPolicy } from './policy.ts'
import type { BudgetReport, RefusalReason } from './port.ts'
import { reservedSum } from './reservation.ts'

export interface ReportFacts {
  spend: { channelId: string; spentMicroUsd: number }[]
  open: Reservation[]
  refusals: BudgetReport['refusals']
  members: { memberId: string; record: MemberRecord }[]
}

const REASONS: RefusalReason[] = ['cooldown', 'daily_cap', 'channel_cap']

/** What one day came to; the channels that cost most first, and the members refused most often first. */
export function ledgerReport(
  day: string,
  { spend, open, refusals, members }: ReportFacts,
  { dailyCapMicroUsd, channelCapMicroUsd }: BudgetPolicy,
): BudgetReport {
  const reservations = open.filter((reservation) => reservation.day === day)
  const spentIn = new Map(spend.map(({ channelId, spentMicroUsd }) => [channelId, spentMicroUsd]))
  const channelIds = new Set([...spentIn.keys(), ...reservations.map(({ channelId }) => channelId)])
  const channels = [...channelIds].map((channelId) => ({
    channelId,
    spentMicroUsd: spentIn.get(channelId) ?? 0,
    reservedMicroUsd: reservedSum(reservations.filter((each) => each.channelId === channelId)),
  }))
  return {
    day,
    dailyCapMicroUsd,
    channelCapMicroUsd,
    spentMicroUsd: channels.reduce((sum, { spentMicroUsd }) => sum + spentMicroUsd, 0),
    reservedMicroUsd: reservedSum(reservations),
    channels: channels.sort(
      (a, b) => b.spentMicroUsd + b.reservedMicroUsd - a.spentMicroUsd - a.reservedMicroUsd,
    ),
    refusals: refusals.toSorted((a, b) => b.count - a.count),
    refusedMembers: members
      .flatMap(({ memberId, record }) =>
        REASONS.map((reason) => ({ memberId, reason, count: refusalsOn(record, day)?.[reason] ?? 0 })),
      )
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
  }
}
