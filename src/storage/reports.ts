import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'

export const MAX_REPORT_NOTE_CHARS = 500

export interface Report {
  messageId: string
  reporterId: string
  note: string
}

/**
 * A member's one report of a message; a later note replaces the earlier one. False when they have reported `limit` other
 * messages since a time: counted and stored in one statement, so that many at once do not all pass.
 */
export async function saveReport(
  db: DatabaseLike,
  { messageId, reporterId, note }: Report,
  now: number,
  { limit, since }: { limit: number; since: number },
): Promise<boolean> {
  const [saved] = await run(db, [
    sql(
      `INSERT INTO reports (message_id, reporter_id, day, reported_at, note)
       SELECT ?1, ?2, ?3, ?4, ?5
       WHERE (SELECT count(*) FROM reports WHERE reporter_id = ?2 AND reported_at >= ?6 AND message_id <> ?1) < ?7
       ON CONFLICT DO UPDATE SET note = excluded.note RETURNING 1`,
      messageId,
      reporterId,
      utcDay(now),
      now,
      note.slice(0, MAX_REPORT_NOTE_CHARS),
      since,
      limit,
    ),
  ])
  return saved?.length === 1
}

const reportRow = z
  .object({ message_id: z.string(), reporter_id: z.string(), note: z.string() })
  .transform((row): Report => ({ messageId: row.message_id, reporterId: row.reporter_id, note: row.note }))
const reportRows = z.array(reportRow)

export async function reportsOf(db: DatabaseLike, messageId: string): Promise<Report[]> {
  const [rows] = await run(db, [
    sql('SELECT * FROM reports WHERE message_id = ? ORDER BY reported_at LIMIT 10', messageId),
  ])
  return reportRows.parse(rows)
}
