import { announcementPlaces } from '../../../src/announcements/places.ts'
import { announcementsSchema } from '../../../src/announcements/policy.ts'
import { announcementStore } from '../../../src/announcements/store.ts'
import { type Announcer, announcer } from '../../../src/announcements/work.ts'
import { parseConfig } from '../../../src/config/config.ts'
import type { ConfigInput } from '../../../src/config/schema.ts'
import { announcingCalls } from '../../../src/discord/announcing.ts'
import { messageCalls } from '../../../src/discord/messages.ts'
import { moderatingCalls } from '../../../src/discord/moderating.ts'
import { readingCalls } from '../../../src/discord/reading.ts'
import { createRest } from '../../../src/discord/rest.ts'
import { sqlite } from '../sqlite.ts'

const ANNOUNCEMENTS = '1100000000000000040'
export const MODERATORS = '1100000000000000041'
export const START = Date.UTC(2026, 10, 25, 12)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Discord says "a few minutes". */
const NONCE_MS = 3 * MINUTE
const OUTAGE_MS = 15 * MINUTE

export const FAULTS = [
  'error before',
  'error after',
  'dropped before',
  'dropped after',
  'limited',
  'restart before',
  'restart after',
  'outage before',
  'outage after',
] as const
export type Fault = (typeof FAULTS)[number]

export interface FakeMessage {
  id: string
  channel_id: string
  content: string
  author: { id: string; username: string }
  timestamp: string
  embeds: {
    title?: string
    url?: string
    description?: string
    color?: number
    author?: { name: string }
    footer?: { text: string }
    fields?: { name: string; value: string }[]
  }[]
  components: { components: { label?: string; custom_id: string }[] }[]
  isPinned: boolean
  isCrossposted: boolean
  mentionRoles: string[]
}

interface Options {
  announcements?: ConfigInput['announcements']
  fault?: { request: number; kind: Fault } | undefined
  channelType?: number
  isDry?: boolean
}

const COMMUNITY = parseConfig({
  community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example' },
  channels: { announcements: ['announcements'], moderators: ['mod-cards'] },
})

/** A whole configuration takes long to parse, and hundreds of worlds differ in one part of it. */
function configOf(announcements: ConfigInput['announcements']) {
  return { ...COMMUNITY, announcements: announcementsSchema.parse(announcements) }
}

/** An announcer with a Discord that keeps nonces for three minutes, and one fault at one request. */
export function world({ announcements = {}, fault, channelType = 5, isDry = false }: Options = {}) {
  const config = configOf(announcements)
  const state = { now: START, requests: 0, outageUntil: 0, denied: new Set<string>() }
  const messages = new Map<string, FakeMessage>()
  const nonces = new Map<string, { id: string; at: number }>()
  const asked: string[] = []
  const logged: string[] = []
  const sql = sqlite()
  let crash: () => void = () => {}

  const ok = (body: unknown, status = 200) => Response.json(body, { status })
  const refuse = (status: number, code: number) => ok({ code, message: 'refused' }, status)
  const nothing = () => new Response(null, { status: 204 })

  function act(method: string, url: URL, body: Record<string, unknown>): Response {
    const [, , area, id = ''] = url.pathname.split('/')
    if (area === 'guilds') {
      return ok([
        { id: MODERATORS, type: 0, name: 'mod-cards' },
        ...(state.denied.has('channel')
          ? []
          : [{ id: ANNOUNCEMENTS, type: channelType, name: 'announcements' }]),
      ])
    }
    const path = url.pathname.split('/messages')[1] ?? ''
    if (method === 'POST' && path === '') return post(id, body)
    if (method === 'GET') return ok([...messages.values()].filter((each) => each.channel_id === id))
    const messageId = path.split('/').find((part) => messages.has(part)) ?? ''
    const message = messages.get(messageId)
    if (!message) return refuse(404, 10008)
    if (path.includes('/pins/')) {
      if (state.denied.has('pin')) return refuse(403, 50013)
      message.isPinned = method === 'PUT'
      return nothing()
    }
    if (path.endsWith('/crosspost')) {
      if (message.isCrossposted) return refuse(400, 40033)
      message.isCrossposted = true
      return ok(message)
    }
    if (body.embeds) message.embeds = body.embeds as FakeMessage['embeds']
    if (body.components) message.components = body.components as FakeMessage['components']
    return ok(message)
  }

  function post(channel: string, body: Record<string, unknown>): Response {
    if (state.denied.has('post') && channel === ANNOUNCEMENTS) return refuse(403, 50013)
    const key = `${channel} ${body.nonce}`
    const known = nonces.get(key)
    if (known && state.now - known.at < NONCE_MS) return ok(messages.get(known.id))
    const allowed = body.allowed_mentions as { parse: string[]; roles?: string[] }
    if (!body.enforce_nonce || allowed.parse.length > 0) return refuse(400, 50035)
    const message: FakeMessage = {
      id: String(1_400_000_000_000_000_000n + BigInt(messages.size)),
      channel_id: channel,
      content: String(body.content ?? ''),
      author: { id: '1100000000000000002', username: 'steward' },
      timestamp: new Date(state.now).toISOString(),
      embeds: (body.embeds ?? []) as FakeMessage['embeds'],
      components: (body.components ?? []) as FakeMessage['components'],
      isPinned: false,
      isCrossposted: false,
      mentionRoles: allowed.roles ?? [],
    }
    messages.set(message.id, message)
    nonces.set(key, { id: message.id, at: state.now })
    return ok(message)
  }

  const send: typeof fetch = async (input, init) => {
    const url = new URL(String(input))
    const method = init?.method ?? 'GET'
    const body = init?.body ? JSON.parse(String(init.body)) : {}
    state.requests++
    state.now += 200
    asked.push(`${method} ${url.pathname}`)
    const isHit = fault?.request === state.requests
    if (isHit && fault.kind.startsWith('outage')) state.outageUntil = state.now + OUTAGE_MS
    if (state.now < state.outageUntil) {
      if (fault?.kind === 'outage after') act(method, url, body)
      return ok({ message: 'unavailable' }, 503)
    }
    if (!isHit) return act(method, url, body)
    switch (fault.kind) {
      case 'error before':
        return ok({ message: 'error' }, 500)
      case 'dropped before':
        throw new TypeError('connection lost')
      case 'limited':
        return Response.json({ retry_after: 1163 }, { status: 429, headers: { 'retry-after': '1' } })
      case 'restart before':
        crash()
        return new Promise<Response>(() => {})
    }
    act(method, url, body)
    if (fault.kind === 'dropped after') throw new TypeError('connection lost')
    if (fault.kind === 'error after') return ok({ message: 'error' }, 500)
    crash()
    return new Promise<Response>(() => {})
  }

  function begin(): Announcer {
    const rest = createRest({
      apiUrl: 'https://discord.test/api',
      botToken: 'token',
      fetch: send,
      sleep: async (ms) => {
        state.now += ms
      },
    })
    return announcer({
      policy: config.announcements,
      store: announcementStore(sql),
      discord: {
        ...announcingCalls(rest),
        ...messageCalls(rest),
        readAfter: moderatingCalls(rest, config.community.guildId).readAfter,
      },
      places: announcementPlaces(config, readingCalls(rest)),
      webUrl: 'https://github.com',
      isDry,
      log: (event) => void logged.push(event),
      now: () => state.now,
    })
  }

  let current = begin()

  /** Lets time pass, with every alarm in between; after a crash a new object goes on. */
  async function until(time: number): Promise<void> {
    for (let at = current.nextAt(); at !== null && at <= time; at = current.nextAt()) {
      state.now = Math.max(state.now, at)
      const crashed = new Promise<'crashed'>((resolve) => {
        crash = () => resolve('crashed')
      })
      if ((await Promise.race([current.work(), crashed])) === 'crashed') current = begin()
    }
    state.now = Math.max(state.now, time)
  }

  return {
    state,
    asked,
    logged,
    until,
    take: (news: Parameters<Announcer['take']>[0]) => current.take(news),
    retry: (number: number, by: string) => current.retry(number, by),
    nextAt: () => current.nextAt(),
    posts: (channel = ANNOUNCEMENTS) => [...messages.values()].filter((each) => each.channel_id === channel),
    remove: (id: string) => messages.delete(id),
  }
}

export type World = ReturnType<typeof world>

const TOOL = { fullName: 'acme/tool', isPrivate: false }

export function release(
  change: object = {},
  of: 'published' | 'edited' | 'removed' | 'deleted' = 'published',
) {
  return {
    kind: 'release' as const,
    change: of,
    repository: TOOL,
    release: {
      id: 1,
      url: 'https://github.com/acme/tool/releases/tag/v1.0.0',
      tag: 'v1.0.0',
      name: 'Version 1',
      body: '## Fixed\n- A bug (#12) by @ana',
      isPrerelease: false,
      author: 'ana',
      publishedAt: START,
      ...change,
    },
  }
}

export function advisory(
  change: object = {},
  of: 'published' | 'updated' | 'withdrawn' = 'published',
  repository: typeof TOOL | null = TOOL,
) {
  return {
    kind: 'advisory' as const,
    change: of,
    repository,
    advisory: {
      ghsaId: 'GHSA-2222-3333-4444',
      cveId: 'CVE-2026-1234',
      url: 'https://github.com/acme/tool/security/advisories/GHSA-2222-3333-4444',
      summary: 'Path traversal in the archive reader',
      description: 'A crafted archive can write outside of its folder.',
      severity: 'high' as const,
      cvss: 8.1,
      vulnerabilities: [
        { ecosystem: 'npm', name: '@acme/tool', affected: '>= 1.0.0, < 1.2.3', fixed: '1.2.3' },
      ],
      publishedAt: START,
      updatedAt: START,
      withdrawnAt: null,
      ...change,
    },
  }
}

export function drift(series: string, zscore: number, observedAt: number) {
  return { kind: 'drift' as const, reports: [{ series, zscore, observedAt }] }
}
