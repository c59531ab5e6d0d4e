import { createServer, type IncomingMessage } from 'node:http'
import { afterEach } from 'vitest'
import { COMMUNITY } from '../../../sim/community.ts'
import type { Act, Message, RequestEntry, Snapshot } from '../../../sim/protocol.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../sim/server.ts'
import { bits } from '../../../sim/world/permissions.ts'

export const { channels, members, roles, guildId } = COMMUNITY
export const USER_AGENT = 'DiscordBot (https://example.com, 1.0)'

/** An interaction as a fake Steward reads it; only what the tests look at. */
interface Received {
  id: string
  type: number
  token: string
  data: Record<string, unknown>
  raw: string
  headers: Record<string, string | undefined>
  payload: Record<string, unknown>
}

interface FakeAnswer {
  status?: number
  body?: unknown
  delayMs?: number
}

export interface Town {
  sim: Simulator
  act: Act
  /** What the fake Steward answers from now on. */
  answer(reply: (received: Received) => FakeAnswer): void
  received: Received[]
  /** A request to the simulated Discord as the bot. */
  discord(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Body; headers: Headers }>
  snapshot(as: string): Promise<Snapshot>
  message(as: string, channelId: string, messageId: string): Promise<Message | null>
  requests(): Promise<RequestEntry[]>
}

/** JSON of any shape: the tests say what they expect of it. */
// biome-ignore lint/suspicious/noExplicitAny: answers are compared with literals
type Body = any

const open: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A simulator beside a fake Steward; both are gone after the test. */
export async function startTown(options: Partial<SimulatorOptions> = {}): Promise<Town> {
  const received: Received[] = []
  let reply: (received: Received) => FakeAnswer = () => ({
    body: { type: 4, data: { content: 'Hello' } },
  })
  const steward = createServer(async (request, response) => {
    const raw = await textOf(request)
    const payload = JSON.parse(raw || '{}')
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
    )
    const one: Received = { ...payload, raw, headers, payload }
    received.push(one)
    const { status = 200, body, delayMs = 0 } = reply(one)
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body ?? null))
    }, delayMs)
  })
  await new Promise<void>((done) => steward.listen(0, '127.0.0.1', done))
  const address = steward.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const sim = await startSimulator({
    port: 0,
    workerUrl: `http://127.0.0.1:${port}`,
    settings: { modelFirstTokenMs: 0, modelChunkMs: 0 },
    onTrouble: () => {},
    ...options,
  })
  open.push(async () => {
    await sim.close()
    steward.closeAllConnections()
    await new Promise((done) => steward.close(done))
  })

  const get = async (path: string) => (await fetch(sim.url + path)).json()
  return {
    sim,
    received,
    answer: (next) => {
      reply = next
    },
    act: async (path, body) => {
      const response = await fetch(sim.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const answer = await response.json()
      if (!response.ok) throw new Error(`${response.status} ${answer.error.code}: ${answer.error.message}`)
      return answer
    },
    discord: async (method, path, body, headers = {}) => {
      const response = await fetch(`${sim.url}/api/v10${path}`, {
        method,
        headers: {
          authorization: `Bot ${sim.botToken}`,
          'user-agent': USER_AGENT,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return {
        status: response.status,
        body: text === '' ? null : JSON.parse(text),
        headers: response.headers,
      }
    },
    snapshot: (as) => get(`/sim/snapshot?as=${as}`),
    message: async (as, channelId, messageId) =>
      (await get(`/sim/channels/${channelId}/messages/${messageId}?as=${as}`)).message ?? null,
    requests: async () => (await get('/sim/requests')).requests,
  }
}

/** A slash command with one text option, as declared to Discord. */
const ASK = {
  name: 'ask',
  description: 'Ask the docs',
  options: [
    {
      type: 3,
      name: 'question',
      description: 'What to ask',
      required: true,
      max_length: 100,
      autocomplete: true,
    },
    { type: 5, name: 'private', description: 'Only for you' },
  ],
}

export async function registerCommands(town: Town, commands: unknown[] = [ASK]): Promise<void> {
  const path = `/applications/${town.sim.applicationId}/guilds/${guildId}/commands`
  const { status, body } = await town.discord('PUT', path, commands)
  if (status !== 200) throw new Error(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

/** Steward's role with what a moderator has, beyond what its invitation asks for. */
export async function asModerator(town: Awaited<ReturnType<typeof startTown>>): Promise<void> {
  const permissions = bits(
    'VIEW_CHANNEL',
    'SEND_MESSAGES',
    'READ_MESSAGE_HISTORY',
    'MANAGE_MESSAGES',
    'MODERATE_MEMBERS',
    'PIN_MESSAGES',
  )
  await town.act('/sim/roles', { id: roles.steward, permissions: String(permissions) })
}
