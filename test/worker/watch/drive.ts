import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { snowflakeAt } from '../../../src/discord/snowflake.ts'
import type { WatchOrder, WatchReport } from '../../../src/watch/channel-state.ts'
import { channelStore } from '../../../src/watch/channel-store.ts'
import { ring, wake } from '../../../src/watch/channel-work.ts'
import { pulseStore } from '../../../src/watch/pulse-store.ts'
import { GENERAL, HELP, START, type World } from './world.ts'

export const helpPlace = () => env.CHANNEL_WATCH.getByName(HELP)
export const guildPulse = () => env.GUILD_PULSE.getByName('guild')

function order(more: Partial<WatchOrder> = {}): WatchOrder {
  return {
    place: { id: HELP, channelName: 'help', purpose: 'answers', parentId: null, thread: null },
    exempt: { roleIds: [], memberIds: [] },
    startAfter: snowflakeAt(START - 1),
    lastMessageId: null,
    unreadSince: START,
    sharedId: null,
    failures: 0,
    rereads: true,
    ...more,
  }
}

/** Wakes #help with nothing in memory but what is stored, as after a restart. */
export function wakeHelp(world: World, more: Partial<WatchOrder> = {}): Promise<WatchReport> {
  return runInDurableObject(helpPlace(), (_, { storage }) => {
    const crash = world.crashing()
    return Promise.race([wake(channelStore(storage), order(more), world.watching.channel), crash])
  })
}

/** Rings the alarm of #help when it is due by `until`; tells whether it was. */
async function ringHelp(world: World, until = Number.POSITIVE_INFINITY): Promise<boolean> {
  return runInDurableObject(helpPlace(), async (_, { storage }) => {
    const at = await storage.getAlarm()
    if (at === null || at > until) return false
    world.state.now = Math.max(world.state.now, at)
    await storage.deleteAlarm()
    try {
      const inTurn = (act: () => Promise<void>) => act()
      const crash = world.crashing()
      await Promise.race([ring(channelStore(storage), world.watching.channel, inTurn), crash])
    } catch {
      // The platform delivers an alarm again whose handler did not end.
      await storage.setAlarm(world.state.now + 1)
    }
    return true
  })
}

/** Rings every alarm of #help up to a time from now. */
export async function passTime(world: World, ms: number): Promise<void> {
  const until = world.state.now + ms
  for (let turn = 0; turn < 200 && (await ringHelp(world, until)); turn++);
  world.state.now = until
}

/** As if the place had never been watched. */
export async function forgetHelp(): Promise<void> {
  await runInDurableObject(helpPlace(), async (_, { storage }) => {
    await storage.deleteAlarm()
    await storage.deleteAll()
  })
}

export const helpState = () =>
  runInDurableObject(helpPlace(), (_, { storage }) => channelStore(storage).load())
export const helpAlarm = () => runInDurableObject(helpPlace(), (_, { storage }) => storage.getAlarm())

/** Gives the objects this world in place of the one that configuration has. */
export async function connect(world: World, placeIds: readonly string[] = [HELP, GENERAL]): Promise<void> {
  for (const id of placeIds) {
    await runInDurableObject(env.CHANNEL_WATCH.getByName(id), (instance) => {
      instance.deps = () => world.watching.channel
    })
  }
  await runInDurableObject(guildPulse(), (instance) => {
    instance.deps = () => world.watching.pulse
  })
}

/** Lets the pulse's alarm ring when it is due. */
export async function beat(world: World): Promise<void> {
  await runInDurableObject(guildPulse(), async (instance, { storage }) => {
    const at = (await storage.getAlarm()) ?? world.state.now
    world.state.now = Math.max(world.state.now, at)
    await storage.deleteAlarm()
    await instance.alarm()
  })
}

export const pulseState = () =>
  runInDurableObject(guildPulse(), (_, { storage }) => pulseStore(storage).load())
export const pulseAlarm = () => runInDurableObject(guildPulse(), (_, { storage }) => storage.getAlarm())
