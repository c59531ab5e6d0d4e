import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'

export const MAX_REPORT_NOTE_CHARS = 500

export interface Report {
  messageId: string
  reporterId: string
  note: string
}

/** How many messages a member has reported since a time, this one not counted. */
export async function countReports(
  db: DatabaseLike,
  reporterId: string,
  exceptMessageId: string,
  since: number,
): Promise<number> {
  const [rows] = await run(db, [
    sql(
      'SELECT count(*) AS reports FROM reports WHERE reporter_id = ? AND reported_at >= ? AND message_id <> ?',
      reporterId,
      since,
      exceptMessageId,
    ),
  ])
  return z.array(z.object({ reports: z.int() })).parse(rows)[0]?.reports ?? 0
}

/** A member's one report of a message; a later note replaces the earlier one. */
export async function saveReport(
  db: DatabaseLike,
  { messageId, reporterId, note }: Report,
  now: number,
): Promise<void> {
  await run(db, [
    sql(
      `INSERT INTO reports (message_id, reporter_id, day, reported_at, note) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET note = excluded.note`,
      messageId,
      reporterId,
      utcDay(now),
      now,
      note.slice(0, MAX_REPORT_NOTE_CHARS),
    ),
  ])
}

const reportRow = z
  .object({ message_id: z.string(), reporter_id: z.string(), note: z.string() })
  .transform((row): Report => ({ messageId: row.message_id, reporterId: row.reporter_id, note: row.note }))

export async function reportsOf(db: DatabaseLike, messageId: string): Promise<Report[]> {
  const [rows] = await run(db, [
    sql('SELECT * FROM reports WHERE message_id = ? ORDER BY reported_at LIMIT 10', messageId),
  ])
  return z.array(reportRow).parse(rows)
}
