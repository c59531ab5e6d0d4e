import { readdirSync, readFileSync } from 'node:fs'
import { parseConfig } from '../../../../src/config/config.ts'
import { messageCalls } from '../../../../src/discord/messages.ts'
import { moderatingCalls } from '../../../../src/discord/moderating.ts'
import { readingCalls } from '../../../../src/discord/reading.ts'
import { createRest, type Rest } from '../../../../src/discord/rest.ts'
import type { DatabaseLike, PreparedLike } from '../../../../src/knowledge/database.ts'
import { DEFAULT_EVENT_PREFIX } from '../../../../src/moderation/audit/event.ts'
import { auditTrail } from '../../../../src/moderation/audit/trail.ts'
import { deliverEvents } from '../../../../src/moderation/audit/webhook.ts'
import { decide } from '../../../../src/moderation/decide.ts'
import type { EnforcementDeps } from '../../../../src/moderation/enforcement/deps.ts'
import { type ModerationDesk, moderationDesk } from '../../../../src/moderation/enforcement/desk.ts'
import { Enforcement } from '../../../../src/moderation/enforcement/enforcement.ts'
import type { FetchedFile } from '../../../../src/moderation/enforcement/files.ts'
import { placesByPurpose } from '../../../../src/moderation/enforcement/places.ts'
import { enforcementPolicy } from '../../../../src/moderation/enforcement/policy.ts'
import { moderationPolicy } from '../../../../src/moderation/policy.ts'
import { ChannelWatch } from '../../../../src/watch/channel-watch.ts'
import type { WatchCalls } from '../../../../src/watch/deps.ts'
import { GuildPulse } from '../../../../src/watch/guild-pulse.ts'
import type { Watching } from '../../../../src/watch/watching.ts'
import { Database, Host, Life } from '../host.ts'
import { Community, PLACES } from './community.ts'
import { type Call, Outbound } from './outbound.ts'

const START = Date.UTC(2026, 10, 20)
const GUILD = '1100000000000000001'
const BOT = '1100000000000000900'
/** As on a busy day of the Free plan: between two looks nothing can go wrong that cannot at one of them. */
const PULSE_SECONDS = 150
const CRON_MS = 60_000
/** As the platform does after a handler that failed. */
const ALARM_RETRY_MS = 2_000
/** Longer than anything waits: what is due later is not waited for. */
const AT_REST_MS = 45 * 60_000
const MIGRATIONS = readdirSync('migrations')
  .sort()
  .filter((file) => file.includes('moderation'))
  .map((file) => readFileSync(`migrations/${file}`, 'utf8'))

const config = parseConfig({
  community: { name: 'Test', guildId: GUILD, docsUrl: 'https://docs.test' },
  channels: {
    answers: ['help', 'plugins'],
    mentions: ['general'],
    showcase: ['showcase'],
    jobs: ['jobs'],
    moderators: ['mod-cards'],
    inactive: ['offtopic', 'announcements'],
  },
  watch: { enabled: true, plan: 'paid' },
  moderation: {
    rules: {
      listed: {
        lists: [
          { name: 'insults', words: ['blockhead'], action: 'warn' },
          { name: 'threats', words: ['thrash you'], action: 'timeout' },
          { name: 'rumours', words: ['leaked build'], action: 'card' },
        ],
      },
    },
  },
})

type AnyHost = Host<ChannelWatch> | Host<GuildPulse> | Host<Enforcement>

export interface Hour {
  /** Of the day. */
  minute: number
  /** A webhook gets the events. */
  isDelivered?: boolean
  /** What rules decide is a dry run. */
  isDry?: boolean
}

/** All of Steward that watches, decides and acts, over a simulated Discord, SQLite and a clock of its own. */
export class Town {
  readonly outbound = new Outbound(START)
  readonly community = new Community(() => this.outbound.now)
  readonly database = new Database()
  readonly enforcement = new Host(Enforcement, (life) => ({
    steward: { enforcement: this.#enforcementDeps(life) },
  }))
  readonly #pulse = new Host(GuildPulse, (life) => ({ steward: { watch: this.#watching(life) } }))
  #channels = new Map<string, Host<ChannelWatch>>()
  /** Bodies that the webhook took, by event. */
  delivered = new Map<string, string>()
  #hour = { isDelivered: false, isDry: false }
  #cronAt = START
  /** Whether a pulse and a cron have found nothing to do since something happened. */
  #calm = { pulse: false, cron: false }
  #marked = { now: START, cronAt: START, delivered: this.delivered, channels: new Map(this.#channels) }

  constructor() {
    for (const text of MIGRATIONS) this.database.script(text)
  }

  /** The next that happens, at a minute of the day; what is played before it has ended, and objects at rest are evicted. */
  begin({ minute, isDelivered = false, isDry = false }: Hour): void {
    const at = START + minute * 60_000
    if (this.outbound.now > at) throw new Error(`minute ${minute} is over: ${this.outbound.now - at} ms late`)
    this.#hour = { isDelivered, isDry }
    for (const host of this.#hosts()) host.evict()
    this.outbound.now = at
    this.#cronAt = at
    this.stir()
  }

  /** Something happened that is to be dealt with before the town is at rest. */
  stir(): void {
    this.#calm = { pulse: false, cron: false }
  }

  /** Lets alarms and the cron have their turns until a time. */
  async until(at: number): Promise<void> {
    while (await this.#next(at));
    this.outbound.now = Math.max(this.outbound.now, at)
  }

  /** Lets them until nothing is left to do. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < 3000; turn++) {
      if (this.#isAtRest()) return
      await this.#next(Number.POSITIVE_INFINITY)
    }
    const last = this.outbound.calls.slice(-8).map(({ name }) => name)
    throw new Error(`it never came to rest: ${last.join(', ')}`)
  }

  /** What a moderator or a member does in Discord; who is told of an error tries again, as people do. */
  asPerson<T>(act: (desk: ModerationDesk, attempt: number) => Promise<T>): Promise<T> {
    return this.#untilTaken((life, attempt) => act(this.#desk(life), attempt))
  }

  /** A decision that comes from elsewhere than the rules, by an object that asks until it is taken. */
  enforce(...decisions: Parameters<Enforcement['enforce']>): Promise<void> {
    return this.#untilTaken((life) => this.#enforcementCall(life, (it) => it.enforce(...decisions)))
  }

  async #untilTaken<T>(act: (life: Life, attempt: number) => Promise<T>): Promise<T> {
    this.stir()
    for (let attempt = 1; attempt <= 3; attempt++) {
      const life = new Life()
      try {
        return await Promise.race([act(life, attempt), life.lost])
      } catch {
        this.outbound.now += 3_000
      }
    }
    throw new Error('nobody took it')
  }

  /** What has been taken up and is not done. */
  leftOver(): string[] {
    const open = this.enforcement.database.all(
      'SELECT incident_id AS id FROM incidents WHERE finished_at IS NULL',
    )
    const pending = [...this.#channels.values()].flatMap(({ database }) =>
      database.all('SELECT id FROM decisions WHERE decision IS NOT NULL'),
    )
    return [...open, ...pending].map(({ id }) => String(id))
  }

  /** Everything that is stored, and everything in Discord. */
  *stored(): Iterable<unknown> {
    for (const { database, alarmAt } of this.#hosts()) {
      yield alarmAt === null
      yield* database.rows()
    }
    yield* this.database.rows()
    const { messages, members, channels } = this.community.state
    for (const log of Object.values(messages)) yield* log
    yield members
    // Where cards and direct messages are nobody reads: their order means nothing.
    yield channels
      .filter(({ id, recipientId }) => id !== PLACES.modCards && recipientId === null)
      .map(({ lastMessageId }) => lastMessageId)
    yield* this.delivered.keys()
  }

  /** From here the day can be played again and again. */
  mark(): void {
    for (const part of [...this.#hosts(), this.database, this.community]) part.mark()
    this.#marked = {
      now: this.outbound.now,
      cronAt: this.#cronAt,
      delivered: new Map(this.delivered),
      channels: new Map(this.#channels),
    }
  }

  backToMark(): void {
    this.#channels = new Map(this.#marked.channels)
    for (const part of [...this.#hosts(), this.database, this.community]) part.backToMark()
    this.outbound.now = this.#marked.now
    this.outbound.calls = []
    this.#cronAt = this.#marked.cronAt
    this.delivered = new Map(this.#marked.delivered)
  }

  forgetMark(): void {
    for (const { database } of this.#hosts()) database.forgetMark()
    this.database.forgetMark()
  }

  #hosts(): AnyHost[] {
    return [this.#pulse, this.enforcement, ...this.#channels.values()]
  }

  #channel(id: string): Host<ChannelWatch> {
    const known = this.#channels.get(id)
    const host = known ?? new Host(ChannelWatch, (life) => ({ steward: { watch: this.#watching(life) } }))
    if (!known) this.#channels.set(id, host)
    return host
  }

  /** The alarm or cron that is due first; false when none is due until then. */
  async #next(until: number): Promise<boolean> {
    const first = this.#hosts()
      .filter(({ alarmAt }) => alarmAt !== null)
      .reduce<AnyHost | null>(
        (soonest, host) => ((soonest?.alarmAt ?? Infinity) <= (host.alarmAt ?? Infinity) ? soonest : host),
        null,
      )
    const at = Math.min(this.#cronAt, first?.alarmAt ?? Number.POSITIVE_INFINITY)
    if (at > until) return false
    this.outbound.now = Math.max(this.outbound.now, at)
    if (!first || this.#cronAt <= at) await this.#cron()
    else await this.#ring(first)
    return true
  }

  async #cron(): Promise<void> {
    this.#cronAt += CRON_MS
    await this.#pulse.within((pulse) => pulse.check()).catch(() => this.stir())
    await this.enforcement.within((it) => it.look()).catch(() => this.stir())
    if (this.#hour.isDelivered) await this.#deliver()
    this.#calm.cron = true
  }

  async #ring(host: AnyHost): Promise<void> {
    host.alarmAt = null
    if (host === this.#pulse) this.#calm.pulse = true
    else this.stir()
    try {
      await host.ring()
    } catch {
      this.stir()
      host.alarmAt = Math.min(host.alarmAt ?? Number.POSITIVE_INFINITY, this.outbound.now + ALARM_RETRY_MS)
    }
  }

  #isAtRest(): boolean {
    const isQuiet = [this.enforcement, ...this.#channels.values()].every(
      ({ alarmAt }) => alarmAt === null || alarmAt > this.outbound.now + AT_REST_MS,
    )
    const isTold =
      !this.#hour.isDelivered ||
      this.database.all('SELECT 1 FROM audit_events WHERE due_at IS NOT NULL LIMIT 1').length === 0
    return isQuiet && isTold && this.#calm.cron && this.#calm.pulse
  }

  // What the objects run on, as src/wiring/moderation.ts puts it together.

  #log = (event: string): void => {
    if (/^(pulse|watch)_/.test(event)) this.stir()
  }

  #rest(life: Life): Rest {
    return createRest({
      apiUrl: 'https://discord.test/api/v10',
      botToken: 'token',
      fetch: (input, init) => {
        const url = new URL(String(input))
        const method = init?.method ?? 'GET'
        const isRead = method === 'GET'
        return this.outbound.send(
          life,
          { to: 'discord', name: `${method} ${url.pathname.slice(7)}${url.search}`, isRead },
          {
            act: () => this.community.answer(url, init),
            failed: () => new Response('bad gateway', { status: 502 }),
            // Long enough to be somebody else's to wait for; a read that took longer would make its messages old.
            limited: () => tooManyRequests(isRead ? 61 : 1163),
          },
        )
      },
      sleep: async (ms) => {
        this.outbound.now += ms
      },
    })
  }

  #db(life: Life): DatabaseLike {
    const values = new WeakMap<PreparedLike, { text: string; values: unknown[] }>()
    const prepared = (text: string, bound: unknown[]): PreparedLike => {
      const statement: PreparedLike = { bind: (...next) => prepared(text, next) }
      values.set(statement, { text, values: bound })
      return statement
    }
    const unreachable = () => {
      throw new Error('D1_ERROR: unreachable')
    }
    return {
      prepare: (text) => prepared(text, []),
      batch: (list) => {
        const statements = list.map((one) => values.get(one) ?? { text: '', values: [] })
        const isRead = statements.every(({ text }) => /^\s*SELECT/i.test(text))
        const name = statements.map(({ text }) => text.trim().slice(0, 24)).join('; ')
        return this.outbound.send(
          life,
          { to: 'database', name, isRead },
          {
            act: () =>
              this.database.transaction(() =>
                statements.map((one) => ({ results: this.database.all(one.text, one.values) })),
              ),
            failed: unreachable,
            limited: unreachable,
          },
        )
      },
    }
  }

  #call<T>(life: Life, name: string, act: () => Promise<T>): Promise<T> {
    const call: Call = { to: 'object', name, isRead: false }
    const failed = () => {
      throw new Error('the object could not be reached')
    }
    return this.outbound.send(life, call, { act, failed, limited: failed })
  }

  #enforcementCall<T>(life: Life, act: (it: Enforcement) => Promise<T>): Promise<T> {
    return this.#call(life, 'enforcement', () => {
      this.stir()
      return this.enforcement.within(act)
    })
  }

  #watching(life: Life): Watching {
    const rest = this.#rest(life)
    const discord = readingCalls(rest)
    const messages = messageCalls(rest)
    const { moderation } = config
    const policy = moderationPolicy({ ...config, moderation: { ...moderation, dryRun: this.#hour.isDry } })
    const now = () => this.outbound.now
    return {
      channel: {
        guildId: GUILD,
        botId: BOT,
        discord,
        policy: config.watch,
        feedback: null,
        errands: { plan: () => [], perform: async () => ({ kind: 'done' }) },
        moderator: {
          judge: async (batch) => decide(batch, policy, batch.now),
          enforce: (decisions, known) => this.#enforcementCall(life, (it) => it.enforce(decisions, known)),
        },
        now,
        log: this.#log,
      },
      pulse: {
        config,
        botId: BOT,
        exemptRoles: policy.exemptRoles,
        discord,
        watch: (id): WatchCalls => {
          const call = <T>(name: string, act: (it: ChannelWatch) => Promise<T>): Promise<T> =>
            this.#call(life, `${name} ${id}`, () => {
              this.stir()
              return this.#channel(id).within(act)
            })
          return {
            wake: (order) => call('wake', (it) => it.wake(order)),
            judgeAcross: (batch) => call('judge across', (it) => it.judgeAcross(batch)),
            look: () => call('look', (it) => it.look()),
          }
        },
        tell: (channelId, content, nonce) => messages.createMessage(channelId, { content }, { nonce }),
        policy: { ...config.watch, pulseSeconds: PULSE_SECONDS },
        now,
        log: this.#log,
      },
    }
  }

  #audit(db: DatabaseLike) {
    return auditTrail({
      db,
      guildId: GUILD,
      prefix: DEFAULT_EVENT_PREFIX,
      isDelivered: this.#hour.isDelivered,
      writeLine: () => {},
    })
  }

  #enforcementDeps(life: Life): Omit<EnforcementDeps, 'store'> {
    const rest = this.#rest(life)
    const db = this.#db(life)
    const now = () => this.outbound.now
    return {
      guildId: GUILD,
      policy: enforcementPolicy(config.moderation, false),
      db,
      discord: { ...moderatingCalls(rest, GUILD), ...messageCalls(rest) },
      audit: this.#audit(db),
      fetchFile: (url) =>
        this.outbound
          .send<FetchedFile>(
            life,
            { to: 'files', name: `GET ${url}`, isRead: true },
            {
              act: () => ({ kind: 'read', data: new Blob([url]) }),
              failed: () => ({ kind: 'failed' }),
              limited: () => ({ kind: 'failed' }),
            },
          )
          .catch(() => ({ kind: 'failed' })),
      places: placesByPurpose(config, readingCalls(rest), now),
      log: () => {},
      now,
    }
  }

  #desk(life: Life): ModerationDesk {
    const db = this.#db(life)
    return moderationDesk({
      db,
      guildId: GUILD,
      audit: this.#audit(db),
      enforcement: {
        enforce: (...parts) => this.#enforcementCall(life, (it) => it.enforce(...parts)),
        press: (press) => this.#enforcementCall(life, (it) => it.press(press)),
      },
    })
  }

  async #deliver(): Promise<void> {
    const life = new Life()
    const run = deliverEvents({
      db: this.#db(life),
      guildId: GUILD,
      url: 'https://audit.test/hook',
      secret: 'a secret of the receiver',
      now: () => this.outbound.now,
      fetch: (_, init) =>
        this.outbound.send(
          life,
          { to: 'webhook', name: 'POST webhook', isRead: false },
          {
            act: () => {
              const body = String(init?.body)
              this.delivered.set(String(JSON.parse(body).id), body)
              return new Response(null, { status: 204 })
            },
            failed: () => new Response(null, { status: 502 }),
            limited: () => tooManyRequests(1163),
          },
        ),
    })
    await Promise.race([run, life.lost]).catch(() => {})
  }
}

function tooManyRequests(seconds: number): Response {
  return Response.json({ retry_after: seconds }, { status: 429, headers: { 'retry-after': '1' } })
}
