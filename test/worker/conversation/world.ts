import { parseConfig } from '../../../src/config/config.ts'
import type { Ask, WindowTurn } from '../../../src/conversation/ask.ts'
import type { ConversationDeps } from '../../../src/conversation/deps.ts'
import { encodeCustomId } from '../../../src/discord/custom-id.ts'
import type { MessageParts, PostedMessage } from '../../../src/discord/messages.ts'
import type { DiscordFailure, DiscordResult } from '../../../src/discord/result.ts'
import type { LogFields } from '../../../src/http/log.ts'
import type { Passage } from '../../../src/knowledge/section.ts'
import type { AnswerRequest, ModelOutcome, Statement } from '../../../src/llm/model.ts'
import type { UsageRow } from '../../../src/storage/usage.ts'

export const FAULTS = ['error before', 'error after', 'rejected', 'crash before', 'crash after'] as const
export type Fault = (typeof FAULTS)[number]

/** Far in the future, so that the runtime's own clock never fires the alarms that are set. */
export const START = Date.UTC(2100, 0, 1)

export interface Shown {
  content: string
  embeds: string[]
  buttons: number
  edits: number
}

export interface WorldOptions {
  /** The outbound call (counted from 1) that goes wrong, and how. */
  fault?: { call: number; kind: Fault } | undefined
  statements?: Statement[]
  outcome?: ModelOutcome<Statement[]>
  passages?: Passage[]
  hasModel?: boolean
  /** What Discord answers to a call in place of doing it; undefined: it is done. */
  refuse?: (call: string, count: number) => DiscordFailure | undefined
  reserve?: 'daily_cap' | 'channel_cap'
}

/** Everything around a conversation, as plain objects that record what happened to them. */
export function createWorld(options: WorldOptions = {}) {
  const state = {
    now: START,
    calls: [] as string[],
    isCrashed: false,
    reply: null as Shown | null,
    channels: new Map<string, Map<string, Shown>>(),
    threads: new Set<string>(),
    reservations: new Map<string, { worst: number; settled: number | null }>(),
    modelCalls: 0,
    requests: [] as AnswerRequest[],
    usage: new Map<string, UsageRow>(),
    adopted: new Map<string, WindowTurn[]>(),
    logs: [] as [string, LogFields | undefined][],
    searches: [] as string[],
  }
  const nonces = new Map<string, string>()
  let crash = () => {}
  let ids = 0

  /** Counts the call, and lets it go wrong when it is its turn. */
  async function outbound<T>(name: string, act: () => T, failed: () => T): Promise<T> {
    state.calls.push(name)
    const kind = options.fault?.call === state.calls.length ? options.fault.kind : null
    if (kind === 'error before') return failed()
    if (kind === 'rejected') throw new Error(`${name} broke off`)
    if (kind === 'crash before') return gone()
    const done = act()
    if (kind === 'error after') return failed()
    if (kind === 'crash after') return gone()
    return done
  }

  function gone<T>(): Promise<T> {
    state.isCrashed = true
    crash()
    return new Promise<T>(() => {})
  }

  const counts = new Map<string, number>()
  function discord<T>(name: string, act: () => DiscordResult<T>): Promise<DiscordResult<T>> {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    const refusal = options.refuse?.(name, count)
    return outbound<DiscordResult<T>>(
      name,
      () => (refusal ? { ok: false, failure: refusal } : act()),
      () => ({ ok: false, failure: { kind: 'unknown', detail: 'status 502' } }),
    )
  }

  function show(before: Shown | undefined | null, parts: MessageParts): Shown {
    if ((parts.content ?? '').length > 2000) throw new Error('longer than Discord allows')
    const embeds = (parts.embeds ?? []).map(({ description }) => description ?? '')
    if (embeds.join('').length > 6000) throw new Error('embeds longer than Discord allows')
    const buttons = JSON.stringify(parts.components ?? []).split('"custom_id"').length - 1
    return { content: parts.content ?? '', embeds, buttons, edits: before ? before.edits + 1 : 0 }
  }

  const channel = (id: string) => {
    const messages = state.channels.get(id) ?? new Map<string, Shown>()
    state.channels.set(id, messages)
    return messages
  }

  const deps: ConversationDeps = {
    config: parseConfig({
      community: {
        name: 'Test',
        guildId: '1100000000000000001',
        docsUrl: 'https://docs.test/guide',
        linkHosts: [],
      },
    }),
    retriever: {
      name: 'embedded',
      search: ({ text }) =>
        outbound(
          'search',
          () => {
            state.searches.push(text)
            return options.passages ?? PASSAGES
          },
          () => {
            throw new Error('out of service')
          },
        ),
    },
    quote: (section, _question, chars) => section.body.slice(0, chars),
    model:
      options.hasModel === false
        ? null
        : {
            price: { input: 1, output: 1, cacheRead: 1 },
            port: {
              provider: 'anthropic',
              model: 'test-model',
              maxAttempts: 1,
              boundInputTokens: () => 1000,
              boundOutputTokens: () => 900,
              answer: (request, onProgress) =>
                outbound<ModelOutcome<Statement[]>>(
                  'model',
                  () => {
                    state.modelCalls++
                    state.requests.push(request)
                    const statements = options.statements ?? STATEMENTS
                    onProgress?.(statements.slice(0, Math.ceil(statements.length / 2)))
                    return (
                      options.outcome ?? {
                        ok: true,
                        value: statements,
                        usage: { inputTokens: 500, outputTokens: 100, cachedInputTokens: 0 },
                        truncated: false,
                      }
                    )
                  },
                  () => ({ ok: false, failure: 'unavailable', usage: null, detail: 'status 529' }),
                ),
            },
          },
    budget: {
      reserve: ({ id, worstMicroUsd }) =>
        outbound<Awaited<ReturnType<ConversationDeps['budget']['reserve']>>>(
          'reserve',
          () => {
            if (options.reserve) return { ok: false, refusal: options.reserve }
            if (!state.reservations.has(id))
              state.reservations.set(id, { worst: worstMicroUsd, settled: null })
            return { ok: true, reservationId: id }
          },
          () => ({ ok: false, refusal: 'unreachable' }),
        ),
      settle: (id, actual) =>
        outbound(
          'settle',
          () => {
            const reservation = state.reservations.get(id)
            if (reservation) reservation.settled ??= actual
          },
          () => {
            throw new Error('unreachable')
          },
        ),
    },
    discord: {
      editOriginal: (_, parts) =>
        discord<PostedMessage>('editOriginal', () => {
          state.reply = show(state.reply ?? { content: '', embeds: [], buttons: 0, edits: 0 }, parts)
          return { ok: true, value: { id: 'reply-1', channel_id: 'channel-1' } }
        }),
      createMessage: (channelId, parts, { nonce }) =>
        discord<PostedMessage>('createMessage', () => {
          if (nonce.length > 25) throw new Error('nonce longer than Discord allows')
          const known = nonces.get(nonce)
          const id = known ?? `message-${++ids}`
          if (!known) channel(channelId).set(id, show(null, parts))
          nonces.set(nonce, id)
          return { ok: true, value: { id, channel_id: channelId } }
        }),
      editMessage: (channelId, id, parts) =>
        discord<PostedMessage>('editMessage', () => {
          channel(channelId).set(id, show(channel(channelId).get(id), parts))
          return { ok: true, value: { id, channel_id: channelId } }
        }),
      startThread: (_, message) =>
        discord('startThread', () => {
          if (state.threads.has(message)) {
            return { ok: false, failure: { kind: 'refused', status: 400, code: 160004, message: 'exists' } }
          }
          state.threads.add(message)
          return { ok: true, value: { id: message } }
        }),
    },
    customId: encodeCustomId,
    usage: {
      record: (row) =>
        outbound(
          'usage',
          () => {
            if (!state.usage.has(row.answerId)) state.usage.set(row.answerId, row)
          },
          () => {
            throw new Error('database')
          },
        ),
    },
    adopt: (threadId, turn) =>
      outbound(
        'adopt',
        () => {
          const turns = state.adopted.get(threadId) ?? []
          if (!turns.some(({ id }) => id === turn.id)) state.adopted.set(threadId, [...turns, turn])
        },
        () => {
          throw new Error('unreachable')
        },
      ),
    log: (event, fields) => {
      state.logs.push([event, fields])
    },
    now: () => state.now,
    randomHex: (bytes) => 'ab'.repeat(bytes),
  }

  return {
    state,
    deps,
    /** Resolves when the crash asked for happens. */
    crashed: new Promise<void>((resolve) => {
      crash = resolve
    }),
    messagesIn: (channelId: string) => [...channel(channelId).values()],
    spentMicroUsd: () =>
      [...state.reservations.values()].reduce((sum, { worst, settled }) => sum + (settled ?? worst), 0),
    reservedMicroUsd: () => [...state.reservations.values()].reduce((sum, { worst }) => sum + worst, 0),
  }
}

export type World = ReturnType<typeof createWorld>

export function passage(id: string, body: string, score = 0.9): Passage {
  return {
    score,
    section: {
      id,
      url: `https://docs.test/guide/${id}#here`,
      page: `https://docs.test/guide/${id}`,
      title: `Page ${id}`,
      headings: ['Here'],
      body,
      scope: '',
      position: 0,
    },
  }
}

export const PASSAGES = [
  passage('budget', 'The daily budget is `dailyUsd`. It defaults to 3 dollars.'),
  passage('costs', 'An answer costs a fraction of a cent.', 0.7),
]

const sentence = (word: string) =>
  `The ${word} is set in the configuration file of the community and takes effect with the next deploy. `

const STATEMENTS: Statement[] = [
  { text: sentence('daily budget').repeat(6), cites: [0] },
  { text: `\n\n${sentence('price of an answer')}`, cites: [1] },
]

export const LONG_STATEMENTS: Statement[] = Array.from({ length: 8 }, (_, index) => ({
  text: `${sentence(`setting number ${index}`).repeat(5)}\n\n`,
  cites: [index % 2],
}))

export function askOf(change: Partial<Ask> = {}): Ask {
  return {
    id: 'interaction-1',
    origin: { kind: 'interaction', applicationId: 'application-1', token: 'token-1' },
    text: 'How do I set the daily budget?',
    memberId: '42',
    channelId: 'channel-1',
    budgetChannelId: 'channel-1',
    threadId: null,
    scope: undefined,
    isPrivate: false,
    target: null,
    ...change,
  }
}
