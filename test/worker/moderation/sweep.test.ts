import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { parseConfig } from '../../../src/config/config.ts'
import { readingCalls } from '../../../src/discord/reading.ts'
import { createRest } from '../../../src/discord/rest.ts'
import { snowflakeAt } from '../../../src/discord/snowflake.ts'
import type { Decision } from '../../../src/moderation/decision.ts'
import type { MessageFacts } from '../../../src/moderation/message.ts'
import { moderationPolicy } from '../../../src/moderation/policy.ts'
import type { SweepDeps } from '../../../src/moderation/sweep/deps.ts'
import { lookAgain } from '../../../src/moderation/sweep/look-again.ts'

/** Far ahead, so that no alarm rings on its own: real ones follow the real clock. */
const START = Date.UTC(2100, 0, 1, 12)
const GENERAL = '1100000000000000102'
const GWEN = '1100000000000000201'
const HIRING =
  "We're hiring a senior backend engineer (Go, Postgres). Fully remote, 70-90k EUR. DM me with your CV!"

const config = parseConfig({
  community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.test' },
  channels: { mentions: ['general'], jobs: ['jobs'] },
})

function messageOf(content: string): MessageFacts {
  return {
    id: snowflakeAt(START),
    guildId: config.community.guildId,
    channelId: GENERAL,
    channelName: 'general',
    parentId: null,
    author: {
      id: GWEN,
      username: 'gwen',
      displayName: 'Gwen',
      accountCreatedAt: 0,
      joinedAt: 0,
      roleIds: [],
      isBot: false,
      isWebhook: false,
      isExempt: false,
    },
    content,
    extraText: [],
    extraUrls: [],
    attachments: [],
    createdAt: START,
    editedAt: null,
    replyToId: null,
    hasReplies: false,
  }
}

function createWorld() {
  const state = { now: START, isDown: false, enforced: [] as Decision[], logs: [] as string[] }
  const { id, content } = messageOf(HIRING)
  const page = [{ id, type: 0, content, author: { id: GWEN, username: 'gwen' } }]
  const rest = createRest({
    apiUrl: 'https://discord.test/api/v10',
    botToken: 'token',
    fetch: async (input) =>
      state.isDown
        ? new Response('bad gateway', { status: 502 })
        : Response.json(String(input).includes(GENERAL) ? page : []),
    sleep: async () => {},
  })
  const policy = moderationPolicy(config)
  const deps: SweepDeps = {
    guildId: config.community.guildId,
    policy,
    discord: readingCalls(rest),
    purposeOf: () => 'mentions',
    model: null,
    budget: {
      reserve: async () => ({ ok: false, refusal: 'daily_cap' }),
      settle: async () => {},
      report: () => Promise.reject(new Error('not asked')),
    },
    places: async () => ({ moderators: '1', jobs: '2' }),
    enforce: async (decision) => void state.enforced.push(decision),
    log: (event) => void state.logs.push(event),
    now: () => state.now,
  }
  return { state, deps, orders: (message: MessageFacts) => orderFor(message, policy) }
}

const orderFor = (message: MessageFacts, policy: SweepDeps['policy']) =>
  lookAgain({ fresh: [message], edited: [] }, [], policy, () => 'mentions')

const object = () => env.SWEEP.getByName('guild')

/** Gives the object this world in place of the one that configuration has. */
const connect = (deps: SweepDeps | null) =>
  runInDurableObject(object(), (instance) => {
    instance.deps = () => deps
  })

const alarmIn = async (now: number) =>
  runInDurableObject(object(), async (_, { storage }) => ((await storage.getAlarm()) ?? now) - now)

test('a message that may be a job post waits five minutes, is handed on once, and then only remembered', async () => {
  const { state, deps, orders } = createWorld()
  await connect(deps)
  const message = messageOf(HIRING)
  for (let i = 0; i < 3; i++) await object().add(orders(message), [message])
  expect(await alarmIn(state.now)).toBe(300_000)
  state.now += 300_000
  await runDurableObjectAlarm(object())
  // Without a model words alone call a moderator.
  expect(state.enforced.map(({ id, actions }) => [id, actions.map(({ kind }) => kind)])).toEqual([
    [`jobs:${GWEN}:${message.id}`, ['react', 'card']],
  ])
  expect(await alarmIn(state.now)).toBe(86_400_001)
  state.now += 86_400_001
  await runDurableObjectAlarm(object())
  expect(state.enforced).toHaveLength(1)
  expect(await alarmIn(state.now)).toBe(0)
})

test('an outage of Discord puts it off, and the cron sets an alarm that was lost', async () => {
  const { state, deps, orders } = createWorld()
  await connect(deps)
  const message = messageOf(HIRING)
  await object().add(orders(message), [message])
  state.isDown = true
  state.now += 300_000
  await runDurableObjectAlarm(object())
  expect(state.logs).toEqual(['sweep_not_read'])
  await runInDurableObject(object(), (_, { storage }) => storage.deleteAlarm())
  await object().look()
  state.isDown = false
  state.now += await alarmIn(state.now)
  await runDurableObjectAlarm(object())
  expect(state.enforced).toHaveLength(1)
})

test('nothing is kept once watching is off', async () => {
  const { deps, orders } = createWorld()
  await connect(deps)
  const message = messageOf(HIRING)
  await object().add(orders(message), [message])
  await connect(null)
  await runDurableObjectAlarm(object())
  const tables = await runInDurableObject(object(), (_, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'candidates'").toArray(),
  )
  expect(tables).toEqual([])
})
