import { describe, expect, it } from 'vitest'
import { memoryChannel, memoryPulse } from '../../../bench/watch/storage.ts'
import { parseConfig } from '../../../src/config/config.ts'
import { messageCalls } from '../../../src/discord/messages.ts'
import { readingCalls } from '../../../src/discord/reading.ts'
import { createRest } from '../../../src/discord/rest.ts'
import type { MessageFacts } from '../../../src/moderation/message.ts'
import { judgeAcross, look, ring, wake } from '../../../src/watch/channel-work.ts'
import type { ChannelDeps, PulseDeps } from '../../../src/watch/deps.ts'
import { watchSchema } from '../../../src/watch/policy.ts'
import { pulse } from '../../../src/watch/pulse-work.ts'
import steward from '../../../steward.config.ts'
import { channels, members, startTown, type Town } from '../sim/harness.ts'

/** Watches the simulated community over HTTP, as the two objects do. */
function watching(town: Town) {
  const rest = createRest({ apiUrl: `${town.sim.url}/api/v10`, botToken: town.sim.botToken })
  const reading = readingCalls(rest)
  const config = parseConfig(steward)
  const fresh: MessageFacts[] = []
  const edited: MessageFacts[] = []
  const logs: string[] = []
  const log = (event: string, fields?: object) => void logs.push(`${event} ${JSON.stringify(fields)}`)
  const channelDeps: ChannelDeps = {
    guildId: config.community.guildId,
    botId: town.sim.applicationId,
    discord: reading,
    moderator: {
      judge: async (batch) => {
        fresh.push(...batch.fresh)
        edited.push(...batch.edited)
        return []
      },
      enforce: async () => {},
    },
    feedback: null,
    errands: { plan: () => [], perform: async () => ({ kind: 'done' }) },
    policy: watchSchema.parse({}),
    now: Date.now,
    log,
  }
  const written = { rows: 0 }
  const places = new Map<string, ReturnType<typeof memoryChannel>>()
  const placeOf = (id: string) => {
    const place = places.get(id) ?? memoryChannel(written)
    places.set(id, place)
    return place
  }
  const pulseDeps: PulseDeps = {
    config,
    botId: town.sim.applicationId,
    exemptRoles: [],
    discord: reading,
    watch: (id) => ({
      wake: (order) => wake(placeOf(id), order, channelDeps),
      judgeAcross: (batch) => judgeAcross(placeOf(id), batch, channelDeps),
      look: () => look(placeOf(id), channelDeps),
    }),
    tell: (channelId, content, nonce) => messageCalls(rest).createMessage(channelId, { content }, { nonce }),
    policy: watchSchema.parse({}),
    now: Date.now,
    log,
  }
  const store = memoryPulse(written)
  return {
    fresh,
    edited,
    logs,
    beat: () => pulse(store, pulseDeps),
    /** As the alarm does a quarter of a minute later. */
    reread: (id: string) =>
      ring(placeOf(id), { ...channelDeps, now: () => Date.now() + 16_000 }, (act) => act()),
  }
}

describe('the simulated community', () => {
  it('is read with its members, threads and edits, and moderators are left alone', async () => {
    const town = await startTown()
    const watch = watching(town)
    await watch.beat()
    const { message } = await town.act('/sim/messages', {
      as: members.gwen,
      channelId: channels.general,
      content: 'hello all',
    })
    await town.act('/sim/messages', {
      as: members.edda,
      channelId: channels.help,
      content: 'how do routes work?',
    })
    await town.act('/sim/messages', {
      as: members.alma,
      channelId: channels.help,
      content: 'a moderator writes',
    })
    await town.act('/sim/messages', { as: members.edda, channelId: channels.offtopic, content: 'quiet here' })
    await watch.beat()
    // Hana's role stands above Steward's: the one thing that moderators have to be told.
    expect(watch.logs).toEqual(['watch_blind {"what":"low-role"}'])
    expect(watch.fresh.map(({ content }) => content).sort()).toEqual(['hello all', 'how do routes work?'])
    const gwen = watch.fresh.find(({ content }) => content === 'hello all')
    expect(gwen).toMatchObject({
      channelName: 'general',
      parentId: null,
      author: { id: members.gwen, isExempt: false },
    })
    expect(gwen?.author.joinedAt).toBeGreaterThan(gwen?.author.accountCreatedAt ?? 0)

    await town.act('/sim/messages/edit', {
      as: members.gwen,
      channelId: channels.general,
      messageId: message.id,
      content: 'hello, edited',
    })
    await watch.reread(channels.general)
    expect(watch.edited.map(({ content }) => content)).toEqual(['hello, edited'])
  })
})
