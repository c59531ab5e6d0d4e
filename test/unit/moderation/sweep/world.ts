import { DatabaseSync } from 'node:sqlite'
import type { BudgetReport, ReservationRequest } from '../../../../src/budget/port.ts'
import type { MessageJson } from '../../../../src/discord/message-json.ts'
import type { DiscordFailure } from '../../../../src/discord/result.ts'
import { compareIds, isAfter, snowflakeAt } from '../../../../src/discord/snowflake.ts'
import type { JudgementRequest } from '../../../../src/llm/judgement.ts'
import type { ModelFailure } from '../../../../src/llm/model.ts'
import { type Batch, decide } from '../../../../src/moderation/decide.ts'
import type { Decision } from '../../../../src/moderation/decision.ts'
import type { JobVerdict } from '../../../../src/moderation/jobs/verdict.ts'
import type { MessageFacts } from '../../../../src/moderation/message.ts'
import type { AdviceVerdict } from '../../../../src/moderation/sweep/advice.ts'
import type { SweepDeps } from '../../../../src/moderation/sweep/deps.ts'
import { lookAgain } from '../../../../src/moderation/sweep/look-again.ts'
import { sweepStore } from '../../../../src/moderation/sweep/store.ts'
import { add, nextAt, sweep } from '../../../../src/moderation/sweep/work.ts'
import { discordMessage } from '../../watch/messages.ts'
import { message, NOW, policyWith } from '../rules/facts.ts'

export const JOBS = '90'
const CHANNELS: Record<string, { id: string; purpose: 'mentions' | 'answers' | 'jobs' }> = {
  general: { id: '1', purpose: 'mentions' },
  dev: { id: '2', purpose: 'mentions' },
  help: { id: '3', purpose: 'answers' },
  jobs: { id: JOBS, purpose: 'jobs' },
}
const MINUTE = 60_000
const CAP = 1_000_000

/** What the model says to what it is asked; a failure when it is one. */
export type Says = (asked: JudgementRequest<unknown>) => Partial<JobVerdict & AdviceVerdict> | ModelFailure

interface Options {
  moderation?: Record<string, unknown>
  /** Null: no model. */
  says?: Says | null
  /** Micro-dollars that are spent already. */
  spent?: number
  hasJobsChannel?: boolean
}

/** A sweep over SQLite in memory, with a Discord, a model and a clock that are fakes. */
export function sweepWorld({
  moderation = {},
  says = () => ({ intent: 'other', action: 'allow' }),
  spent = 0,
  hasJobsChannel = true,
}: Options = {}) {
  const state = {
    now: NOW,
    spent,
    failure: null as DiscordFailure | null,
    isEnforcementDown: false,
    reads: [] as string[],
    asked: [] as JudgementRequest<unknown>[],
    reserved: [] as ReservationRequest[],
    settled: [] as number[],
    enforced: [] as { decision: Decision; messages: MessageFacts[] }[],
    /** Runs while the model thinks. */
    meanwhile: () => {},
  }
  let written = 0
  const history = new Map<string, MessageJson[]>()
  const policy = policyWith(moderation)
  const db = new DatabaseSync(':memory:')
  const store = sweepStore(
    {
      exec: (query, ...values) => {
        if (values.length === 0 && query.includes('CREATE')) db.exec(query)
        else {
          const result = db.prepare(query).all(...values)
          return { toArray: () => result }
        }
        return { toArray: () => [] }
      },
    },
    (act) => act(),
  )
  const page = async (channelId: string, after = '0') => {
    state.reads.push(channelId)
    if (state.failure) return { ok: false, failure: state.failure } as const
    const messages = (history.get(channelId) ?? [])
      .filter(({ id }) => isAfter(id, after))
      .toSorted((a, b) => compareIds(a.id, b.id))
    return { ok: true, value: { messages, ids: messages.map(({ id }) => id) } } as const
  }
  const report = (): BudgetReport => ({
    day: '2026-11-20',
    dailyCapMicroUsd: CAP,
    channelCapMicroUsd: CAP,
    spentMicroUsd: state.spent,
    reservedMicroUsd: 0,
    channels: [],
    refusals: [],
    refusedMembers: [],
  })
  const deps: SweepDeps = {
    guildId: '1100000000000000001',
    policy,
    discord: { messagesAfter: page, latestMessages: (channelId) => page(channelId) },
    purposeOf: ({ channelName }) => CHANNELS[channelName]?.purpose ?? null,
    model: says && {
      price: { input: 1, output: 1, cacheRead: 1 },
      port: {
        provider: 'anthropic',
        model: 'fake',
        maxAttempts: 1,
        boundInputTokens: () => 1000,
        boundOutputTokens: () => 300,
        judge: async (request) => {
          state.asked.push(request)
          state.meanwhile()
          const said = says(request)
          const usage = { inputTokens: 100, outputTokens: 10, cachedInputTokens: 0 }
          if (typeof said === 'string') return { ok: false, failure: said, usage, detail: 'no answer' }
          const value = request.schema.parse({
            reasoning: 'internal thoughts',
            ...('asks_for_own_money_advice' in said
              ? { belongs_to_the_community_topic: false, ...said }
              : { intent: 'other', action: 'allow', spam: false, reason: 'For people.', ...said }),
          })
          return { ok: true, value, usage, truncated: false }
        },
      },
    },
    budget: {
      report: async () => report(),
      reserve: async (request) => {
        state.reserved.push(request)
        return state.spent + request.worstMicroUsd > CAP
          ? { ok: false, refusal: 'daily_cap' }
          : { ok: true, reservationId: request.id }
      },
      settle: async (_, actual) => {
        state.settled.push(actual)
        state.spent += actual
      },
    },
    places: async () => ({ moderators: '80', jobs: hasJobsChannel ? JOBS : null }),
    enforce: async (decision, messages) => {
      if (state.isEnforcementDown) throw new Error('enforcement is down')
      state.enforced.push({ decision, messages })
    },
    log: () => {},
    now: () => state.now,
  }

  const put = (facts: MessageFacts, more: Record<string, unknown> = {}) => {
    const { id, channelId, content, author, editedAt } = facts
    const json = discordMessage({
      id,
      content,
      edited_timestamp: editedAt === null ? null : new Date(editedAt).toISOString(),
      author: { id: author.id, username: author.username, global_name: author.displayName },
      ...more,
    })
    const others = (history.get(channelId) ?? []).filter((each) => each.id !== id)
    history.set(channelId, [...others, json])
  }
  /** What watching does with what it reads: judged at once, and handed on when words leave it open. */
  const read = (batch: Partial<Pick<Batch, 'fresh' | 'edited'>>) => {
    const whole = { fresh: [], edited: [], recent: [], readAfterOutage: false, ...batch }
    const orders = lookAgain(whole, decide(whole, policy, state.now), policy, deps.purposeOf)
    add(orders, [...whole.fresh, ...whole.edited], store, deps)
    return orders
  }

  return {
    state,
    store,
    deps,
    history,
    put,
    read,
    /** Somebody writes, and it is read. */
    write(content: string, channel = 'general', over: Partial<MessageFacts> = {}): MessageFacts {
      const channelId = CHANNELS[channel]?.id ?? channel
      const id = String(BigInt(snowflakeAt(state.now)) + BigInt(++written))
      const facts = message(content, { id, channelId, channelName: channel, createdAt: state.now, ...over })
      put(facts)
      read({ fresh: [facts] })
      return facts
    },
    edit(facts: MessageFacts, content: string): MessageFacts {
      const edited = { ...facts, content, editedAt: state.now }
      put(edited)
      return edited
    },
    remove({ id, channelId }: MessageFacts) {
      history.set(
        channelId,
        (history.get(channelId) ?? []).filter((each) => each.id !== id),
      )
    },
    reply(to: MessageFacts, authorId = '77') {
      const id = String(BigInt(to.id) + 1n)
      put(message('interesting!', { id, channelId: to.channelId, author: { ...to.author, id: authorId } }), {
        message_reference: { message_id: to.id },
      })
    },
    /** Lets the time pass and rings whenever the alarm would. Gives the times it rang. */
    async pass(minutes: number): Promise<number[]> {
      const until = state.now + minutes * MINUTE
      const rang: number[] = []
      for (let at = nextAt(store, state.now); at !== null && at <= until; at = nextAt(store, state.now)) {
        state.now = at
        rang.push(at)
        await sweep(store, deps)
      }
      state.now = until
      return rang
    },
    actions: () =>
      state.enforced.map(
        ({ decision }) => `${decision.rule}: ${decision.actions.map(({ kind }) => kind).join('+')}`,
      ),
  }
}
