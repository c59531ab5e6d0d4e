/** The one call of a Durable Object's SQLite that is used. Writes without an `await` between them are one transaction. */
export interface SqlLike {
  exec(query: string, ...bindings: (string | number | null)[]): { toArray(): unknown[] }
}
