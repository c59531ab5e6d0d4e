import { DatabaseSync } from 'node:sqlite'
import type { BugReportDeps } from '../../../src/bug-reports/deps.ts'
import type { FoundIssue } from '../../../src/bug-reports/duplicates.ts'
import { bugReportsSchema } from '../../../src/bug-reports/policy.ts'
import { bugReportStore } from '../../../src/bug-reports/store.ts'
import { work } from '../../../src/bug-reports/work.ts'
import { messageJson } from '../../../src/discord/message-json.ts'
import type { MessageParts } from '../../../src/discord/messages.ts'
import type { DiscordResult } from '../../../src/discord/result.ts'
import { snowflakeAt } from '../../../src/discord/snowflake.ts'
import type { GithubResult } from '../../../src/github/result.ts'
import type { NamedMember } from '../../../src/privacy/pseudonyms.ts'
import type { SqlLike } from '../../../src/storage/object-sql.ts'

const GUILD = '1100000000000000001'
export const CHANNEL = '1100000000000000030'
export const THREAD = '1100000000000000031'
export const REPORTER = '1100000000000000010'
export const FRIEND = '1100000000000000011'
export const REPOSITORY = 'octo-org/core'
export const MARKER = '11111111-2222-4333-8444-555555555555'
const START = Date.parse('2026-11-20T12:00:00Z')

/**
 * What may go wrong with a request. `lost`: nothing happened, no answer. `done`: it happened, no answer. `late`: it
 * happens, but only some seconds after no answer came. `crash_*`: Steward ends right before or after it.
 */
export const FAULTS = ['lost', 'done', 'late', 'limited', 'refused', 'crash_before', 'crash_after'] as const
export type Fault = (typeof FAULTS)[number]

interface Written {
  marker: string
  number: number
}

export interface World {
  deps: BugReportDeps
  issues: { number: number; title: string; body: string; labels: readonly string[] }[]
  comments: Written[]
  dispatched: Record<string, unknown>[]
  posted: { channelId: string; content: string; files: number }[]
  /** What the member saw, one after the other. */
  shown: MessageParts[]
  calls: string[]
  logs: string[]
  /** Works until nothing is due within the time given, in milliseconds; gives up after a thousand alarms. */
  run(ms?: number): Promise<void>
  advance(ms: number): void
}

class Crash extends Error {}

function sqlite(): SqlLike {
  const database = new DatabaseSync(':memory:')
  return {
    exec(query, ...bindings) {
      if (/^\s*CREATE/.test(query)) {
        database.exec(query)
        return { toArray: () => [] }
      }
      const rows = database.prepare(query).all(...bindings)
      return { toArray: () => rows }
    },
  }
}

interface Options {
  policy?: Record<string, unknown>
  found?: FoundIssue[]
  fault?: { call: number; kind: Fault }
  /** GitHub answers nothing until then. */
  downUntil?: number
  /** Searches are refused until then. */
  searchLimitedUntil?: number
  messages?: Parameters<typeof message>[0][]
  members?: NamedMember[]
  /** Nobody but some can see the channel. */
  isHidden?: boolean
}

function message({
  id,
  by,
  name = 'somebody',
  content,
  type = 0,
  files = [],
}: {
  id: string
  by: string
  name?: string
  content: string
  type?: number
  files?: { filename: string; url: string }[]
}) {
  return messageJson.parse({
    id,
    type,
    content,
    author: { id: by, username: name },
    attachments: files,
    timestamp: null,
  })
}

export function createWorld(options: Options = {}): World {
  const { found = [], fault, downUntil = 0, searchLimitedUntil = 0, members = [] } = options
  const messages = (options.messages ?? []).map(message)
  let now = START
  let calls = 0
  let isCrashed = false
  const late: { at: number; act: () => void }[] = []
  const database = sqlite()
  const sql: SqlLike = {
    exec: (query, ...values) => {
      if (isCrashed) throw new Crash()
      return database.exec(query, ...values)
    },
  }
  const world: Omit<World, 'deps' | 'run' | 'advance'> = {
    issues: [],
    comments: [],
    dispatched: [],
    posted: [],
    shown: [],
    calls: [],
    logs: [],
  }
  const nonces = new Map<string, { id: string; at: number }>()
  const read: { id: string; channel_id: string; content: string }[] = []

  /** One request; `act` is what it changes. */
  async function request<T>(name: string, act: () => T): Promise<GithubResult<T>> {
    world.calls.push(name)
    const kind = ++calls === fault?.call ? fault.kind : null
    for (const each of late.splice(0)) each.at <= now ? each.act() : late.push(each)
    switch (kind) {
      case null:
        return { ok: true, value: act() }
      case 'lost':
        return { ok: false, failure: { kind: 'unknown', detail: 'lost' } }
      case 'done':
        act()
        return { ok: false, failure: { kind: 'unknown', detail: 'done' } }
      case 'late':
        late.push({ at: now + 8_000, act })
        return { ok: false, failure: { kind: 'unknown', detail: 'late' } }
      case 'limited':
        return { ok: false, failure: { kind: 'rate_limited', retryAfterMs: 7_000 } }
      case 'refused':
        return { ok: false, failure: { kind: 'refused', status: 403, message: '' } }
      case 'crash_before':
        isCrashed = true
        throw new Crash()
      case 'crash_after':
        act()
        isCrashed = true
        throw new Crash()
    }
  }

  async function github<T>(name: string, act: () => T): Promise<GithubResult<T>> {
    if (now < downUntil) {
      world.calls.push(name)
      return { ok: false, failure: { kind: 'unknown', detail: 'status 503' } }
    }
    return request(name, act)
  }

  async function discord<T>(name: string, act: () => T): Promise<DiscordResult<T>> {
    const result = await request(name, act)
    if (result.ok) return result
    const { failure } = result
    return failure.kind === 'refused'
      ? { ok: false, failure: { ...failure, code: 0 } }
      : { ok: false, failure }
  }

  const overwrite = { id: GUILD, type: 0, allow: 0n, deny: options.isHidden ? 1n << 10n : 0n }
  const everyone = {
    id: GUILD,
    name: '@everyone',
    permissions: (1n << 10n) | (1n << 16n),
    position: 0,
    managed: false,
  }
  const missing = { ok: false, failure: { kind: 'refused', status: 404, code: 10008, message: '' } } as const

  const deps: BugReportDeps = {
    guildId: GUILD,
    policy: bugReportsSchema.parse({ repositories: [REPOSITORY], ...options.policy }),
    community: { docsUrl: 'https://docs.example.org', linkHosts: ['play.example.net'] },
    webUrl: 'https://github.com',
    github: {
      search: async (...[, query]) => {
        const retryAfterMs = searchLimitedUntil - now
        if (retryAfterMs <= 0) return github(`search ${query}`, () => found)
        world.calls.push('search refused')
        return { ok: false, failure: { kind: 'rate_limited', retryAfterMs } }
      },
      create: (_, text, labels) =>
        github('create', () => {
          const number = 43 + world.issues.length
          world.issues.push({ number, ...text, labels })
          return { number, title: text.title, url: `https://github.com/${REPOSITORY}/issues/${number}` }
        }),
      findCreated: (_, marker) =>
        github('find', () => {
          const issue = world.issues.find(({ body }) => body.includes(marker))
          return issue
            ? {
                number: issue.number,
                title: issue.title,
                url: `https://github.com/${REPOSITORY}/issues/${issue.number}`,
              }
            : null
        }),
      comment: (_, number, body) =>
        github('comment', () => {
          world.comments.push({ number, marker: body })
          return { body }
        }),
      hasComment: (_, number, marker) =>
        github('find comment', () =>
          world.comments.some((each) => each.number === number && each.marker.includes(marker)),
        ),
      thumbsUp: () => github('thumbs up', () => ({ id: 1 })),
      dispatch: (_, __, payload) =>
        github('dispatch', () => {
          world.dispatched.push(payload)
          return undefined
        }),
    },
    discord: {
      channel: () =>
        discord('channel', () => ({ id: CHANNEL, type: 0, permission_overwrites: [overwrite] }) as never),
      guild: () => discord('guild', () => ({ owner_id: '1', roles: [everyone] }) as never),
      member: () => discord('member', () => ({ nick: null, roles: [] }) as never),
      message: async (_, id) => {
        const known = messages.find((each) => each.id === id)
        return known ? discord('message', () => known) : missing
      },
      messagesAfter: () => discord('messages', () => ({ messages, ids: messages.map(({ id }) => id) })),
      readAfter: (channelId) =>
        discord(
          'read after',
          () =>
            read
              .filter((each) => each.channel_id === channelId)
              .map((each) => ({ ...each, footer: null })) as never,
        ),
      createMessage: (channelId, parts, { nonce, files }) =>
        discord('post', () => {
          const known = nonces.get(nonce)
          // "A few minutes" in Discord's words; less here.
          if (known && now - known.at < 90_000) return { id: known.id, channel_id: channelId }
          const id = String(BigInt(snowflakeAt(now)) + BigInt(read.length))
          nonces.set(nonce, { id, at: now })
          read.push({ id, channel_id: channelId, content: parts.content ?? '' })
          world.posted.push({ channelId, content: parts.content ?? '', files: files?.length ?? 0 })
          return { id, channel_id: channelId }
        }),
      editOriginal: (_, parts) =>
        discord('show', () => {
          world.shown.push(parts)
          return { id: '1', channel_id: CHANNEL }
        }),
    },
    namedMembers: async () => members,
    store: bugReportStore(sql),
    randomId: () => MARKER,
    now: () => now,
    log: (event) => void world.logs.push(event),
  }

  return {
    ...world,
    deps,
    advance: (ms) => {
      now += ms
    },
    async run(ms = 3_600_000) {
      const until = now + ms
      for (let alarms = 0; alarms < 1000; alarms++) {
        const at = deps.store.nextAt()
        if (at === null || at > until) return
        now = Math.max(now, at)
        try {
          await work(deps)
        } catch (error) {
          if (!(error instanceof Crash)) throw error
        }
        if (isCrashed) {
          isCrashed = false
          now += 2_000
        }
      }
      throw new Error('never done')
    },
  }
}
