import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { watchSchema } from '../../../src/watch/policy.ts'
import { pulseStore } from '../../../src/watch/pulse-store.ts'
import { pulse } from '../../../src/watch/pulse-work.ts'
import { watchingOn } from '../../../src/watch/watching.ts'
import { stewardOn } from '../../../src/wiring.ts'
import {
  beat,
  connect,
  guildPulse,
  helpAlarm,
  helpPlace,
  helpState,
  passTime,
  pulseAlarm,
  pulseState,
} from './drive.ts'
import {
  BOT,
  config,
  createWorld,
  GENERAL,
  GUILD,
  HELP,
  MAYA,
  MODERATOR_ROLE,
  MODERATORS,
  OFFTOPIC,
  START,
} from './world.ts'

const SECOND = 1000
const MINUTE = 60_000
const THREAD = '2200000000000000001'

afterEach(() => void vi.restoreAllMocks())

/** A guild whose first pulse is over. */
async function watched() {
  const world = createWorld()
  await connect(world)
  await beat(world)
  world.state.requests.length = 0
  return world
}

describe('a pulse', () => {
  it('takes two requests when nothing moved, and one more for each channel that did', async () => {
    const world = await watched()
    await beat(world)
    expect(world.state.requests).toEqual([
      `GET /guilds/${GUILD}/channels`,
      `GET /guilds/${GUILD}/threads/active`,
    ])
    world.write(HELP, 'hello')
    world.write(GENERAL, 'hello', '1100000000000000202')
    await beat(world)
    const lookUps = world.state.requests.filter((request) => request.includes('/members/'))
    expect(lookUps).toHaveLength(2)
    expect(world.state.requests.length - lookUps.length).toBe(2 + 2 + 2)
    expect(world.contents()).toEqual(['hello'])
    expect(world.judged()).toHaveLength(2)
  })

  it('reads nothing that was written before Steward came, and nothing where it has no purpose', async () => {
    const world = createWorld()
    world.write(HELP, 'long ago')
    world.channel('1100000000000000105', 'random')
    await connect(world)
    await beat(world)
    world.write(OFFTOPIC, 'quiet here')
    world.write(MODERATORS, 'among ourselves')
    world.write('1100000000000000105', 'no purpose')
    await beat(world)
    expect(world.judged()).toEqual([])
    expect(world.state.requests.filter((request) => request.endsWith('/messages'))).toEqual([])
  })

  it('reads a thread of a watched channel from its first message on, its title with it', async () => {
    const world = await watched()
    await connect(world, [THREAD])
    world.state.now += 5 * SECOND
    const id = world.newId()
    await connect(world, [id])
    world.channel(id, 'free nitro', 11, HELP, MAYA)
    world.write(id, 'look', MAYA, { id })
    await beat(world)
    expect(world.judged().map(({ content, extraText, parentId }) => [content, extraText, parentId])).toEqual([
      ['look', ['free nitro'], HELP],
    ])
  })

  it('judges no moderator, no bot and no webhook', async () => {
    const world = await watched()
    world.memberRoles.set('1100000000000000203', [MODERATOR_ROLE])
    world.write(HELP, 'spam of a moderator', '1100000000000000203')
    world.write(HELP, 'spam of a bot', '1100000000000000204', {
      author: { id: '1100000000000000204', username: 'b', bot: true },
    })
    world.write(HELP, 'spam of a hook', '1100000000000000205', { webhook_id: '1100000000000000205' })
    await beat(world)
    expect(world.judged()).toEqual([])
  })

  it('judges the same post in three channels as one incident', async () => {
    const world = await watched()
    world.channel('1100000000000000106', 'help-two')
    world.write(HELP, 'everywhere')
    world.write(GENERAL, 'everywhere')
    await beat(world)
    world.write(HELP, 'everywhere')
    await beat(world)
    await passTime(world, MINUTE)
    const widest = world.state.enforced.at(-1)
    expect(new Set(world.state.enforced.map(({ id }) => id)).size).toBe(1)
    expect(widest?.messages.map(({ channelId }) => channelId).sort()).toEqual([HELP, HELP, GENERAL].sort())
  })

  it('judges it later when it cannot be judged now', async () => {
    const world = await watched()
    for (const channel of [GENERAL, GENERAL, HELP]) {
      world.state.now += SECOND
      world.write(channel, 'everywhere')
    }
    world.state.judgeFails = 3
    await beat(world)
    expect(world.state.enforced).toEqual([])
    await beat(world)
    await passTime(world, 5 * MINUTE)
    expect(world.state.enforced.at(-1)?.messages).toHaveLength(3)
  })

  it('loses nothing when a place breaks off', async () => {
    const world = await watched()
    world.write(HELP, 'hello')
    await runInDurableObject(helpPlace(), (instance) => {
      instance.deps = () => null
    })
    await beat(world)
    expect((await pulseState())?.known?.[HELP]?.failures).toBe(1)
    await connect(world)
    await beat(world)
    expect(world.contents()).toEqual(['hello'])
    expect((await pulseState())?.known?.[HELP]?.failures).toBe(0)
  })

  it('comes every ten seconds while the server is lively and every minute when it is quiet', async () => {
    const world = await watched()
    world.write(HELP, 'hello')
    await beat(world)
    expect(await pulseAlarm()).toBe(world.state.now + 10 * SECOND)
    world.state.now += 20 * MINUTE
    await runInDurableObject(guildPulse(), (_, { storage }) => storage.setAlarm(world.state.now))
    await beat(world)
    expect(await pulseAlarm()).toBe(world.state.now + 60 * SECOND)
  })

  const faults = (['error', 'dropped', 'rate limited'] as const).flatMap((kind) =>
    [1, 2, 3, 4].map((from) => ({ kind, from })),
  )
  it.each(faults)('loses nothing when its request $from ends in: $kind', async ({ kind, from }) => {
    const world = await watched()
    world.write(HELP, 'hello')
    world.state.fault = { from, times: 3, kind }
    for (let turn = 0; turn < 4; turn++) await beat(world)
    await passTime(world, MINUTE)
    expect(world.contents()).toEqual(['hello'])
  })
})

describe('a pulse that ends before it has stored what it learned', () => {
  it('wakes the same places again, judges nothing twice and still compares across channels', async () => {
    const world = await watched()
    for (const channel of [GENERAL, GENERAL, HELP]) {
      world.state.now += SECOND
      world.write(channel, 'everywhere')
    }
    await runInDurableObject(guildPulse(), async (_, { storage }) => {
      const store = pulseStore(storage)
      const broken = {
        ...store,
        save: () => {
          throw new Error('the object was restarted')
        },
      }
      await pulse(broken, world.watching.pulse)
    })
    expect(world.judged()).toHaveLength(3)
    expect((await pulseState())?.known?.[HELP]?.wokenAt).toBeNull()
    await beat(world)
    await passTime(world, MINUTE)
    expect(world.judged()).toHaveLength(4)
    expect(world.state.enforced.at(-1)?.messages).toHaveLength(3)
  })
})

describe('the cron', () => {
  it('starts the pulse, and again when its alarm was lost', async () => {
    const world = createWorld()
    await connect(world)
    await guildPulse().check()
    expect(await pulseAlarm()).toBe(START)
    await beat(world)
    await runInDurableObject(guildPulse(), (_, { storage }) => storage.deleteAlarm())
    await guildPulse().check()
    expect(await pulseAlarm()).toBe(world.state.now)
  })

  it('revives a place whose alarm was lost', async () => {
    const world = await watched()
    world.write(HELP, 'spam')
    await beat(world)
    await runInDurableObject(helpPlace(), (_, { storage }) => storage.deleteAlarm())
    world.state.now += 3 * MINUTE
    await guildPulse().check()
    expect(await helpAlarm()).not.toBeNull()
    await passTime(world, MINUTE)
    expect(world.state.enforced).toHaveLength(1)
  })
})

describe('after an eviction', () => {
  it('a place goes on from what it stored', async () => {
    const world = await watched()
    world.write(HELP, 'hello')
    await beat(world)
    const before = await helpState()
    await evictDurableObject(helpPlace())
    await evictDurableObject(guildPulse())
    await connect(world)
    expect((await helpState())?.cursor).toBe(before?.cursor)
    world.write(HELP, 'more')
    await beat(world)
    expect(world.judged().map(({ content }) => content)).toEqual(['hello', 'more'])
  })
})

describe('what Steward cannot see', () => {
  const messages = (world: Awaited<ReturnType<typeof watched>>) => world.state.posted

  async function blindBeats(world: Awaited<ReturnType<typeof watched>>, count: number) {
    for (let turn = 0; turn < count; turn++) {
      world.write(HELP, `message ${turn}`)
      await beat(world)
      world.state.now += 2 * 3600 * SECOND
      await runInDurableObject(guildPulse(), (_, { storage }) => storage.setAlarm(world.state.now))
    }
  }

  it('is told the moderators once when every message comes empty, with the remedy', async () => {
    const world = await watched()
    world.state.hasIntent = false
    await blindBeats(world, 6)
    expect(messages(world)).toHaveLength(1)
    expect(messages(world)[0]).toContain('Message Content Intent')
    expect(world.judged()).toEqual([])
  })

  it('is told once when a channel that moves is always empty, and anew after it was put right', async () => {
    const world = await watched()
    world.state.hidden.add(HELP)
    await blindBeats(world, 6)
    expect(messages(world)).toEqual([expect.stringMatching(/Read Message History/)])
    world.state.hidden.clear()
    await blindBeats(world, 2)
    world.state.hidden.add(HELP)
    await blindBeats(world, 6)
    expect(messages(world)).toHaveLength(2)
  })

  it('is told once when Discord refuses a channel', async () => {
    const world = await watched()
    world.state.refused.set(HELP, 403)
    await blindBeats(world, 6)
    expect(messages(world)).toEqual([expect.stringMatching(/refuses to show me <#1100000000000000101>/)])
  })

  it('is told once when members’ roles stand above its own', async () => {
    const world = createWorld()
    world.roles[2] = { id: '1100000000000000302', name: 'Helper', permissions: '0', position: 9 }
    await connect(world)
    for (let turn = 0; turn < 4; turn++) await beat(world)
    expect(messages(world)).toEqual([expect.stringMatching(/\*\*Helper\*\*/)])
  })
})

describe('switched off', () => {
  it('is how watching is until configuration and a moderator turn it on', async () => {
    expect(stewardOn(env).watch).toBeNull()
    await guildPulse().check()
    expect(await pulseAlarm()).toBeNull()
  })

  it('watches nothing and keeps nothing', async () => {
    const world = await watched()
    world.write(HELP, 'hello')
    await beat(world)
    for (const stub of [guildPulse(), helpPlace()]) await evictDurableObject(stub)
    await runInDurableObject(guildPulse(), (instance) => instance.alarm())
    await runInDurableObject(helpPlace(), (instance) => instance.alarm())
    expect(await pulseState()).toBeNull()
    expect(await pulseAlarm()).toBeNull()
  })

  it('is the default', () => {
    const policy = watchSchema.parse(undefined)
    const { moderator, errands } = createWorld().watching.channel
    const discord = { apiUrl: 'https://discord.test', applicationId: BOT, publicKey: '', botToken: 't' }
    expect(policy.enabled).toBe(false)
    expect(
      watchingOn(env, { config, policy, discord, moderator, errands, exemptRoles: [], log: () => {} }),
    ).toBeNull()
  })
})

describe('over the network', () => {
  it('reads with the bot’s token and through the two objects alone', async () => {
    const world = createWorld()
    world.state.now = Date.now()
    const policy = watchSchema.parse({ enabled: true })
    const discord = {
      apiUrl: 'https://discord.test/api',
      applicationId: BOT,
      publicKey: '',
      botToken: 'secret-token',
    }
    const { moderator, errands } = world.watching.channel
    const watching = watchingOn(env, {
      config,
      policy,
      discord,
      moderator,
      errands,
      exemptRoles: [],
      log: () => {},
    })
    const seen: (string | null)[] = []
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
      seen.push(new Headers(init?.headers).get('authorization'))
      return world.fetch(input as string, init)
    })
    await runInDurableObject(helpPlace(), (instance) => {
      instance.deps = () => watching?.channel ?? null
    })
    await runInDurableObject(guildPulse(), async (instance) => {
      instance.deps = () => watching?.pulse ?? null
      await instance.alarm()
    })
    world.write(HELP, 'hello')
    await runInDurableObject(guildPulse(), (instance) => instance.alarm())
    expect(world.contents()).toEqual(['hello'])
    expect(new Set(seen)).toEqual(new Set(['Bot secret-token']))
  })
})
