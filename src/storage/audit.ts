import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'

export interface AuditRow {
  /** The same id again is the same event. */
  id: string
  at: number
  /** With its prefix. */
  type: string
  /** The decision it is about. */
  subject: string
  /** Null: the case of the decision, if there is one. */
  caseNumber: number | null
  authorId: string | null
  moderatorId: string | null
  /** No words of members. */
  data: Record<string, unknown>
}

export function addEventSql(event: AuditRow, isDelivered: boolean): Sql {
  return sql(
    `INSERT INTO audit_events (id, day, at, type, subject, case_number, author_id, moderator_id, data, due_at)
     VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, (SELECT number FROM cases WHERE decision_id = ?5)), ?7, ?8, ?9, ?10)
     ON CONFLICT DO NOTHING RETURNING case_number`,
    event.id,
    utcDay(event.at),
    event.at,
    event.type,
    event.subject,
    event.caseNumber,
    event.authorId,
    event.moderatorId,
    JSON.stringify(event.data),
    isDelivered ? event.at : null,
  )
}

const eventRow = z
  .object({
    id: z.string(),
    at: z.int(),
    type: z.string(),
    subject: z.string(),
    case_number: z.int().nullable(),
    author_id: z.string().nullable(),
    moderator_id: z.string().nullable(),
    data: z.string(),
    attempts: z.int(),
  })
  .transform((row): AuditRow & { attempts: number } => ({
    id: row.id,
    at: row.at,
    type: row.type,
    subject: row.subject,
    caseNumber: row.case_number,
    authorId: row.author_id,
    moderatorId: row.moderator_id,
    data: z.record(z.string(), z.unknown()).parse(JSON.parse(row.data)),
    attempts: row.attempts,
  }))
const eventRows = z.array(eventRow)

/** Events whose delivery is due, oldest first. */
export async function dueEvents(db: DatabaseLike, now: number, limit: number) {
  const [rows] = await run(db, [
    sql('SELECT * FROM audit_events WHERE due_at <= ? ORDER BY due_at, at, id LIMIT ?', now, limit),
  ])
  return eventRows.parse(rows)
}

/** `dueAt` null: delivered. */
export async function saveDelivery(db: DatabaseLike, id: string, dueAt: number | null): Promise<void> {
  await run(db, [sql('UPDATE audit_events SET due_at = ?, attempts = attempts + 1 WHERE id = ?', dueAt, id)])
}

/** A page of events in order of time, after one of them; for the export. */
export async function eventsAfter(
  db: DatabaseLike,
  after: { at: number; id: string },
  limit: number,
): Promise<AuditRow[]> {
  const [rows] = await run(db, [
    sql(
      'SELECT * FROM audit_events WHERE at > ?1 OR (at = ?1 AND id > ?2) ORDER BY at, id LIMIT ?3',
      after.at,
      after.id,
      limit,
    ),
  ])
  return eventRows.parse(rows)
}
