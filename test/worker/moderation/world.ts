import { env } from 'cloudflare:workers'
import { messageCalls } from '../../../src/discord/messages.ts'
import { moderatingCalls } from '../../../src/discord/moderating.ts'
import { createRest } from '../../../src/discord/rest.ts'
import type { DatabaseLike, PreparedLike } from '../../../src/knowledge/database.ts'
import { DEFAULT_EVENT_PREFIX } from '../../../src/moderation/audit/event.ts'
import { auditTrail } from '../../../src/moderation/audit/trail.ts'
import { type Enforcer, enforcer } from '../../../src/moderation/enforcement/enforcer.ts'
import type { FetchedFile } from '../../../src/moderation/enforcement/files.ts'
import { DEFAULT_LADDER } from '../../../src/moderation/enforcement/ladder.ts'
import { enforcementStore } from '../../../src/moderation/enforcement/store.ts'
import { fakeDiscord, GUILD, JOBS, MOD_CARDS, type Posted } from './discord.ts'

/** The tables of moderation, for an object's own database. */
export const SCHEMA = env.TEST_MIGRATIONS.filter(({ name }) => name.includes('moderation')).flatMap(
  ({ queries }) => queries,
)

const START = Date.UTC(2100, 0, 1)

export interface WorldOptions {
  sql: SqlStorage
  transaction: (act: () => void) => void
  schema: readonly string[]
  /** The request before which the object is lost. */
  lostAt?: number
  /** What is not in the object, to go on with when it is another. */
  outside?: Outside
}

/** Discord, the clock and what was asked of them: what no eviction touches. */
export function outsideWorld() {
  const state = { now: START, calls: [] as string[], lines: 0 }
  return { state, discord: fakeDiscord(() => state.now) }
}

type Outside = ReturnType<typeof outsideWorld>

export type World = ReturnType<typeof createWorld>

/** Enforcement over this object's SQLite, a Discord that is a fake, and a clock of its own. */
export function createWorld({ sql, transaction, schema, lostAt, outside = outsideWorld() }: WorldOptions) {
  const { state, discord } = outside
  let lose = () => {}
  const lost = new Promise<void>((resolve) => {
    lose = resolve
  })
  let isLost = false

  /** Counts what goes out. From the request on at which the object is lost there is no answer ever. */
  async function outbound<T>(name: string, act: () => T): Promise<T> {
    isLost ||= state.calls.length + 1 === lostAt
    if (isLost) {
      lose()
      return new Promise<T>(() => {})
    }
    state.calls.push(name)
    state.now += 1
    return act()
  }

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
      return outbound(`${method} ${url.pathname}`, () => discord.answer(method, url, body))
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
  const isReading = (batch: PreparedLike[]) =>
    batch.every((each) => /^\s*SELECT/i.test(statements.get(each)?.text ?? ''))
  const db: DatabaseLike = {
    prepare: (text) => prepared(text, []),
    batch: (batch) =>
      outbound(isReading(batch) ? 'database read' : 'database write', () => {
        const results: { results: unknown[] }[] = []
        transaction(() => {
          for (const each of batch) {
            const { text, values } = statements.get(each) ?? { text: '', values: [] }
            results.push({ results: sql.exec(text, ...(values as SqlStorageValue[])).toArray() })
          }
        })
        return results
      }),
  }
  for (const text of schema) sql.exec(text)

  const audit = auditTrail({
    db,
    guildId: GUILD,
    prefix: DEFAULT_EVENT_PREFIX,
    isDelivered: false,
    writeLine: () => void state.lines++,
  })

  const made: Enforcer = enforcer({
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
    fetchFile: (url) => outbound<FetchedFile>(`GET ${url}`, () => ({ kind: 'read', data: new Blob([url]) })),
    places: async () => ({ moderators: MOD_CARDS, jobs: JOBS }),
    log: () => {},
    now: () => state.now,
  })

  return {
    state,
    discord,
    db,
    audit,
    /** Resolves when the object is. */
    lost,
    /** Runs what an object is asked for. */
    survive: <T>(act: (enforcer: Enforcer) => Promise<T>): Promise<T> => act(made),
    /** Fires alarms until nothing is left to do. */
    async rest(): Promise<void> {
      for (let turn = 0; turn < 200; turn++) {
        await made.work()
        const at = made.nextAt()
        if (at === null) return
        state.now = Math.max(state.now + 1, at)
      }
      throw new Error(`it never came to rest: ${state.calls.slice(-5).join(', ')}`)
    },
  }
}
