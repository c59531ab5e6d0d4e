import { daysBefore, utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { KEPT_DATA, type PruneRule, type Retention } from './retention.ts'

/** Rows of one statement; D1 stops a statement at 30 s and the Free plan counts each row as one written. */
const BATCH_ROWS = 500
/** Statements of one run. The Free plan allows 50 queries an invocation, and cron has other work in the same one. */
const MAX_STATEMENTS = 30

export interface Pruned {
  /** Rows deleted or emptied. */
  rows: number
  /** Whether some may be left for the next run. */
  isComplete: boolean
}

/** Deletes what is past its retention, in bounded batches; what does not fit into one run is left to the next. */
export async function pruneExpired(db: DatabaseLike, now: number, retention: Retention): Promise<Pruned> {
  const rules = KEPT_DATA.flatMap(({ prune }) => (prune ? [prune(retention)] : []))
  let rows = 0
  let statements = 0
  for (const rule of rules) {
    let changed = BATCH_ROWS
    while (changed === BATCH_ROWS) {
      if (statements === MAX_STATEMENTS) return { rows, isComplete: false }
      statements++
      const [changes] = await run(db, [sql(statement(rule), daysBefore(utcDay(now), rule.days))])
      changed = changes?.length ?? 0
      rows += changed
    }
  }
  return { rows, isComplete: true }
}

/** Names come from `KEPT_DATA`, never from outside. */
function statement({ table, key, clears }: PruneRule): string {
  const columns = key.join(', ')
  const due = clears ? `day < ? AND ${clears} IS NOT NULL` : 'day < ?'
  const action = clears ? `UPDATE ${table} SET ${clears} = NULL` : `DELETE FROM ${table}`
  return `${action} WHERE (${columns}) IN (SELECT ${columns} FROM ${table} WHERE ${due} LIMIT ${BATCH_ROWS}) RETURNING 1`
}
