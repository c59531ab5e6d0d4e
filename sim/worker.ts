import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_readConfig } from 'wrangler'

const run = promisify(execFile)
const CRON_INTERVAL_MS = 60_000

export interface WorkerOptions {
  port: number
  /** Variables and secrets, over those of wrangler.toml. */
  variables: Record<string, string>
  /** Where the database and the objects live; in memory when left out. */
  statePath?: string | undefined
  /** Structured log lines and errors of the runtime. */
  onLog?: (line: string) => void
}

export interface RunningWorker {
  url: string
  database: D1DatabaseLike
  /** Runs the cron handler now. */
  tick(): Promise<void>
  close(): Promise<void>
}

type D1DatabaseLike = Awaited<ReturnType<Miniflare['getD1Database']>>

/** Bundles the Worker as `wrangler deploy` would; gives the file's path. */
export async function buildWorker(root: string, outdir = join(root, '.steward/build')): Promise<string> {
  await mkdir(outdir, { recursive: true })
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true' }
  await run(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', outdir], { cwd: root, env })
  return join(outdir, 'worker.js')
}

/** Runs a built Worker on the local Workers runtime, with the bindings of wrangler.toml. */
export async function startWorker(
  root: string,
  script: string,
  options: WorkerOptions,
): Promise<RunningWorker> {
  const config = unstable_readConfig({ config: join(root, 'wrangler.toml') })
  const database = config.d1_databases[0]
  if (!database) throw new Error('wrangler.toml has no D1 database')
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: config.name ?? 'worker',
      modules: [{ type: 'ESModule', path: 'worker.js', contents: await readFile(script, 'utf8') }],
      compatibilityDate: config.compatibility_date ?? '',
      compatibilityFlags: config.compatibility_flags,
      bindings: { ...config.vars, ...options.variables },
      d1Databases: { [database.binding]: database.database_id ?? database.binding },
      durableObjects: Object.fromEntries(
        config.durable_objects.bindings.map(({ name, class_name }: { name: string; class_name: string }) => [
          name,
          { className: class_name, useSQLite: true },
        ]),
      ),
      host: '127.0.0.1',
      port: options.port,
      cf: false,
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs: ({ message }) => options.onLog?.(message),
      ...(options.statePath && { resourcePersistencePath: options.statePath }),
    }),
  )
  const url = String(await miniflare.ready).replace(/\/$/, '')
  const cron = config.triggers.crons?.[0] ?? ''
  const worker: object = await miniflare.getWorker()
  const tick = async () => {
    if (!isScheduled(worker)) throw new Error('this runtime cannot run a cron trigger')
    const { outcome } = await worker.scheduled({ cron })
    if (outcome !== 'ok') throw new Error(`the cron trigger ended with ${outcome}`)
  }
  const timer = setInterval(
    () => void tick().catch((error) => options.onLog?.(String(error))),
    CRON_INTERVAL_MS,
  )
  return {
    url,
    database: await miniflare.getD1Database(database.binding),
    tick,
    close: async () => {
      clearInterval(timer)
      await miniflare.dispose()
    },
  }
}

/** Miniflare's types of a Worker depend on types that Node does not have. */
interface Scheduled {
  scheduled(options: { cron: string }): Promise<{ outcome: string }>
}

function isScheduled(worker: object): worker is Scheduled {
  return 'scheduled' in worker
}
