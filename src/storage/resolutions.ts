import * as z from 'zod'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { RESOLUTIONS, type Resolution } from './cases.ts'

export interface Claim {
  caseNumber: number
  what: Resolution
  by: string
  /** May follow an earlier resolution; without it the first one stands. */
  mayRevise: boolean
}

export interface Resolved {
  what: Resolution
  by: string
  at: number
}

const resolvedRow = z
  .object({
    resolution: z.enum(RESOLUTIONS).nullable(),
    resolved_by: z.string().nullable(),
    resolved_at: z.int().nullable(),
  })
  .transform((row): Resolved | null =>
    row.resolution !== null && row.resolved_by !== null && row.resolved_at !== null
      ? { what: row.resolution, by: row.resolved_by, at: row.resolved_at }
      : null,
  )
const resolvedRows = z.array(resolvedRow)

/** A resolution that was made is revised only by taking everything back. */
const MAY_FOLLOW: readonly Resolution[] = ['undone']

/**
 * The first moderator's decision stands: one statement decides who that was. Claiming it again for the same moderator is
 * still theirs, so that a delivery repeated after a crash has its effect. Null: there is no such case.
 */
export async function resolveCase(db: DatabaseLike, claim: Claim, now: number): Promise<Resolved | null> {
  const { caseNumber, what, by, mayRevise } = claim
  const revises = mayRevise && MAY_FOLLOW.includes(what) ? 1 : 0
  const isFalsePositive = what === 'undone' || what === 'not_job' ? 1 : 0
  const [, rows] = await run(db, [
    sql(
      `UPDATE cases SET resolution = ?1, resolved_by = ?2, resolved_at = ?3, is_false_positive = ?4
       WHERE number = ?5 AND (resolution IS NULL OR (?6 = 1 AND resolution NOT IN ('undone', 'not_job')))`,
      what,
      by,
      now,
      isFalsePositive,
      caseNumber,
      revises,
    ),
    sql('SELECT resolution, resolved_by, resolved_at FROM cases WHERE number = ?', caseNumber),
  ])
  return resolvedRows.parse(rows)[0] ?? null
}
