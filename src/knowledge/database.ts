/**
 * The few calls of D1 that knowledge needs, so that the Worker's D1Database, a local one in Node, SQLite in a
 * bench and a deployed database behind wrangler all run the same SQL.
 */
export interface PreparedLike {
  bind(...values: unknown[]): PreparedLike
}

export interface DatabaseLike {
  prepare(sql: string): PreparedLike
  /** Runs the statements in order, as one transaction; the rows of each. */
  batch(statements: PreparedLike[]): Promise<{ results: unknown[] }[]>
}

export type SqlValue = string | number | null

export interface Sql {
  sql: string
  values: SqlValue[]
}

/** Most parameters D1 binds in one statement. https://developers.cloudflare.com/d1/platform/limits/ */
export const MAX_BOUND_PARAMETERS = 100

export const sql = (text: string, ...values: SqlValue[]): Sql => ({ sql: text, values })

/** `(?, ?, ?)` for `n` values. */
export const placeholders = (n: number): string => `(${Array(n).fill('?').join(', ')})`

/** Runs statements in one round trip and returns the rows of each, unparsed. */
export async function run(db: DatabaseLike, statements: Sql[]): Promise<unknown[][]> {
  if (statements.length === 0) return []
  const prepared = statements.map((each) =>
    each.values.length === 0 ? db.prepare(each.sql) : db.prepare(each.sql).bind(...each.values),
  )
  return (await db.batch(prepared)).map((result) => result.results)
}
