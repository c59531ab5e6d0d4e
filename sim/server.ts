import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createClock } from './clock.ts'
import { COMMUNITY } from './community.ts'
import type { Control } from './control/actions.ts'
import type { ReadModeration } from './control/moderation.ts'
import { serveControl } from './control/reads.ts'
import { createRateLimits } from './discord/rate-limits.ts'
import { createFaults } from './faults.ts'
import type { AppCredentials } from './github/access.ts'
import { createGithub } from './github/github.ts'
import { githubService } from './github/service.ts'
import { respond } from './http.ts'
import { generateKeys, type SigningKeys } from './interactions/keys.ts'
import { verifyEndpoint } from './interactions/raw.ts'
import { createDesk } from './interactions/service.ts'
import { createLog } from './log.ts'
import { anthropicService } from './model/anthropic.ts'
import { openaiService } from './model/openai.ts'
import type { Settings } from './protocol.ts'
import { createPlayer } from './scenarios/player.ts'
import { seedState } from './seed.ts'
import { discordService, serve } from './services.ts'
import { forgetState, keepState, loadState } from './world/persistence.ts'
import { archiveIdleThreads } from './world/threads.ts'
import { createWorld, type World } from './world/world.ts'

export interface SimulatorOptions {
  /** 0 takes any free one. */
  port: number
  /** Steward's origin; interactions go to `/interactions` below it. */
  workerUrl: string
  applicationId?: string
  keys?: SigningKeys
  botToken?: string
  /** File in which the community is kept between runs; in memory when left out. */
  statePath?: string
  /** Forget what the file holds. */
  fresh?: boolean
  settings?: Partial<Settings>
  /** The machine's clock, epoch milliseconds. */
  now?: () => number
  fetch?: typeof fetch
  /** Takes every request that is neither Discord's, a model's nor the control API's. */
  consoleHandler?: (request: IncomingMessage, response: ServerResponse) => void
  /** Steward reads the channels: told to the console, which then offers to see it moderate. */
  isWatching?: boolean
  /** Reads Steward's cases and strikes; without it the console says that there are none to show. */
  moderation?: ReadModeration
  /** Told of requests that fit no route: mistakes in Steward. Default: standard error. */
  onTrouble?: (line: string) => void
}

export interface Simulator {
  url: string
  /** Hex; Steward's `DISCORD_PUBLIC_KEY`. */
  publicKey: string
  botToken: string
  applicationId: string
  guildId: string
  /** The simulated GitHub App: Steward's GITHUB_* secrets. */
  github: AppCredentials
  /** Sends interactions elsewhere from now on. */
  pointAt(workerUrl: string): void
  close(): Promise<void>
}

const HOST = '127.0.0.1'
const TIDY_MS = 60_000

/** Starts the simulated Discord, its control API and the scripted model. Fails when the port is in use. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { now = Date.now, fetch: send = fetch, onTrouble = console.error } = options
  const applicationId = options.applicationId ?? COMMUNITY.applicationId
  const botToken = options.botToken ?? `sim.${randomBytes(24).toString('base64url')}`
  const keys = options.keys ?? generateKeys()
  const clock = createClock(now)

  if (options.statePath && options.fresh) await forgetState(options.statePath)
  const state =
    (options.statePath && (await loadState(options.statePath, onTrouble))) ||
    seedState(clock.now(), { applicationId })
  const world: World = createWorld({
    state,
    clock,
    applicationId,
    endpoint: {
      url: interactionsUrl(options.workerUrl),
      publicKey: keys.publicKey,
      verify: (url) => verifyEndpoint(desk, url),
    },
    ...(options.settings && { settings: options.settings }),
    isWatching: options.isWatching ?? false,
  })
  const log = createLog(world)
  const desk = createDesk({ world, log, keys, fetch: send, realNow: now })
  const faults = createFaults(world)
  const limits = createRateLimits(clock.now, () => world.settings.rateLimits)
  const player = createPlayer(world)
  const github = createGithub(world)
  const control: Control = {
    world,
    desk,
    faults,
    limits,
    log,
    player,
    github,
    send,
    moderation: options.moderation ?? null,
  }
  const services = [
    discordService(world, limits, botToken),
    anthropicService(() => world.settings),
    openaiService(() => world.settings),
    githubService(github),
  ]
  const keeper = options.statePath ? keepState(world, options.statePath) : null

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `http://${HOST}`)
    const service = services.find(({ base }) => url.pathname === base || url.pathname.startsWith(`${base}/`))
    if (service) return serve(service, { world, faults, log, onTrouble }, request, response, url)
    if (url.pathname.startsWith('/sim/')) return serveControl(control, request, response, url)
    if (options.consoleHandler) return options.consoleHandler(request, response)
    return respond(response, { status: 404, body: { message: 'Nothing here.' } })
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      onTrouble(`simulator: ${error instanceof Error ? error.stack : error}`)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const port = await listen(server, options.port)
  world.origin = `http://${HOST}:${port}`
  const tidying = setInterval(() => archiveIdleThreads(world), TIDY_MS)
  return {
    url: `http://${HOST}:${port}`,
    publicKey: keys.publicKey,
    botToken,
    applicationId,
    guildId: world.state.guild.id,
    github: github.credentials,
    pointAt: (workerUrl) => {
      world.endpoint.url = interactionsUrl(workerUrl)
    },
    close: async () => {
      clearInterval(tidying)
      player.stop()
      await keeper?.stop()
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
    },
  }
}

function interactionsUrl(workerUrl: string): string {
  return new URL('/interactions', workerUrl).href
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use; the simulator needs it.`) : error,
      ),
    )
    server.listen(port, HOST, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
