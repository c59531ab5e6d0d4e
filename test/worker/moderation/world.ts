import { env } from 'cloudflare:workers'
import { messageCalls } from '../../../src/discord/messages.ts'
import { moderatingCalls } from '../../../src/discord/moderating.ts'
import { createRest } from '../../../src/discord/rest.ts'
import type { DatabaseLike, PreparedLike } from '../../../src/knowledge/database.ts'
import { DEFAULT_EVENT_PREFIX } from '../../../src/moderation/audit/event.ts'
import { auditTrail } from '../../../src/moderation/audit/trail.ts'
import { deliverEvents } from '../../../src/moderation/audit/webhook.ts'
import { type Enforcer, enforcer } from '../../../src/moderation/enforcement/enforcer.ts'
import type { FetchedFile } from '../../../src/moderation/enforcement/files.ts'
import { DEFAULT_LADDER } from '../../../src/moderation/enforcement/ladder.ts'
import { enforcementStore } from '../../../src/moderation/enforcement/store.ts'
import { type FakeDiscord, fakeDiscord, GUILD, JOBS, MOD_CARDS, type Posted } from './discord.ts'

/** What can go wrong with a request to Discord or to the webhook. */
export const FAULTS = [
  'error before it took effect',
  'error after it took effect',
  'dropped before it arrived',
  'dropped on the way back',
  '429 with a body longer than the header',
  'restart before it took effect',
  'restart after it took effect',
] as const
/** A database has no rate limits, and reading it has no effect. */
export function canHappen(kind: Fault, call: string): boolean {
  if (call === 'database read') return kind === 'error before it took effect'
  return !call.startsWith('database') || !/dropped|429/.test(kind)
}
export type Fault = (typeof FAULTS)[number]

/** The tables of moderation, for an object's own database. */
export const SCHEMA = env.TEST_MIGRATIONS.filter(({ name }) => name.includes('moderation')).flatMap(
  ({ queries }) => queries,
)

const START = Date.UTC(2100, 0, 1)

export interface WorldOptions {
  sql: SqlStorage
  transaction: (act: () => void) => void
  schema: readonly string[]
  fault?: { call: number; kind: Fault }
  isDelivered?: boolean | undefined
}

export type World = ReturnType<typeof createWorld>

/** Enforcement over this object's SQLite, a Discord that is a fake, and a clock of its own. */
export function createWorld({ sql, transaction, schema, fault, isDelivered = false }: WorldOptions) {
  const state = { now: START, calls: [] as string[], lines: 0, delivered: new Map<string, string>() }
  const discord: FakeDiscord = fakeDiscord(() => state.now)
  let crash = () => {}
  let crashed = new Promise<void>(() => {})
  let isLost = false

  /** Counts what goes out, and lets it go wrong when it is its turn; null: no answer ever. */
  async function outbound<T>(name: string, act: () => T, failed: () => T, limited: () => T): Promise<T> {
    if (isLost) return new Promise<T>(() => {})
    state.calls.push(name)
    state.now += 1
    const kind = fault?.call === state.calls.length ? fault.kind : null
    if (kind === null) return act()
    if (kind === '429 with a body longer than the header') return limited()
    if (kind === 'dropped before it arrived') throw new TypeError('connection lost')
    if (kind === 'error before it took effect') return failed()
    if (kind === 'restart before it took effect') return gone()
    const done = act()
    if (kind === 'error after it took effect') return failed()
    if (kind === 'dropped on the way back') throw new TypeError('connection lost')
    void done
    return gone()
  }

  function gone<T>(): Promise<T> {
    isLost = true
    crash()
    return new Promise<T>(() => {})
  }

  const bad = () => new Response('bad gateway', { status: 502 })
  const tooMany = () => Response.json({ retry_after: 1163 }, { status: 429, headers: { 'retry-after': '1' } })

  const rest = createRest({
    apiUrl: 'https://discord.test/api/v10',
    botToken: 'token',
    fetch: async (input, init) => {
      const url = new URL(String(input))
      const method = init?.method ?? 'GET'
      const form = init?.body instanceof FormData ? init.body : null
      const json = form ? form.get('payload_json') : init?.body
      const body: Posted = typeof json === 'string' ? JSON.parse(json) : {}
      if (form) body.files = [...form.keys()].filter((key) => key.startsWith('files'))
      return outbound(`${method} ${url.pathname}`, () => discord.answer(method, url, body), bad, tooMany)
    },
    sleep: async (ms) => {
      state.now += ms
    },
  })

  const statements = new WeakMap<PreparedLike, { text: string; values: unknown[] }>()
  const prepared = (text: string, values: unknown[]): PreparedLike => {
    const statement: PreparedLike = { bind: (...next) => prepared(text, next) }
    statements.set(statement, { text, values })
    return statement
  }
  const unreachable = () => {
    throw new Error('D1_ERROR: unreachable')
  }
  const isReading = (batch: PreparedLike[]) =>
    batch.every((each) => /^\s*SELECT/i.test(statements.get(each)?.text ?? ''))
  const db: DatabaseLike = {
    prepare: (text) => prepared(text, []),
    batch: (batch) =>
      outbound(
        isReading(batch) ? 'database read' : 'database write',
        () => {
          const results: { results: unknown[] }[] = []
          transaction(() => {
            for (const each of batch) {
              const { text, values } = statements.get(each) ?? { text: '', values: [] }
              results.push({ results: sql.exec(text, ...(values as SqlStorageValue[])).toArray() })
            }
          })
          return results
        },
        unreachable,
        unreachable,
      ),
  }
  for (const text of schema) sql.exec(text)

  const audit = auditTrail({
    db,
    guildId: GUILD,
    prefix: DEFAULT_EVENT_PREFIX,
    isDelivered,
    writeLine: () => void state.lines++,
  })

  function restarted(): Enforcer {
    isLost = false
    crashed = new Promise<void>((resolve) => {
      crash = resolve
    })
    return enforcer({
      guildId: GUILD,
      policy: {
        isDry: false,
        ladder: DEFAULT_LADDER,
        strikeDays: 30,
        reaction: '👀',
        banDeleteSeconds: 86_400,
        proposeBanFor: ['shilling'],
        jobRules: ['jobs'],
      },
      store: enforcementStore({ exec: (query, ...values) => sql.exec(query, ...values) }),
      db,
      discord: { ...moderatingCalls(rest, GUILD), ...messageCalls(rest) },
      audit,
      fetchFile: (url) =>
        outbound<FetchedFile>(
          `GET ${url}`,
          () => ({ kind: 'read', data: new Blob([url]) }),
          () => ({ kind: 'failed' }),
          () => ({ kind: 'failed' }),
        ).catch(() => ({ kind: 'failed' })),
      places: async () => ({ moderators: MOD_CARDS, jobs: JOBS }),
      log: () => {},
      now: () => state.now,
    })
  }

  const deliver = () =>
    deliverEvents({
      db,
      guildId: GUILD,
      url: 'https://audit.test/hook',
      secret: 'a secret of the receiver',
      now: () => state.now,
      fetch: async (_, init) =>
        outbound(
          'webhook',
          () => {
            const body = String(init?.body)
            state.delivered.set(String(JSON.parse(body).id), body)
            return new Response(null, { status: 204 })
          },
          bad,
          tooMany,
        ),
    })

  let current = restarted()
  /** Runs until it ends or the object is lost, and begins anew after that. */
  async function survive<T>(act: (enforcer: Enforcer) => Promise<T>): Promise<T | null> {
    const result = await Promise.race([act(current).catch(() => null), crashed.then(() => null)])
    if (isLost) current = restarted()
    return result
  }

  return {
    state,
    discord,
    db,
    audit,
    survive,
    /** Fires alarms until nothing is left to do. */
    async rest(): Promise<void> {
      for (let turn = 0; turn < 200; turn++) {
        await survive((each) => each.work())
        if (isDelivered) await survive(() => deliver())
        const at = current.nextAt()
        const due = sql.exec('SELECT min(due_at) AS at FROM audit_events').toArray()[0]?.at
        const next = Math.min(at ?? Infinity, typeof due === 'number' ? due : Infinity)
        if (next === Infinity) return
        state.now = Math.max(state.now + 1, next)
      }
      throw new Error(`it never came to rest: ${state.calls.slice(-5).join(', ')}`)
    },
  }
}
