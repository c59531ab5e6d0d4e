import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'
import * as z from 'zod'
import { type DatabaseLike, run, sql } from '../src/knowledge/database.ts'

/** The table in which `wrangler d1 migrations apply` keeps what it applied: both tools can take turns. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`
const appliedRow = z.object({ name: z.string() })

/** Brings a local database up to date, each migration in one transaction; gives the names of those applied now. */
export async function applyMigrations(database: DatabaseLike, folder: string): Promise<string[]> {
  const [, rows = []] = await run(database, [sql(CREATE_TABLE), sql('SELECT name FROM d1_migrations')])
  const applied = new Set(rows.map((row) => appliedRow.parse(row).name))
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql') && !applied.has(file)).sort()
  for (const file of files) {
    const statements = splitSql(await readFile(join(folder, file), 'utf8'))
    await run(database, [
      ...statements.map((statement) => sql(statement)),
      sql('INSERT INTO d1_migrations (name) VALUES (?)', file),
    ])
  }
  return files
}
