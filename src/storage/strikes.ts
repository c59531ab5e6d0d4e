import * as z from 'zod'
import { DAY_MS, utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'

export interface Strike {
  caseNumber: number
  rule: string
  memberText: string
  givenAt: number
  expiresAt: number
}

/** One strike a decision, however often it is recorded. */
export function giveStrikeSql(
  { id, authorId, rule }: { id: string; authorId: string; rule: string },
  strikeDays: number,
  now: number,
): Sql {
  return sql(
    `INSERT INTO strikes (decision_id, day, author_id, rule, given_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    id,
    utcDay(now),
    authorId,
    rule,
    now,
    now + strikeDays * DAY_MS,
  )
}

export function voidStrikeSql(decisionId: string, now: number): Sql {
  return sql('UPDATE strikes SET voided_at = coalesce(voided_at, ?) WHERE decision_id = ?', now, decisionId)
}

const countRows = z.array(z.object({ strikes: z.int() }))

/** Strikes of a member that count now, without one decision's own. */
export async function countStrikes(
  db: DatabaseLike,
  authorId: string,
  exceptDecision: string,
  now: number,
): Promise<number> {
  const [rows] = await run(db, [
    sql(
      `SELECT count(*) AS strikes FROM strikes
       WHERE author_id = ? AND expires_at > ? AND voided_at IS NULL AND decision_id <> ?`,
      authorId,
      now,
      exceptDecision,
    ),
  ])
  return countRows.parse(rows)[0]?.strikes ?? 0
}

const strikeRow = z
  .object({
    number: z.int(),
    rule: z.string(),
    member_text: z.string(),
    given_at: z.int(),
    expires_at: z.int(),
  })
  .transform(
    (row): Strike => ({
      caseNumber: row.number,
      rule: row.rule,
      memberText: row.member_text,
      givenAt: row.given_at,
      expiresAt: row.expires_at,
    }),
  )
const strikeRows = z.array(strikeRow)

/** A member's strikes that count now, the newest first. */
export async function strikesOf(db: DatabaseLike, authorId: string, now: number): Promise<Strike[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT number, strikes.rule, member_text, given_at, expires_at FROM strikes JOIN cases USING (decision_id)
       WHERE strikes.author_id = ? AND expires_at > ? AND voided_at IS NULL ORDER BY given_at DESC LIMIT 20`,
      authorId,
      now,
    ),
  ])
  return strikeRows.parse(rows)
}
