import { readFileSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { DatabaseLike, PreparedLike } from '../../src/knowledge/database.ts'

interface Bound extends PreparedLike {
  readonly text: string
  readonly values: readonly unknown[]
}

const isSqlValue = (value: unknown): value is SQLInputValue =>
  value === null || typeof value === 'string' || typeof value === 'number'

/** SQLite in this process with the Worker's migrations, behind the calls of D1: the same SQL, no runtime between. */
export function memoryDatabase(migrations: string[]): DatabaseLike {
  const database = new DatabaseSync(':memory:')
  for (const file of migrations) database.exec(readFileSync(file, 'utf8'))
  const bound = new WeakMap<PreparedLike, Bound>()
  const prepared = (text: string, values: readonly unknown[]): Bound => {
    const statement: Bound = { text, values, bind: (...next) => prepared(text, next) }
    bound.set(statement, statement)
    return statement
  }
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const compile = (text: string) => {
    const known = statements.get(text) ?? database.prepare(text)
    statements.set(text, known)
    return known
  }
  return {
    prepare: (text) => prepared(text, []),
    batch: async (list) => {
      database.exec('BEGIN')
      const results = list.map((each) => {
        const { text, values } = bound.get(each) ?? prepared('', [])
        return { results: compile(text).all(...values.filter(isSqlValue)) }
      })
      database.exec('COMMIT')
      return results
    },
  }
}
