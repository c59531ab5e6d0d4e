import { readdirSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { memoryDatabase } from '../../../../bench/retrieval/sqlite.ts'
import { encodeCustomId } from '../../../../src/discord/custom-id.ts'
import type { InteractionHandle, MessageParts } from '../../../../src/discord/messages.ts'
import type { DiscordFailure } from '../../../../src/discord/result.ts'
import type { DatabaseLike, PreparedLike } from '../../../../src/knowledge/database.ts'
import type { JudgementRequest } from '../../../../src/llm/judgement.ts'
import type { ModelOutcome } from '../../../../src/llm/model.ts'
import type { CheckDeps } from '../../../../src/moderation/feedback/check/deps.ts'
import type { CheckEnd, CheckOrder } from '../../../../src/moderation/feedback/check/order.ts'
import { type Reviewed, review } from '../../../../src/moderation/feedback/check/reviewing.ts'
import { checkStore } from '../../../../src/moderation/feedback/check/store.ts'
import { nextAt, takeOrder, work } from '../../../../src/moderation/feedback/check/work.ts'
import { type FeedbackPolicy, feedbackSchema } from '../../../../src/moderation/feedback/policy.ts'
import type { CandidateAnswer } from '../../../../src/moderation/feedback/questions.ts'
import type { MessageFacts } from '../../../../src/moderation/message.ts'
import type { Label } from '../../../../src/storage/reviews.ts'
import { message as facts, place } from '../../watch/messages.ts'

const GUILD = '1100000000000000001'
const MODS = '1100000000000000190'
const NOON = Date.UTC(2026, 10, 20, 12)
const MIGRATIONS = readdirSync('migrations')
  .sort()
  .filter((file) => file >= '0020' && !file.includes('knowledge'))
  .map((file) => `migrations/${file}`)

/** What goes wrong with one request: it has no effect or it has one, and then the object ends, or it is told of a failure. */
export type Fault = 'crash_before' | 'crash_after' | 'fails_before' | 'fails_after'
const OUTAGE = { kind: 'unknown', detail: 'no answer' } satisfies DiscordFailure

/** What a model says of a conversation; `m1` and so on as it reads it. */
export type Script = (conversation: string) => CandidateAnswer[]

export function say(
  id: string,
  authorId: string,
  name: string,
  content: string,
  more: Partial<MessageFacts> = {},
) {
  const author = { ...facts(id).author, id: authorId, username: name, displayName: name, joinedAt: 0 }
  return facts(id, { content, createdAt: NOON - 60_000, ...more, author })
}

/** One channel's checks over a Discord, a model and a ledger in memory, any request of which can go wrong. */
export function checkWorld({
  script,
  policy = {},
  isDry = false,
  waivers = [],
}: {
  script: Script
  policy?: Partial<FeedbackPolicy>
  isDry?: boolean
  waivers?: readonly string[]
}) {
  const cards = new Map<string, MessageParts>()
  const nonces = new Map<string, string>()
  const reactions = new Set<string>()
  const told: string[] = []
  const ends: CheckEnd[] = []
  const asked: string[] = []
  const rated: string[] = []
  const logs: string[] = []
  const money = { reserved: new Set<string>(), settled: new Set<string>() }
  const state = { now: NOON, requests: 0, calls: 0, isModelDown: false, hasBudget: true, canReact: true }
  let fault: { at: number; kind: Fault } | null = null
  let crash = () => {}

  const real = memoryDatabase(MIGRATIONS)
  const objectSql = new DatabaseSync(':memory:')
  const exec = (query: string, ...bindings: (string | number | null)[]) => {
    const rows = objectSql.prepare(query).all(...bindings)
    return { toArray: () => rows }
  }
  // Two statements in one text are a schema.
  const sql = {
    exec: (query: string, ...bindings: (string | number | null)[]) => {
      if (bindings.length === 0 && query.split(';').length > 2) {
        objectSql.exec(query)
        return { toArray: () => [] }
      }
      return exec(query, ...bindings)
    },
  }
  const transaction = (act: () => void) => {
    objectSql.exec('BEGIN')
    try {
      act()
      objectSql.exec('COMMIT')
    } catch (error) {
      objectSql.exec('ROLLBACK')
      throw error
    }
  }

  /** Every request goes through here. A crash never comes back. */
  async function request<T>(act: () => T | Promise<T>, failed: () => T): Promise<T> {
    state.requests++
    const kind = fault?.at === state.requests ? fault.kind : null
    if (kind === 'fails_before') return failed()
    if (kind === 'crash_before') return ends_here()
    const result = await act()
    if (kind === 'fails_after') return failed()
    return kind === 'crash_after' ? ends_here() : result
  }
  function ends_here(): Promise<never> {
    crash()
    return new Promise<never>(() => {})
  }
  const thrown = (): never => {
    throw new Error('no answer')
  }
  const db: DatabaseLike = {
    prepare: (text) => real.prepare(text),
    batch: (statements: PreparedLike[]) => request(() => real.batch(statements), thrown),
  }
  const discord = <T>(act: () => T) =>
    request<{ ok: true; value: T } | { ok: false; failure: DiscordFailure }>(
      () => ({ ok: true, value: act() }),
      () => ({ ok: false, failure: OUTAGE }),
    )
  const gone = { kind: 'refused', status: 404, code: 10008, message: '' } as const
  const lacking = { kind: 'refused', status: 403, code: 50013, message: '' } as const

  const deps = (): CheckDeps => ({
    guildId: GUILD,
    policy: feedbackSchema.parse({ auditSampleRate: 0, ...policy }),
    isDry,
    store: checkStore(sql, transaction),
    db,
    model: {
      price: { input: 0.1, output: 0.5, cacheRead: 0.01 },
      port: {
        provider: 'anthropic',
        model: 'claude-haiku-5-5',
        maxAttempts: 1,
        boundInputTokens: () => 1_000,
        boundOutputTokens: () => 1_000,
        judge: <T>({ data, schema }: JudgementRequest<T>) =>
          request<ModelOutcome<T>>(
            () => {
              state.calls++
              const usage = { inputTokens: 900, outputTokens: 100, cachedInputTokens: 0 }
              if (state.isModelDown) return { ok: false, failure: 'unavailable', usage: null, detail: 'down' }
              const conversation = data.find(({ label }) => label === 'conversation')?.text ?? ''
              const value = schema.parse({ candidates: script(conversation) })
              return { ok: true, value, usage, truncated: false }
            },
            () => ({ ok: false, failure: 'timeout', usage: null, detail: 'no answer' }),
          ),
      },
    },
    budget: {
      reserve: ({ id }) =>
        request<Awaited<ReturnType<CheckDeps['budget']['reserve']>>>(
          () => {
            if (!state.hasBudget) return { ok: false, refusal: 'daily_cap' }
            money.reserved.add(id)
            return { ok: true, reservationId: id }
          },
          () => ({ ok: false, refusal: 'unreachable' }),
        ),
      settle: (id) =>
        request(
          () => void money.settled.add(id),
          () => {},
        ),
    },
    discord: {
      react: async (channelId, id, emoji) =>
        state.canReact
          ? discord(() => {
              reactions.add(`${channelId}/${id} ${emoji}`)
              return null
            })
          : { ok: false, failure: lacking },
      unreact: (channelId, id, emoji) =>
        discord(() => {
          reactions.delete(`${channelId}/${id} ${emoji}`)
          return null
        }),
      deleteMessage: async (_, id) => {
        const result = await discord(() => cards.delete(id))
        if (!result.ok) return result
        return result.value ? { ok: true, value: null } : { ok: false, failure: gone }
      },
      readAfter: () =>
        discord(() =>
          [...cards].map(([id, parts]) => ({
            id,
            channel_id: MODS,
            content: '',
            author: { id: '1', username: 'steward' },
            timestamp: '',
            attachments: [],
            footer: parts.embeds?.[0]?.footer?.text ?? null,
          })),
        ),
      createMessage: (_, parts, { nonce }) =>
        discord(() => {
          const id = nonces.get(nonce) ?? `15000000000000000${10 + nonces.size}`
          if (!nonces.has(nonce)) cards.set(id, parts)
          nonces.set(nonce, id)
          return { id, channel_id: MODS }
        }),
      editMessage: async (channel, id, parts) => {
        if (!cards.has(id)) return { ok: false, failure: gone }
        return discord(() => {
          cards.set(id, parts)
          return { id, channel_id: channel }
        })
      },
      editOriginal: (_: InteractionHandle, { content = '' }) =>
        discord(() => {
          told.push(content)
          return { id: '1', channel_id: place.id }
        }),
      guild: () =>
        discord(() => ({
          owner_id: '1',
          roles: [{ id: '77', name: 'Roast me', permissions: 0n, position: 1, managed: false }],
        })),
      member: (_, id) => discord(() => ({ roles: waivers.includes(id) ? ['77'] : [] })),
    },
    followUps: {
      askAbout: (terms) => request(() => void asked.push(...terms.map(({ term }) => term)), thrown),
      afterRating: (flagId) => request(() => void rated.push(flagId), thrown),
    },
    moderatorsChannel: () => request(async () => MODS, thrown),
    report: (_, end) => request(() => void ends.push(end), thrown),
    secret: 'a secret of the guild',
    customId: encodeCustomId,
    log: (event, fields) => void logs.push(`${event} ${JSON.stringify(fields ?? {})}`),
    now: () => state.now,
  })

  /** Alarm after alarm until nothing is due within a minute. An object that ended begins anew from its storage. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 60; turn++) {
      const at = nextAt(deps())
      if (at === null || at > state.now + 3_600_000) return
      state.now = Math.max(state.now + 100, at)
      const crashed = new Promise<void>((resolve) => {
        crash = resolve
      })
      await Promise.race([work(deps()), crashed])
    }
    throw new Error(`never settles: ${logs.join('\n')}`)
  }

  let runs = 0
  return {
    db: real,
    state,
    cards,
    reactions,
    told,
    asked,
    rated,
    ends,
    logs,
    money,
    settle,
    /** From now on, counted from 1. */
    breakAt(at: number, kind: Fault) {
      state.requests = 0
      fault = { at, kind }
    },
    async check(messages: MessageFacts[], more: Partial<CheckOrder> = {}): Promise<CheckEnd | undefined> {
      const runId = more.runId ?? `run-${++runs}`
      const order = { runId, place, messages, judgeAfter: null, goneIds: [], answers: [] }
      takeOrder({ ...order, reasons: ['message_count'], ...more }, deps())
      await settle()
      return ends.find((end) => end.runId === runId)
    },
    async vote(
      flagId: string,
      label: Label,
      moderator = 'mod',
      press = `${moderator}-${label}`,
    ): Promise<Reviewed> {
      const it = { reviewId: press, flagId, reviewerId: moderator, label, notes: null }
      const reviewed = await review(it, deps())
      await settle()
      return reviewed
    },
  }
}
