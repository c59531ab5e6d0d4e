import type { Errand } from '../purpose/errand.ts'
import { ERRAND_SCHEMA } from './schema.ts'
import type { PendingErrand } from './stores.ts'

/** The errands of one watched place. */
export function errandStore(sql: SqlStorage) {
  sql.exec(ERRAND_SCHEMA)
  let found = 0
  return {
    /** Within the transaction of what was read. */
    add(errands: readonly Errand[], now: number): void {
      for (const errand of errands) {
        found += sql.exec(
          'INSERT INTO errands (id, errand, attempts, due_at, found_at) VALUES (?, ?, 0, ?, ?) ON CONFLICT DO NOTHING',
          errand.id,
          JSON.stringify(errand),
          errand.dueAt,
          now,
        ).rowsWritten
      }
    },
    pending: (): PendingErrand[] =>
      sql
        .exec<{ errand: string; attempts: number; due_at: number }>(
          'SELECT errand, attempts, due_at FROM errands WHERE errand IS NOT NULL ORDER BY due_at',
        )
        .toArray()
        .map(({ errand, attempts, due_at }) => ({
          errand: JSON.parse(errand) as Errand,
          attempts,
          dueAt: due_at,
        })),
    done: (id: string) => void sql.exec('UPDATE errands SET errand = NULL WHERE id = ?', id),
    postpone: (id: string, dueAt: number) =>
      void sql.exec('UPDATE errands SET attempts = attempts + 1, due_at = ? WHERE id = ?', dueAt, id),
    takeFound(): number {
      const count = found
      found = 0
      return count
    },
    prune: (foundBefore: number) =>
      void sql.exec('DELETE FROM errands WHERE errand IS NULL AND found_at <= ?', foundBefore),
    clear: () => void sql.exec('DELETE FROM errands'),
  }
}
