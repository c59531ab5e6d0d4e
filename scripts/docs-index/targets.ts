import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { DatabaseLike, PreparedLike } from '../../src/knowledge/database.ts'
import { applyMigrations } from '../migrate.ts'

const run = promisify(execFile)
const DATABASE = 'steward'
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024

export interface Target {
  db: DatabaseLike
  close(): Promise<void>
}

/** Runs wrangler; its own words when it fails. */
export type Wrangler = (args: string[]) => Promise<string>

const wrangler: Wrangler = async (args) => {
  try {
    const { stdout } = await run('wrangler', args, {
      maxBuffer: MAX_OUTPUT_BYTES,
      env: { ...process.env, CI: '1' },
    })
    return stdout
  } catch (error) {
    const output = z.object({ stderr: z.string(), stdout: z.string() }).safeParse(error)
    const said = output.success ? `${output.data.stderr}\n${output.data.stdout}`.trim() : String(error)
    throw new Error(`wrangler ${args.slice(0, 3).join(' ')} failed: ${said}`)
  }
}

/** Where the simulator keeps its Worker's database (sim/main.ts). */
const SIMULATOR_STATE = '.steward/demo/worker'

const IDLE_WORKER = 'export default { fetch: () => new Response(null, { status: 404 }) }'

/** A local database that is kept in the folder `state`, with its migrations applied. */
export async function localTarget(state = SIMULATOR_STATE): Promise<Target> {
  const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = await import('miniflare')
  const { unstable_readConfig } = await import('wrangler')
  const config = unstable_readConfig({ config: 'wrangler.toml' })
  const [database] = config.d1_databases
  if (database === undefined) throw new Error('wrangler.toml has no D1 database')
  await mkdir(state, { recursive: true })
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: config.name ?? 'steward',
      modules: [{ type: 'ESModule', path: 'idle.js', contents: IDLE_WORKER }],
      compatibilityDate: config.compatibility_date ?? '',
      d1Databases: { [database.binding]: database.database_id ?? database.binding },
      resourcePersistencePath: resolve(state),
      cf: false,
      log: new Log(LogLevel.ERROR),
    }),
  )
  const db = await miniflare.getD1Database(database.binding)
  await applyMigrations(db, 'migrations')
  return { db, close: () => miniflare.dispose() }
}

const literal = (value: unknown): string => {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return String(value)
  // A NUL would end the text in SQLite's shell and in D1's import.
  return `'${String(value).replaceAll('\0', '').replaceAll("'", "''")}'`
}

/** The statement with its values written into it; `?` within quoted text stays. */
export function inlined(text: string, values: readonly unknown[]): string {
  let next = 0
  return text.replace(/'(?:[^']|'')*'|\?(\d+)?/g, (match: string, numbered?: string) => {
    if (!match.startsWith('?')) return match
    return literal(values[numbered === undefined ? next++ : Number(numbered) - 1])
  })
}

const resultsOutput = z.array(z.object({ results: z.array(z.unknown()).optional() }))
const isQuestion = (text: string): boolean => /^\s*SELECT\b/i.test(text)

/**
 * The deployed database, through `wrangler d1 execute`: questions as `--command`, writes as one SQL file a batch,
 * which D1 imports as a whole.
 */
export function remoteTarget(execute: Wrangler = wrangler): Target {
  const texts = new WeakMap<PreparedLike, string>()
  const prepared = (text: string, values: readonly unknown[]): PreparedLike => {
    const statement: PreparedLike = { bind: (...next) => prepared(text, next) }
    texts.set(statement, inlined(text, values))
    return statement
  }
  const batch: DatabaseLike['batch'] = async (statements) => {
    const sqls = statements.map((statement) => texts.get(statement) ?? '')
    const common = ['d1', 'execute', DATABASE, '--remote', '--json', '--yes']
    if (sqls.every(isQuestion)) {
      const output = resultsOutput.parse(
        JSON.parse(await execute([...common, '--command', sqls.join(';\n')])),
      )
      return sqls.map((_, i) => ({ results: output[i]?.results ?? [] }))
    }
    const folder = await mkdtemp(join(tmpdir(), 'docs-index-'))
    try {
      const file = join(folder, 'batch.sql')
      await writeFile(file, `${sqls.join(';\n')};\n`)
      await execute([...common, '--file', file])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    return sqls.map(() => ({ results: [] }))
  }
  return { db: { prepare: (text) => prepared(text, []), batch }, close: async () => {} }
}
