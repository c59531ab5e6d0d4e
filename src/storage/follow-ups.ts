import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'

const KINDS = ['question', 'replies', 'definition', 'estimate'] as const
type FollowUpKind = (typeof KINDS)[number]

const row = z
  .object({
    follow_up_id: z.string(),
    kind: z.enum(KINDS),
    subject: z.string(),
    wanted: z.int(),
    attempts: z.int(),
    started_at: z.int().nullable(),
  })
  .transform((it) => ({
    id: it.follow_up_id,
    kind: it.kind,
    subject: it.subject,
    wanted: it.wanted,
    /** Tries before this one, and when the first was. */
    attempts: it.attempts,
    startedAt: it.started_at,
  }))

/** Something to do, known by its kind and subject. It is only a wake-up call: what is done goes by what is true then. */
export type FollowUp = z.output<typeof row>

const idOf = (kind: FollowUpKind, subject: string) => `${kind}:${subject}`

/** Asks for something to be done, in the batch of what makes it necessary. Asked for again it is due at the new time. */
export const wantSql = (kind: FollowUpKind, subject: string, dueAt: number, now: number): Sql =>
  sql(
    `INSERT INTO follow_ups (follow_up_id, kind, subject, wanted, attempts, started_at, due_at, day)
     VALUES (?, ?, ?, 1, 0, NULL, ?, ?)
     ON CONFLICT DO UPDATE SET wanted = wanted + 1, due_at = excluded.due_at, day = excluded.day`,
    idOf(kind, subject),
    kind,
    subject,
    dueAt,
    utcDay(now),
  )

/** The same for every row that a query over `lingo_questions` finds; its values come after the four of this statement. */
export const wantQuestionsSql = (where: string, dueAt: number, now: number, ...values: string[]): Sql =>
  sql(
    `INSERT INTO follow_ups (follow_up_id, kind, subject, wanted, attempts, started_at, due_at, day)
     SELECT 'question:' || question_id, 'question', question_id, 1, 0, NULL, ?, ? FROM lingo_questions WHERE ${where}
     ON CONFLICT DO UPDATE SET wanted = wanted + 1, due_at = excluded.due_at, day = excluded.day`,
    dueAt,
    utcDay(now),
    ...values,
  )

export async function dueFollowUps(db: DatabaseLike, now: number, limit: number): Promise<FollowUp[]> {
  const [rows] = await run(db, [
    sql('SELECT * FROM follow_ups WHERE due_at <= ? ORDER BY due_at, follow_up_id LIMIT ?', now, limit),
  ])
  return z.array(row).parse(rows)
}

/** When there is something to do again, in epoch milliseconds; null when there is nothing. */
export async function nextFollowUpAt(db: DatabaseLike): Promise<number | null> {
  const [rows] = await run(db, [sql('SELECT min(due_at) AS at FROM follow_ups')])
  return z.array(z.object({ at: z.int().nullable() })).parse(rows)[0]?.at ?? null
}

/** Marks an attempt before it is made: one that breaks off is made again at `retryAt`. */
export async function beginFollowUp(
  db: DatabaseLike,
  id: string,
  now: number,
  retryAt: number,
): Promise<void> {
  await run(db, [
    sql(
      `UPDATE follow_ups SET attempts = attempts + 1, started_at = coalesce(started_at, ?), due_at = ?
       WHERE follow_up_id = ?`,
      now,
      retryAt,
      id,
    ),
  ])
}

/** It is done. When it was asked for again meanwhile, it starts afresh at the time that was asked for. */
export async function endFollowUp(db: DatabaseLike, { id, wanted }: FollowUp): Promise<void> {
  await run(db, [
    sql('UPDATE follow_ups SET attempts = 0, started_at = NULL WHERE follow_up_id = ?', id),
    sql('DELETE FROM follow_ups WHERE follow_up_id = ? AND wanted = ?', id, wanted),
  ])
}

/** It is to be done again at a time, as a failed attempt (`isFailure`) or as the next of a row of looks. */
export async function postponeFollowUp(
  db: DatabaseLike,
  { id, wanted }: FollowUp,
  dueAt: number,
  isFailure: boolean,
): Promise<void> {
  await run(db, [
    sql(
      `UPDATE follow_ups SET due_at = ?, attempts = attempts * ?, started_at = CASE ? WHEN 1 THEN started_at END
       WHERE follow_up_id = ? AND wanted = ?`,
      dueAt,
      isFailure ? 1 : 0,
      isFailure ? 1 : 0,
      id,
      wanted,
    ),
  ])
}
