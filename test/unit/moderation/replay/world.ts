import { parseConfig } from '../../../../src/config/config.ts'
import { encodeCustomId } from '../../../../src/discord/custom-id.ts'
import { messageJson } from '../../../../src/discord/message-json.ts'
import type { MessageParts } from '../../../../src/discord/messages.ts'
import type { DiscordFailure, DiscordResult } from '../../../../src/discord/result.ts'
import { compareIds, snowflakeAt } from '../../../../src/discord/snowflake.ts'
import { moderationPolicy } from '../../../../src/moderation/policy.ts'
import type { Asked } from '../../../../src/moderation/replay/asked.ts'
import { takeOrder } from '../../../../src/moderation/replay/calls.ts'
import type { ReplayDeps, ReplayStore } from '../../../../src/moderation/replay/deps.ts'
import type { Order } from '../../../../src/moderation/replay/run.ts'
import { work } from '../../../../src/moderation/replay/work.ts'
import type { KeptMessage, PastCase } from '../../../../src/storage/past-cases.ts'

export const NOW = Date.parse('2026-11-20T12:00:00Z')
export const DAY_MS = 86_400_000
const GUILD = '1100000000000000001'
export const CHANNEL = { general: '201', help: '202', offtopic: '203', cards: '204' } as const
const MODERATORS = '301'
export const OLD_MEMBER = snowflakeAt(Date.parse('2020-01-01'))

let serial = 0

export interface Written {
  channel: keyof typeof CHANNEL
  by: string
  at: number
  content: string
}

/** A guild of plain objects; `fail` may refuse a call. */
export function guildOf(
  written: Written[],
  over: { cases?: PastCase[]; kept?: KeptMessage[] },
  store: ReplayStore,
) {
  const messages = written
    .map(({ channel, by, at, content }) => ({
      channel: CHANNEL[channel],
      json: messageJson.parse({
        id: String(BigInt(snowflakeAt(at)) + BigInt(serial++ % 4000)),
        timestamp: new Date(at).toISOString(),
        author: { id: by, username: 'somebody' },
        content,
      }),
    }))
    .sort((a, b) => compareIds(a.json.id, b.json.id))
  const state = {
    now: NOW,
    calls: [] as string[],
    posts: [] as MessageParts[],
    shown: null as MessageParts | null,
    answer: '',
    roles: new Map<string, string[]>(),
    fail: (_name: string): DiscordFailure | null => null,
  }
  async function call<T>(name: string, value: () => T): Promise<DiscordResult<T>> {
    state.calls.push(name)
    const failure = state.fail(name)
    return failure ? { ok: false, failure } : { ok: true, value: value() }
  }
  const lastOf = (channel: string) => messages.findLast((one) => one.channel === channel)?.json.id ?? null
  const config = parseConfig({
    community: { name: 'Test', guildId: GUILD, docsUrl: 'https://docs.example.org' },
    channels: { mentions: ['general'], answers: ['help'], moderators: ['cards'], inactive: ['offtopic'] },
  })
  const posted = { id: '900', channel_id: CHANNEL.cards }
  const deps: ReplayDeps = {
    config,
    policy: moderationPolicy(config),
    botId: '1',
    discord: {
      channels: () =>
        call('channels', () =>
          Object.entries(CHANNEL).map(([name, id]) => ({ id, name, type: 0, last_message_id: lastOf(id) })),
        ),
      activeThreads: () => call('threads', () => []),
      guild: () =>
        call('guild', () => ({
          owner_id: '2',
          roles: [{ id: MODERATORS, name: 'mods', permissions: 1n << 13n, position: 1, managed: false }],
        })),
      member: (_, id) =>
        call('member', () => ({ joined_at: '2020-02-01T00:00:00Z', roles: state.roles.get(id) ?? [] })),
      messagesAfter: (channel, after) =>
        call('page', () => {
          const page = messages
            .filter((one) => one.channel === channel && compareIds(one.json.id, after) > 0)
            .slice(0, 100)
            .map(({ json }) => json)
          return { ids: page.map(({ id }) => id), messages: page }
        }),
      createMessage: (_, parts) =>
        call('post', () => {
          state.posts.push(parts)
          state.shown = parts
          return posted
        }),
      editMessage: (_channel, _id, parts) =>
        call('edit', () => {
          state.shown = { ...state.shown, ...parts }
          return posted
        }),
      editOriginal: (_, { content = '' }) =>
        call('answer', () => {
          state.answer = content
          return posted
        }),
    },
    cases: {
      since: async () => over.cases ?? [],
      keptAfter: async (after, _, limit) =>
        (over.kept ?? []).filter(({ id }) => compareIds(id, after) > 0).slice(0, limit),
    },
    customId: encodeCustomId,
    store,
    now: () => state.now,
    log: () => {},
  }
  return { state, deps, store, messages }
}

export type World = ReturnType<typeof guildOf>

export function order(asked: Partial<Asked> = {}, id = '500'): Order {
  return {
    id,
    by: '77',
    answer: { applicationId: '1', token: 't' },
    asked: {
      rule: 'repeated-messages',
      changed: [],
      since: NOW - 7 * DAY_MS,
      until: NOW,
      channelId: null,
      ...asked,
    },
  }
}

/** Rings the alarm until the run is over, as the object does; returns how often. */
export async function finish({ deps, store, state }: World, onStep: () => void = () => {}): Promise<number> {
  for (let steps = 0; steps < 2_000; steps++) {
    const phase = store.load()?.phase
    if (phase === undefined || phase === 'finished') return steps
    const at = await work(deps)
    if (at !== null && store.load()?.phase !== 'finished') state.now = Math.max(state.now, at)
    onStep()
  }
  throw new Error('it does not end')
}

export async function run(made: World, asked: Partial<Asked> = {}): Promise<string> {
  takeOrder(order(asked), made.deps)
  await finish(made)
  return JSON.stringify(made.state.shown)
}

/** The same line `times` times in a row. */
export function flood(
  by: string,
  at: number,
  times = 4,
  channels: readonly (keyof typeof CHANNEL)[] = ['general'],
): Written[] {
  return Array.from({ length: times }, (_, index) => ({
    channel: channels[index % channels.length] ?? 'general',
    by,
    at: at + index * 2_000,
    content: 'come to my new server everybody',
  }))
}
