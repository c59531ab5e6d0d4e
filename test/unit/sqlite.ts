import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { SqlLike } from '../../src/storage/object-sql.ts'

/** An object's SQLite, in memory. */
export function sqlite(): SqlLike {
  const database = new DatabaseSync(':memory:')
  const prepared = new Map<string, StatementSync>()
  return {
    exec(query, ...bindings) {
      if (/^\s*CREATE/.test(query)) {
        database.exec(query)
        return { toArray: () => [] }
      }
      const statement = prepared.get(query) ?? database.prepare(query)
      prepared.set(query, statement)
      const rows = statement.all(...bindings)
      return { toArray: () => rows }
    },
  }
}
