import { DatabaseSync } from 'node:sqlite'
import { type MessageJson, messageJson } from '../../src/discord/message-json.ts'
import { compareIds, isAfter } from '../../src/discord/snowflake.ts'
import type { MessageFacts } from '../../src/moderation/message.ts'
import type { ModerationPolicy } from '../../src/moderation/policy.ts'
import type { SweepDeps } from '../../src/moderation/sweep/deps.ts'
import { type SweepStore, sweepStore } from '../../src/moderation/sweep/store.ts'

export const GUILD = '1100000000000000001'
const JOBS = '90'

/** What a sweep costs, as Cloudflare and Discord count it. */
export interface Counted {
  discordRequests: number
  modelRequests: number
  /** To the budget's and the enforcement's objects; those to the sweep's own are counted where they are made. */
  objectCalls: number
  rows: number
}

/** Discord, the model, the budget and SQLite in memory. The model answers at once that nothing is a job post but offers. */
export function sweepWorld(policy: ModerationPolicy, now: () => number) {
  const counted: Counted = { discordRequests: 0, modelRequests: 0, objectCalls: 0, rows: 0 }
  const history = new Map<string, MessageJson[]>()
  const page = async (channelId: string, after = '0') => {
    counted.discordRequests++
    const messages = (history.get(channelId) ?? []).filter(({ id }) => isAfter(id, after))
    return { ok: true, value: { messages, ids: messages.map(({ id }) => id) } } as const
  }
  const deps: SweepDeps = {
    guildId: GUILD,
    policy,
    discord: { messagesAfter: page, latestMessages: (channelId) => page(channelId) },
    purposeOf: ({ channelId }) => (channelId === JOBS ? 'jobs' : 'mentions'),
    model: {
      price: { input: 1, output: 1, cacheRead: 1 },
      port: {
        provider: 'anthropic',
        model: 'stand-in',
        maxAttempts: 1,
        boundInputTokens: () => 1000,
        boundOutputTokens: () => 300,
        judge: async ({ schema }) => {
          counted.modelRequests++
          const said = [JOB_VERDICT, ADVICE_VERDICT].map((each) => schema.safeParse(each))
          const value = said.find(({ success }) => success)?.data
          if (value === undefined) throw new Error('the stand-in does not know the answer’s form')
          const usage = { inputTokens: 100, outputTokens: 10, cachedInputTokens: 0 }
          return { ok: true, value, usage, truncated: false }
        },
      },
    },
    budget: {
      report: async () => {
        counted.objectCalls++
        return {
          day: '2026-11-20',
          dailyCapMicroUsd: 1e9,
          channelCapMicroUsd: 1e9,
          spentMicroUsd: 0,
          reservedMicroUsd: 0,
          channels: [],
          refusals: [],
          refusedMembers: [],
        }
      },
      reserve: async ({ id }) => {
        counted.objectCalls++
        return { ok: true, reservationId: id }
      },
      settle: async () => {
        counted.objectCalls++
      },
    },
    places: async () => ({ moderators: '80', jobs: JOBS }),
    enforce: async () => {
      counted.objectCalls++
    },
    log: () => {},
    now,
  }
  return {
    counted,
    deps,
    store: countedStore(counted),
    write({ id, channelId, content, author }: MessageFacts): void {
      const { id: authorId, username } = author
      const json = messageJson.parse({ id, type: 0, content, author: { id: authorId, username } })
      history.set(
        channelId,
        [...(history.get(channelId) ?? []), json].toSorted((a, b) => compareIds(a.id, b.id)).slice(-100),
      )
    },
  }
}

const JOB_VERDICT = {
  reasoning: 'A member offers work.',
  intent: 'post_job',
  action: 'move',
  spam: false,
  reason: 'This is an offer of work.',
}
const ADVICE_VERDICT = {
  reasoning: 'A question.',
  asks_for_own_money_advice: false,
  belongs_to_the_community_topic: true,
}

function countedStore(counted: Counted): SweepStore {
  const db = new DatabaseSync(':memory:')
  return sweepStore(
    {
      exec: (query, ...values) => {
        if (values.length === 0 && query.includes('CREATE')) db.exec(query)
        else if (/^\s*SELECT/.test(query)) {
          const found = db.prepare(query).all(...values)
          return { toArray: () => found }
        } else counted.rows += Number(db.prepare(query).run(...values).changes)
        return { toArray: () => [] }
      },
    },
    (act) => act(),
  )
}
