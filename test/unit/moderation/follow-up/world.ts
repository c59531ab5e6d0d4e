import { memoryDatabase } from '../../../../bench/retrieval/sqlite.ts'
import type { ReservationRequest } from '../../../../src/budget/port.ts'
import type { MessageJson } from '../../../../src/discord/message-json.ts'
import type { MessageParts } from '../../../../src/discord/messages.ts'
import type { DiscordFailure } from '../../../../src/discord/result.ts'
import { isAfter, snowflakeAt } from '../../../../src/discord/snowflake.ts'
import type { JudgementRequest } from '../../../../src/llm/judgement.ts'
import type { FollowUpDeps } from '../../../../src/moderation/follow-up/deps.ts'
import { followUpsOver } from '../../../../src/moderation/follow-up/desk.ts'
import { followUp } from '../../../../src/moderation/follow-up/work.ts'
import { discordMessage } from '../../watch/messages.ts'

export const NOON = Date.UTC(2026, 10, 20, 12)
const MINUTE = 60_000
const MODS = '1100000000000000090'
const BOT = '1100000000000000002'
const MOD_ROLE = '1100000000000000080'
/** Mo and May are moderators, Ana is not. */
export const [MO, MAY, ANA, BEN] = [
  '1100000000000000011',
  '1100000000000000012',
  '1100000000000000021',
  '1100000000000000022',
] as const

/** What the model answers, or a failure. */
export type Says = (asked: JudgementRequest<unknown>) => object | 'unavailable'

/** Following up over SQLite in memory, with a Discord, a model and a clock that are fakes. */
export function followUpWorld({
  says = null,
  questionsADay = 5,
}: {
  says?: Says | null
  questionsADay?: number
} = {}) {
  const db = memoryDatabase([
    'migrations/0020_feedback.sql',
    'migrations/0022_feedback_cards.sql',
    'migrations/0024_follow_ups.sql',
  ])
  const state = {
    now: NOON,
    failure: null as DiscordFailure | null,
    /** Discord does it, and the answer is lost. */
    losesAnswers: false,
    hasBudget: true,
    says,
    /** In the moderators' channel. */
    messages: [] as (MessageJson & { parts?: MessageParts })[],
    edits: 0,
    asked: [] as JudgementRequest<unknown>[],
    reserved: [] as ReservationRequest[],
    settled: [] as number[],
    logged: [] as string[],
  }
  let made = 0
  const nextId = () => String(BigInt(snowflakeAt(state.now)) + BigInt(++made))
  const nonces = new Map<string, { at: number; id: string }>()
  const lost = { ok: false, failure: { kind: 'unknown', detail: 'no answer' } } as const

  const deps: FollowUpDeps = {
    guildId: '1100000000000000001',
    botId: BOT,
    policy: { attributeHalfLifeDays: 90 },
    db,
    places: async () => ({ moderators: MODS }),
    model: {
      price: { input: 1, output: 1, cacheRead: 1 },
      port: {
        provider: 'anthropic',
        model: 'fake',
        maxAttempts: 1,
        boundInputTokens: () => 100,
        boundOutputTokens: () => 100,
        judge: async (request) => {
          state.asked.push(request)
          const usage = { inputTokens: 50, outputTokens: 10, cachedInputTokens: 0 }
          const said = state.says?.(request) ?? 'unavailable'
          return said === 'unavailable'
            ? { ok: false, failure: 'unavailable', usage, detail: 'down' }
            : { ok: true, value: request.schema.parse(said), usage, truncated: false }
        },
      },
    },
    budget: {
      reserve: async (request) => {
        state.reserved.push(request)
        return state.hasBudget ? { ok: true, reservationId: request.id } : { ok: false, refusal: 'daily_cap' }
      },
      settle: async (_, cost) => void state.settled.push(cost),
    },
    discord: {
      createMessage: async (channel, parts, { nonce }) => {
        if (state.failure) return { ok: false, failure: state.failure }
        const known = nonces.get(nonce)
        // "A few minutes".
        const id = known && state.now - known.at < 3 * MINUTE ? known.id : nextId()
        if (id !== known?.id) {
          nonces.set(nonce, { at: state.now, id })
          const footer = { text: parts.embeds?.[0]?.footer?.text ?? null }
          state.messages.push({
            ...discordMessage({ id, content: '' }),
            author: { id: BOT, username: 'steward', global_name: null, bot: true },
            embeds: [{ title: null, description: null, url: null, author: null, footer, fields: null }],
            parts,
          })
        }
        return state.losesAnswers ? lost : { ok: true, value: { id, channel_id: channel } }
      },
      editMessage: async (channel, id, parts) => {
        if (state.failure) return { ok: false, failure: state.failure }
        const message = state.messages.find((each) => each.id === id)
        if (!message)
          return { ok: false, failure: { kind: 'refused', status: 404, code: 10008, message: 'unknown' } }
        message.parts = parts
        state.edits++
        return { ok: true, value: { id, channel_id: channel } }
      },
      followUp: async () => lost,
      messagesAfter: async (_, after) => {
        if (state.failure) return { ok: false, failure: state.failure }
        const messages = state.messages.filter(({ id }) => isAfter(id, after)).slice(0, 100)
        return { ok: true, value: { messages, ids: messages.map(({ id }) => id) } }
      },
      guild: async () => ({
        ok: true,
        value: {
          owner_id: '1100000000000000099',
          roles: [{ id: MOD_ROLE, name: 'mods', permissions: 1n << 40n, position: 2, managed: false }],
        },
      }),
      member: async (_, id) => ({
        ok: true,
        value: { nick: null, joined_at: null, roles: id === MO || id === MAY ? [MOD_ROLE] : [] },
      }),
    },
    log: (event, fields) => void state.logged.push(`${event} ${fields?.detail ?? ''}`),
    now: () => state.now,
  }

  /** Rings as the object's alarm would, for so many minutes. */
  async function pass(minutes: number): Promise<void> {
    const end = state.now + minutes * MINUTE
    for (let rings = 0; rings < 2_000; rings++) {
      const at = await followUp(deps)
      if (at === null || at > end) break
      state.now = Math.max(at, state.now + 1_000)
    }
    state.now = Math.max(end, state.now)
  }

  return {
    db,
    deps,
    state,
    pass,
    followUps: followUpsOver({
      db,
      questionsADay,
      wake: async () => {},
      log: deps.log,
      now: deps.now,
    }),
    cards: () =>
      state.messages.filter(({ parts }) => parts).map(({ id, parts }) => ({ id, ...parts?.embeds?.[0] })),
    /** Somebody replies in the moderators' channel. */
    reply: (authorId: string, to: string | undefined, content: string, over: Partial<MessageJson> = {}) => {
      state.now += 1_000
      state.messages.push({
        ...discordMessage({ id: nextId(), content }),
        author: { id: authorId, username: 'somebody', global_name: null, bot: null },
        message_reference: to === undefined ? null : { type: 0, message_id: to },
        ...over,
      })
    },
  }
}
