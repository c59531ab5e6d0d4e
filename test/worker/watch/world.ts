import { env } from 'cloudflare:workers'
import { parseConfig } from '../../../src/config/config.ts'
import { messageCalls } from '../../../src/discord/messages.ts'
import { readingCalls } from '../../../src/discord/reading.ts'
import { createRest } from '../../../src/discord/rest.ts'
import { compareIds, snowflakeAt } from '../../../src/discord/snowflake.ts'
import type { LogFields } from '../../../src/http/log.ts'
import type { Decision } from '../../../src/moderation/decision.ts'
import type { MessageFacts } from '../../../src/moderation/message.ts'
import type { WatchCalls } from '../../../src/watch/deps.ts'
import { watchSchema } from '../../../src/watch/policy.ts'
import type { Batch } from '../../../src/watch/port.ts'
import type { Watching } from '../../../src/watch/watching.ts'

/** Far ahead, so that no alarm rings on its own: real ones follow the real clock. */
export const START = Date.UTC(2100, 0, 1, 12)
/** A message that begins with "do" calls for an errand, due so long after it. */
export const ERRAND_AFTER_MS = 120_000
export const GUILD = '1100000000000000001'
export const BOT = '1100000000000000002'
const OWNER = '1100000000000000003'
export const HELP = '1100000000000000101'
export const GENERAL = '1100000000000000102'
export const MODERATORS = '1100000000000000103'
export const OFFTOPIC = '1100000000000000104'
export const MAYA = '1100000000000000201'
export const MODERATOR_ROLE = '1100000000000000301'

export const config = parseConfig({
  community: { name: 'Test', guildId: GUILD, docsUrl: 'https://docs.test' },
  channels: { answers: ['help'], mentions: ['general'], moderators: ['mods'], inactive: ['offtopic'] },
})

interface FakeMessage {
  id: string
  author: { id: string; username: string; bot?: boolean }
  content: string
  type: number
  webhook_id?: string
  edited_timestamp: string | null
}

interface FakeChannel {
  id: string
  type: number
  name: string
  parent_id: string | null
  owner_id?: string
  last_message_id: string | null
  messages: FakeMessage[]
}

export type Fault = 'error' | 'dropped' | 'rate limited' | 'crash'

/** A Discord that holds messages and answers over HTTP, and a moderator who objects to the word "spam". */
export function createWorld(policy: { historyMessages?: number; catchUpHours?: number } = {}) {
  const state = {
    now: START,
    requests: [] as string[],
    logs: [] as [string, LogFields | undefined][],
    batches: [] as Batch[],
    enforced: [] as Decision[],
    evidence: [] as MessageFacts[],
    posted: [] as string[],
    /** From this request on (counted from 1), so many go wrong. */
    fault: null as { from: number; times: number; kind: Fault } | null,
    hasIntent: true,
    /** Channels that answer with this status. */
    refused: new Map<string, number>(),
    hidden: new Set<string>(),
    judgeFails: 0,
    /** What each errand's message said when it was performed. */
    performed: [] as string[],
    performAgain: 0,
    crashesPerforming: 0,
    enforceFails: 0,
    botRoles: ['1100000000000000399'],
  }
  const channels = new Map<string, FakeChannel>()
  const roles = [
    { id: GUILD, name: '@everyone', permissions: '0', position: 0 },
    { id: MODERATOR_ROLE, name: 'Moderator', permissions: String(1n << 13n), position: 5 },
    { id: '1100000000000000302', name: 'Helper', permissions: '0', position: 2 },
    { id: '1100000000000000399', name: 'Steward', permissions: '0', position: 4, managed: true },
  ]
  const memberRoles = new Map<string, string[]>()
  let crash = () => {}
  let serial = 0n

  function channel(
    id: string,
    name: string,
    type = 0,
    parent: string | null = null,
    owner?: string,
  ): FakeChannel {
    const made = {
      id,
      name,
      type,
      parent_id: parent,
      last_message_id: null,
      messages: [],
      ...(owner && { owner_id: owner }),
    }
    channels.set(id, made)
    return made
  }
  channel(HELP, 'help')
  channel(GENERAL, 'general')
  channel(MODERATORS, 'mods')
  channel(OFFTOPIC, 'offtopic')

  function newId(): string {
    serial += 1n
    return String(BigInt(snowflakeAt(state.now)) + serial)
  }

  function write(
    channelId: string,
    content: string,
    author = MAYA,
    more: Partial<FakeMessage> = {},
  ): FakeMessage {
    const into = channels.get(channelId)
    if (!into) throw new Error('no such channel')
    const message = {
      id: newId(),
      author: { id: author, username: `user-${author.slice(-3)}` },
      content,
      type: 0,
      edited_timestamp: null,
      ...more,
    }
    into.messages.push(message)
    into.last_message_id = message.id
    return message
  }

  function edit(message: FakeMessage, content: string): void {
    message.content = content
    message.edited_timestamp = new Date(state.now).toISOString()
  }

  function remove(message: FakeMessage): void {
    for (const each of channels.values()) each.messages = each.messages.filter(({ id }) => id !== message.id)
  }

  async function answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const url = new URL(String(input instanceof Request ? input.url : input))
    const { method = 'GET' } = init ?? {}
    state.requests.push(`${method} ${url.pathname.replace('/api', '')}`)
    const { fault } = state
    if (fault && state.requests.length >= fault.from && state.requests.length < fault.from + fault.times) {
      if (fault.kind === 'error') return new Response('', { status: 502 })
      if (fault.kind === 'dropped') throw new TypeError('network connection lost')
      if (fault.kind === 'crash') return gone()
      return Response.json({ retry_after: 30 }, { status: 429, headers: { 'retry-after': '1' } })
    }
    return route(method, url, init)
  }

  function gone<T>(): Promise<T> {
    crash()
    return new Promise<T>(() => {})
  }

  function route(method: string, url: URL, init?: RequestInit): Response {
    const [, , kind, id = '', part, last] = url.pathname.split('/')
    if (kind === 'guilds' && part === 'channels') {
      return Response.json([...channels.values()].filter(({ type }) => type < 10).map(shown))
    }
    if (kind === 'guilds' && part === 'threads') {
      return Response.json({ threads: [...channels.values()].filter(({ type }) => type >= 10).map(shown) })
    }
    if (kind === 'guilds' && part === 'members') {
      const memberships = last === BOT ? state.botRoles : (memberRoles.get(last ?? '') ?? [])
      return Response.json({ nick: null, joined_at: '2099-01-01T00:00:00Z', roles: memberships })
    }
    if (kind === 'guilds') return Response.json({ owner_id: OWNER, roles })
    const place = channels.get(id)
    if (!place) return Response.json({ code: 10003, message: 'Unknown Channel' }, { status: 404 })
    const refusal = state.refused.get(id)
    if (refusal) return Response.json({ code: 50001, message: 'Missing Access' }, { status: refusal })
    if (method === 'POST') {
      state.posted.push(String(JSON.parse(String(init?.body)).content))
      return Response.json({ id: newId(), channel_id: id })
    }
    if (state.hidden.has(id)) return Response.json([])
    const after = url.searchParams.get('after') ?? '0'
    const page = place.messages
      .filter((message) => compareIds(message.id, after) > 0)
      .sort((a, b) => compareIds(a.id, b.id))
      .slice(0, Number(url.searchParams.get('limit')))
    const content = (text: string) => (state.hasIntent ? text : '')
    return Response.json(page.reverse().map((message) => ({ ...message, content: content(message.content) })))
  }

  const shown = ({ messages: _, ...rest }: FakeChannel) => rest
  const rest = createRest({
    apiUrl: 'https://discord.test/api',
    botToken: 't',
    fetch: answer,
    sleep: async () => {},
  })
  const reading = readingCalls(rest)
  const log = (event: string, fields?: LogFields) => void state.logs.push([event, fields])
  const now = () => state.now
  const fullPolicy = watchSchema.parse({ enabled: true, ...policy })

  const watching: Watching = {
    channel: {
      guildId: GUILD,
      botId: BOT,
      discord: reading,
      policy: fullPolicy,
      now,
      log,
      feedback: null,
      errands: {
        plan: ({ window }, ids) =>
          window
            .filter(({ id, content }) => ids.has(id) && content.startsWith('do '))
            .map(({ id, author, createdAt }) => ({
              id: `react:${id}`,
              kind: 'react',
              messageId: id,
              memberId: author.id,
              dueAt: createdAt + ERRAND_AFTER_MS,
            })),
        perform: async ({ messageId }, { window }, attempts) => {
          const found = window.find(({ id }) => id === messageId)
          state.performed.push(found?.content ?? 'gone')
          if (state.crashesPerforming-- > 0) return gone()
          return attempts < state.performAgain ? { kind: 'again', at: state.now + 5000 } : { kind: 'done' }
        },
      },
      moderator: {
        judge: async (batch) => {
          if (state.judgeFails > 0) {
            state.judgeFails--
            throw new Error('cannot judge')
          }
          state.batches.push(batch)
          return [...batch.fresh, ...batch.edited].flatMap((message) => objection(message, batch))
        },
        enforce: async (decisions, messages) => {
          if (state.enforceFails > 0) {
            state.enforceFails--
            throw new Error('cannot enforce')
          }
          state.enforced.push(...decisions)
          state.evidence.push(...messages)
        },
      },
    },
    pulse: {
      config,
      botId: BOT,
      exemptRoles: [],
      discord: reading,
      watch: (placeId): WatchCalls => env.CHANNEL_WATCH.getByName(placeId),
      tell: (channelId, content, nonce) =>
        messageCalls(rest).createMessage(channelId, { content }, { nonce }),
      policy: fullPolicy,
      now,
      log,
    },
  }

  return {
    state,
    channels,
    memberRoles,
    roles,
    watching,
    channel,
    write,
    edit,
    remove,
    newId,
    fetch: answer,
    /** Rejects when a request crashes the object; to be raced with what is run. */
    crashing: () =>
      new Promise<never>((_, reject) => {
        crash = () => reject(new Error('the object was restarted'))
      }),
    judged: () => state.batches.flatMap(({ fresh, edited }) => [...fresh, ...edited]),
    /** Contents that were judged, each once, in order. */
    contents: () => [...new Set(state.batches.flatMap(({ fresh }) => fresh).map(({ content }) => content))],
  }
}

export type World = ReturnType<typeof createWorld>

/** A message with "spam" in it is one decision; "everywhere" makes one of all messages of that author with it. */
function objection(message: MessageFacts, { fresh, edited, recent }: Batch): Decision[] {
  const all = [...recent, ...fresh, ...edited].sort((a, b) => compareIds(a.id, b.id))
  const isWide = message.content.includes('everywhere')
  const about = isWide
    ? all.filter(({ author, content }) => author.id === message.author.id && content.includes('everywhere'))
    : [message]
  if (!message.content.includes('spam') && about.length < (isWide ? 3 : 2)) return []
  return [
    {
      id: `${isWide ? 'everywhere' : 'spam'}:${about[0]?.id}`,
      rule: 'test',
      authorId: message.author.id,
      messages: about.map(({ id, channelId }) => ({ id, channelId })),
      actions: [{ kind: 'remove' }],
      score: 1,
      signals: [],
      explanation: '',
      memberText: '',
      isStrike: false,
      isDry: false,
    },
  ]
}
