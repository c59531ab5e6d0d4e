import { join } from 'node:path'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_readConfig } from 'wrangler'
import { APPLICATION_ID, BOT_TOKEN } from './interactions.ts'

export interface BenchWorker {
  /** The Worker's own socket: requests do not pass through miniflare's router, as they would not in production. */
  url: URL
  database: Awaited<ReturnType<Miniflare['getD1Database']>> | null
  close(): Promise<void>
}

export interface WorkerSource {
  script: string
  /** Whether it gets the database and the objects of wrangler.toml. */
  withBindings: boolean
}

/** A peer as `wrangler deploy` would bundle it: one minified ES module. */
export async function bundlePeer(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Starts a Worker in a runtime of its own, its state in memory. */
export async function startRuntime(
  root: string,
  { script, withBindings }: WorkerSource,
  variables: Record<string, string>,
): Promise<BenchWorker> {
  const config = unstable_readConfig({ config: join(root, 'wrangler.toml') })
  const database = config.d1_databases[0]
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'bench',
      modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
      compatibilityDate: config.compatibility_date ?? '',
      compatibilityFlags: config.compatibility_flags,
      bindings: {
        ...config.vars,
        DISCORD_APPLICATION_ID: APPLICATION_ID,
        DISCORD_BOT_TOKEN: BOT_TOKEN,
        ...variables,
      },
      ...(withBindings &&
        database && {
          d1Databases: { [database.binding]: database.database_id ?? database.binding },
          durableObjects: Object.fromEntries(
            config.durable_objects.bindings.map(
              ({ name, class_name }: { name: string; class_name: string }) => [
                name,
                { className: class_name, useSQLite: true },
              ],
            ),
          ),
        }),
      host: '127.0.0.1',
      port: 0,
      cf: false,
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs: () => {},
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    }),
  )
  await miniflare.ready
  return {
    url: await miniflare.unsafeGetDirectURL(),
    database: withBindings && database ? await miniflare.getD1Database(database.binding) : null,
    close: () => miniflare.dispose(),
  }
}
