import { beforeEach, describe, expect, it, vi } from 'vitest'
import { snowflakeAt } from '../../../src/discord/snowflake.ts'
import type { Decision } from '../../../src/moderation/decision.ts'
import type { MessageFacts } from '../../../src/moderation/message.ts'
import type { WatchOrder } from '../../../src/watch/channel-state.ts'
import { ChannelWatch } from '../../../src/watch/channel-watch.ts'
import type { ChannelDeps } from '../../../src/watch/deps.ts'
import { watchSchema } from '../../../src/watch/policy.ts'
import { AUTHOR, CHANNEL, discordMessage, GUILD, place } from '../watch/messages.ts'
import { Host } from './host.ts'

vi.mock('cloudflare:workers', () => import('./workers-runtime.ts'))
vi.mock('../../../src/wiring.ts', () => ({ stewardOn: ({ steward }: { steward: object }) => steward }))

const START = Date.UTC(2026, 10, 20, 12)
const MINUTE = 60_000
const DAY = 1440 * MINUTE

const state = {
  now: START,
  isWatching: true,
  isReachable: true,
  history: [] as ReturnType<typeof discordMessage>[],
  handedOver: [] as { decision: Decision; words: string[] }[],
  logs: [] as string[],
}

const enforce = async ([decision]: Decision[], messages: MessageFacts[]) => {
  if (!state.isReachable) throw new Error('cannot be reached')
  if (decision) state.handedOver.push({ decision, words: messages.map(({ content }) => content) })
}
const log = (event: string) => void state.logs.push(event)
const now = () => state.now

const channel: ChannelDeps = {
  guildId: GUILD,
  botId: '1',
  discord: {
    messagesAfter: async () => ({
      ok: true,
      value: { ids: state.history.map(({ id }) => id), messages: state.history },
    }),
    member: async () => ({ ok: true, value: { nick: null, joined_at: null, roles: [] } }),
  },
  moderator: {
    judge: async ({ fresh }) =>
      fresh.filter(({ content }) => content.includes('spam')).map((message) => objection(message)),
    enforce,
  },
  feedback: null,
  errands: { plan: () => [], perform: async () => ({ kind: 'done' }) },
  policy: watchSchema.parse({}),
  now,
  log,
}

function objection({ id, channelId }: MessageFacts): Decision {
  return {
    id: `spam:${id}`,
    rule: 'spam',
    authorId: AUTHOR,
    messages: [{ id, channelId }],
    actions: [{ kind: 'remove' }],
    score: 1,
    signals: [],
    explanation: '',
    memberText: '',
    isStrike: false,
    isDry: false,
  }
}

function watched() {
  return new Host(ChannelWatch, () => ({
    steward: {
      watch: state.isWatching ? { channel } : null,
      leaving: { moderator: { enforce }, now, log },
    },
  }))
}

const order = (): WatchOrder => ({
  place,
  exempt: { roleIds: [], memberIds: [] },
  startAfter: snowflakeAt(START - MINUTE),
  lastMessageId: state.history.at(-1)?.id ?? null,
  unreadSince: START,
  sharedId: null,
  failures: 0,
  rereads: true,
})

const written = (content: string, at: number, serial = 1n) =>
  discordMessage({ id: String(BigInt(snowflakeAt(at)) + serial), channel_id: CHANNEL, content })

/** Everything that the object has stored, as text. */
const stored = (host: ReturnType<typeof watched>) => JSON.stringify([...host.database.rows()])

async function ringUntil(host: ReturnType<typeof watched>, until: number): Promise<void> {
  for (let turn = 0; turn < 100 && host.alarmAt !== null && host.alarmAt <= until; turn++) {
    state.now = Math.max(state.now, host.alarmAt)
    host.alarmAt = null
    await host.ring()
  }
  state.now = until
}

beforeEach(() => {
  Object.assign(state, {
    now: START,
    isWatching: true,
    isReachable: true,
    history: [],
    handedOver: [],
    logs: [],
  })
})

describe('a channel when watching is turned off', () => {
  async function decided() {
    const host = watched()
    state.history = [written('buy spam', START), written('hello all', START, 2n)]
    await host.within((it) => it.wake(order()))
    state.isWatching = false
    host.evict()
    return host
  }

  it('hands over what was decided, then keeps nothing', async () => {
    const host = await decided()
    await ringUntil(host, START + MINUTE)
    expect(state.handedOver).toMatchObject([{ decision: { rule: 'spam' }, words: ['buy spam'] }])
    expect(stored(host)).toBe('[]')
    expect(host.alarmAt).toBeNull()
  })

  it('asks until it is taken, and has forgotten everything else meanwhile', async () => {
    const host = await decided()
    state.isReachable = false
    await ringUntil(host, START + MINUTE)
    expect(stored(host)).toContain('buy spam')
    expect(stored(host)).not.toContain('hello all')
    state.isReachable = true
    await ringUntil(host, START + 30 * MINUTE)
    expect(state.handedOver).toHaveLength(1)
    expect(stored(host)).toBe('[]')
  })

  it('keeps what nobody takes for a day, and says that it was dropped', async () => {
    const host = await decided()
    state.isReachable = false
    await ringUntil(host, START + DAY - 10 * MINUTE)
    expect(stored(host)).toContain('buy spam')
    await ringUntil(host, START + DAY + 10 * MINUTE)
    expect(stored(host)).toBe('[]')
    expect(state.logs).toContain('watch_decisions_dropped')
  })
})

describe('a channel that falls silent', () => {
  it('has the words of a deleted message for ten minutes after they were written', async () => {
    const host = watched()
    state.history = [written('hello all', START), written('something hasty', START, 2n)]
    await host.within((it) => it.wake(order()))
    state.history = state.history.slice(0, 1)
    await ringUntil(host, START + 9 * MINUTE)
    expect(stored(host)).toContain('something hasty')
    await ringUntil(host, START + 10 * MINUTE + 1_000)
    expect(stored(host)).not.toContain('something hasty')
    expect(stored(host)).toContain('hello all')
  })

  it('has nobody’s words two days later', async () => {
    const host = watched()
    state.history = [written('hello all', START)]
    await host.within((it) => it.wake(order()))
    await ringUntil(host, START + 2 * DAY)
    expect(stored(host)).not.toContain('hello all')
    expect(stored(host)).not.toContain(AUTHOR)
  })

  it('has no id of what was decided there two days later', async () => {
    const host = watched()
    state.history = [written('buy spam', START)]
    await host.within((it) => it.wake(order()))
    await ringUntil(host, START + DAY + 10 * MINUTE)
    expect(stored(host)).toContain('spam:')
    await ringUntil(host, START + 2 * DAY + MINUTE)
    expect(stored(host)).toBe('[]')
    expect(host.alarmAt).toBeNull()
  })
})
