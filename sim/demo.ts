import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { readSections } from '../scripts/docs-index/read.ts'
import { applyMigrations } from '../scripts/migrate.ts'
import { registerCommands } from '../scripts/register/put.ts'
import { parseConfig } from '../src/config/config.ts'
import { indexDocs } from '../src/knowledge/indexing.ts'
import steward from '../steward.config.ts'
import { consoleHandler } from './console/serve.ts'
import { readModeration } from './control/moderation.ts'
import { docsSite } from './docs-site.ts'
import { type Simulator, startSimulator } from './server.ts'
import { buildWorker, type RunningWorker, startWorker } from './worker.ts'

export interface DemoOptions {
  /** The repository's root. */
  root: string
  port: number
  simPort: number
  /** Where both keep their state; in memory when left out. */
  statePath?: string | undefined
  /** Forget what is kept there. */
  isFresh?: boolean
  /** Ask the real provider instead of the scripted model. */
  realModel: boolean
  /** Where the real model's key and base URLs are looked up. */
  environment: Record<string, string | undefined>
  /** Over what the demo sets: for tests. */
  variables?: Record<string, string>
  /** A Worker that is built already. */
  script?: string
  onLog?: (line: string) => void
}

export interface Demo {
  workerUrl: string
  consoleUrl: string
  /** What is indexed, in a sentence. */
  docsNote: string
  modelNote: string
  worker: RunningWorker
  close(): Promise<void>
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

const MODEL_VARIABLES = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_BASE_URL',
  'LLM_API_KEY',
  'LLM_BASE_URL',
  'MODEL',
] as const

/** Brings everything up: simulator, Worker, database, docs index, commands. Throws when a part cannot start. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { root, port, simPort, statePath, onLog } = options
  parseConfig(steward)
  const model = modelVariables(options)
  if (options.isFresh && statePath) await rm(statePath, { recursive: true, force: true })
  if (statePath) await mkdir(statePath, { recursive: true })
  const docsUrl = `http://127.0.0.1:${simPort}/docs`
  let worker: RunningWorker | undefined
  const simulator = await startSimulator({
    port: simPort,
    workerUrl: `http://127.0.0.1:${port}`,
    ...(statePath && { statePath: join(statePath, 'discord.json') }),
    isWatching: isOn(options.variables?.WATCH) ?? steward.watch?.enabled ?? false,
    moderation: async () => (worker ? readModeration(worker.database)() : null),
    consoleHandler: withDocs(docsSite(join(root, 'docs')), consoleHandler()),
  })
  try {
    const script = options.script ?? (await buildWorker(root))
    worker = await startWorker(root, script, {
      port,
      statePath: statePath && join(statePath, 'worker'),
      ...(onLog && { onLog }),
      variables: {
        DISCORD_API_URL: `${simulator.url}/api/v10`,
        DISCORD_APPLICATION_ID: simulator.applicationId,
        DISCORD_PUBLIC_KEY: simulator.publicKey,
        DISCORD_BOT_TOKEN: simulator.botToken,
        GUILD_ID: simulator.guildId,
        ...githubVariables(simulator),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        DOCS_URL: docsUrl,
        // Whoever tries things out does not wait five minutes for a job post to be judged.
        SWEEP_MINUTES: '0.25',
        ...model.variables(simulator.url),
        ...options.variables,
      },
    })
    await applyMigrations(worker.database, join(root, 'migrations'))
    const docsNote = await indexOwnDocs(worker, join(root, 'docs'), docsUrl)
    const registered = await registerCommands({
      apiUrl: `${simulator.url}/api/v10`,
      applicationId: simulator.applicationId,
      botToken: simulator.botToken,
      guildId: simulator.guildId,
    })
    if (!registered.ok)
      throw new Error(`The commands could not be registered: ${JSON.stringify(registered.failure)}`)
    const running = worker
    return {
      workerUrl: worker.url,
      consoleUrl: simulator.url,
      docsNote,
      modelNote: model.note,
      worker,
      close: async () => {
        await running.close()
        await simulator.close()
      },
    }
  } catch (error) {
    await worker?.close()
    await simulator.close()
    throw error
  }
}

/** The simulated GitHub App's. */
function githubVariables({ url, github }: Simulator): Record<string, string> {
  return {
    GITHUB_API_URL: `${url}/github/api`,
    GITHUB_WEB_URL: `${url}/github/web`,
    GITHUB_APP_ID: github.appId,
    GITHUB_PRIVATE_KEY: github.privateKey,
    GITHUB_CLIENT_ID: github.clientId,
    GITHUB_CLIENT_SECRET: github.clientSecret,
    GITHUB_WEBHOOK_SECRET: github.webhookSecret,
  }
}

function isOn(variable: string | undefined): boolean | undefined {
  return variable ? variable === 'true' || variable === '1' : undefined
}

function withDocs(docs: Handler, other: Handler): Handler {
  return (request, response) =>
    /^\/docs(\/|$|\?)/.test(request.url ?? '') ? docs(request, response) : other(request, response)
}

interface ModelVariables {
  variables(simulatorUrl: string): Record<string, string>
  note: string
}

function modelVariables(options: DemoOptions): ModelVariables {
  if (!options.realModel) {
    return {
      variables: (simulatorUrl) => ({
        ANTHROPIC_API_KEY: 'scripted',
        ANTHROPIC_BASE_URL: `${simulatorUrl}/anthropic`,
        LLM_API_KEY: 'scripted',
        LLM_BASE_URL: `${simulatorUrl}/openai/v1`,
      }),
      note: 'A scripted model writes the answers and says so; --real-model asks a real one.',
    }
  }
  const found = MODEL_VARIABLES.flatMap((name) => {
    const value = options.environment[name]
    return value ? [[name, value] as const] : []
  })
  const provider = steward.model?.provider ?? 'anthropic'
  const key = provider === 'anthropic' ? 'ANTHROPIC_API_KEY' : 'LLM_API_KEY'
  if (!found.some(([name]) => name === key)) {
    throw new Error(`--real-model needs the provider's key: ${key}=… npm start -- --real-model`)
  }
  return {
    variables: () => Object.fromEntries(found),
    note: 'A real model writes the answers; they cost money.',
  }
}

/** Steward's own docs, unless docs of somebody's own have taken their place in the index. */
async function indexOwnDocs(worker: RunningWorker, folder: string, baseUrl: string): Promise<string> {
  const { sections } = await readSections(folder, { baseUrl })
  const outcome = await indexDocs(worker.database, sections, { source: 'the demo’s docs' })
  return outcome.ok
    ? `${sections.length} sections of its docs are indexed.`
    : 'It answers from the docs that you indexed; --fresh brings its own back.'
}
