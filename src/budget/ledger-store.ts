import * as z from 'zod'
import { type MemberRecord, memberRecord } from './admission.ts'
import { daysBefore, endOfDay, utcDay } from './day.ts'
import type { Entry, Reservation } from './entry.ts'
import { LEDGER_DAYS_KEPT, LEDGER_SCHEMA, REQUEST_DAYS_KEPT } from './ledger-schema.ts'

const reservationRow = z
  .object({
    id: z.string(),
    request_id: z.string(),
    day: z.string(),
    channel_id: z.string(),
    worst_micro_usd: z.int(),
    deadline: z.int(),
  })
  .transform(
    (row): Reservation => ({
      id: row.id,
      requestId: row.request_id,
      day: row.day,
      channelId: row.channel_id,
      worstMicroUsd: row.worst_micro_usd,
      deadline: row.deadline,
    }),
  )
const refusedRow = z.object({ refusal: z.enum(['daily_cap', 'channel_cap']) })
const spendRow = z
  .object({ channel_id: z.string(), micro_usd: z.int() })
  .transform((row) => ({ channelId: row.channel_id, spentMicroUsd: row.micro_usd }))
const refusalRow = z
  .object({
    reason: z.enum(['cooldown', 'daily_cap', 'channel_cap']),
    channel_id: z.string(),
    count: z.int(),
  })
  .transform(({ reason, channel_id, count }) => ({ reason, channelId: channel_id, count }))
const memberRow = z
  .object({ member_id: z.string(), record: z.string() })
  .transform((row) => ({ memberId: row.member_id, record: memberRecord.parse(JSON.parse(row.record)) }))
const timeRow = z.object({ at: z.int().nullable() })

/** Rows in, values out. Everything is synchronous: what one call reads and writes, no other call comes between. */
export function ledgerStore(sql: SqlStorage) {
  sql.exec(LEDGER_SCHEMA)
  const all = <T>(row: z.ZodType<T>, query: string, ...values: SqlStorageValue[]): T[] =>
    z.array(row).parse(sql.exec(query, ...values).toArray())

  return {
    member: (id: string): MemberRecord | null =>
      all(memberRow, 'SELECT * FROM members WHERE member_id = ?', id)[0]?.record ?? null,
    members: () => all(memberRow, 'SELECT * FROM members'),
    membersToReview: (now: number) => all(memberRow, 'SELECT * FROM members WHERE review_at <= ?', now),

    open: () => all(reservationRow, 'SELECT * FROM open_reservations'),
    find(id: string): { state: 'open' | 'expired'; reservation: Reservation } | null {
      const [open] = all(reservationRow, 'SELECT * FROM open_reservations WHERE id = ?', id)
      if (open) return { state: 'open', reservation: open }
      const [expired] = all(reservationRow, 'SELECT * FROM expired_reservations WHERE id = ?', id)
      return expired ? { state: 'expired', reservation: expired } : null
    },
    refusedBefore: (requestId: string) =>
      all(refusedRow, 'SELECT refusal FROM refused_requests WHERE request_id = ?', requestId)[0]?.refusal ??
      null,

    spend: (day: string) => all(spendRow, 'SELECT channel_id, micro_usd FROM spend WHERE day = ?', day),
    refusals: (day: string) =>
      all(refusalRow, 'SELECT reason, channel_id, count FROM refusals WHERE day = ?', day),

    write(entries: Entry[]): void {
      for (const entry of entries) writeEntry(sql, entry)
    },

    /** Deletes what belongs to days that are kept no longer. */
    prune(now: number): void {
      const requestsFrom = daysBefore(utcDay(now), REQUEST_DAYS_KEPT)
      sql.exec('DELETE FROM expired_reservations WHERE day < ?', requestsFrom)
      sql.exec('DELETE FROM refused_requests WHERE day < ?', requestsFrom)
      const sumsFrom = daysBefore(utcDay(now), LEDGER_DAYS_KEPT)
      sql.exec('DELETE FROM spend WHERE day < ?', sumsFrom)
      sql.exec('DELETE FROM refusals WHERE day < ?', sumsFrom)
    },

    /** When something is next to be charged, forgotten or pruned; null when nothing is stored. */
    nextDue(now: number): number | null {
      const soonest = all(
        timeRow,
        `SELECT min(at) AS at FROM (
           SELECT min(deadline) AS at FROM open_reservations
           UNION ALL SELECT min(review_at) FROM members
           UNION ALL SELECT ? WHERE EXISTS (SELECT 1 FROM spend) OR EXISTS (SELECT 1 FROM refusals)
             OR EXISTS (SELECT 1 FROM expired_reservations) OR EXISTS (SELECT 1 FROM refused_requests))`,
        endOfDay(utcDay(now)),
      )
      return soonest[0]?.at ?? null
    },
  }
}

export type LedgerStore = ReturnType<typeof ledgerStore>

function writeEntry(sql: SqlStorage, entry: Entry): void {
  switch (entry.kind) {
    case 'open':
      insertReservation(sql, 'open_reservations', entry.reservation)
      return
    case 'close':
      sql.exec('DELETE FROM open_reservations WHERE id = ?', entry.reservationId)
      return
    case 'expire':
      sql.exec('DELETE FROM open_reservations WHERE id = ?', entry.reservation.id)
      insertReservation(sql, 'expired_reservations', entry.reservation)
      return
    case 'forget_expired':
      sql.exec('DELETE FROM expired_reservations WHERE id = ?', entry.reservationId)
      return
    case 'charge':
      sql.exec(
        `INSERT INTO spend (day, channel_id, micro_usd) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET micro_usd = micro_usd + excluded.micro_usd`,
        entry.day,
        entry.channelId,
        entry.microUsd,
      )
      return
    case 'refuse':
      sql.exec(
        'INSERT INTO refused_requests (request_id, day, refusal) VALUES (?, ?, ?)',
        entry.requestId,
        entry.day,
        entry.refusal,
      )
      return
    case 'count_refusal':
      sql.exec(
        `INSERT INTO refusals (day, reason, channel_id, count) VALUES (?, ?, ?, 1)
         ON CONFLICT DO UPDATE SET count = count + 1`,
        entry.day,
        entry.reason,
        entry.channelId,
      )
      return
    case 'member':
      sql.exec(
        `INSERT INTO members (member_id, record, review_at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET record = excluded.record, review_at = excluded.review_at`,
        entry.memberId,
        JSON.stringify(entry.record),
        entry.reviewAt,
      )
      return
    case 'forget_member':
      sql.exec('DELETE FROM members WHERE member_id = ?', entry.memberId)
      return
  }
}

function insertReservation(
  sql: SqlStorage,
  table: 'open_reservations' | 'expired_reservations',
  { id, requestId, day, channelId, worstMicroUsd, deadline }: Reservation,
): void {
  sql.exec(
    `INSERT INTO ${table} (id, request_id, day, channel_id, worst_micro_usd, deadline) VALUES (?, ?, ?, ?, ?, ?)`,
    id,
    requestId,
    day,
    channelId,
    worstMicroUsd,
    deadline,
  )
}
