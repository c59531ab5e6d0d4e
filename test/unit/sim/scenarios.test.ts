import { describe, expect, it } from 'vitest'
import { exportedMessage, messageFacts } from '../../../scripts/replay/facts.ts'
import { replay } from '../../../scripts/replay/run.ts'
import { CHANNELS, COMMUNITY, ROLES } from '../../../sim/community.ts'
import { BUSY_DAY } from '../../../sim/scenarios/busy-day.ts'
import { SCENARIOS } from '../../../sim/scenarios/registry.ts'
import { KINDS, type SendEvent, type Timeline } from '../../../sim/scenarios/timeline.ts'
import { parseConfig } from '../../../src/config/config.ts'
import steward from '../../../steward.config.ts'

const SEEDS = [1, 7, 20_261_120]
const NOON = Date.UTC(2026, 10, 20, 12)
const DAY_MS = 86_400_000

const day = (seed: number, changes = {}): Timeline =>
  BUSY_DAY.generate({ ...BUSY_DAY.defaults, seed, ...changes })
const sends = ({ events }: Timeline): SendEvent[] => events.filter((event) => event.do === 'send')

/** Every state of every message as an export has it: an edit is the message again. */
function exported(timeline: Timeline) {
  const written = new Map<string, SendEvent>()
  return timeline.events.flatMap((event) => {
    if (event.do === 'send') written.set(event.key, event)
    const message = 'key' in event ? written.get(event.key) : undefined
    if (!message || (event.do !== 'send' && event.do !== 'edit')) return []
    const { accountAgeDays = 0, joinedDaysAgo = 0 } =
      timeline.cast.find(({ key }) => key === message.who) ?? {}
    const line = exportedMessage.parse({
      id: message.key,
      channel: { id: message.channel, name: message.channel },
      author: {
        id: message.who,
        created_at: NOON - accountAgeDays * DAY_MS,
        joined_at: NOON - joinedDaysAgo * DAY_MS,
      },
      content: event.content,
      timestamp: NOON + message.atMs,
      edited_timestamp: event.do === 'edit' ? NOON + event.atMs : null,
      attachments: message.files?.map(({ filename, size, contentType }) => ({
        filename,
        size,
        content_type: contentType,
      })),
    })
    return [messageFacts(line, COMMUNITY.guildId)]
  })
}

interface Judged extends SendEvent {
  /** What the rules and the job classifier would do, by words alone: `remove+timeout`, `allow`. */
  action: string
}

async function judged(timeline: Timeline): Promise<Judged[]> {
  const verdicts = await replay(exported(timeline), parseConfig(steward), () => {})
  return sends(timeline).map((event) => ({
    ...event,
    action: verdicts.find(({ id }) => id === event.key)?.action ?? 'allow',
  }))
}

describe('a scenario', () => {
  it.each(SCENARIOS)('$name is the same for the same seed and another for another', (scenario) => {
    const play = (seed: number) => scenario.generate({ ...scenario.defaults, seed })
    expect(play(7)).toEqual(play(7))
    expect(JSON.stringify(play(7))).not.toBe(JSON.stringify(play(8)))
  })

  it.each(SCENARIOS)('$name speaks of members, roles, channels and messages that there are', (scenario) => {
    const { cast, events, durationMs } = scenario.generate({ ...scenario.defaults, seed: 7 })
    const keys = cast.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    const roles = ROLES.map(({ name }) => name)
    expect(cast.flatMap((member) => member.roles).filter((name) => !roles.includes(name))).toEqual([])
    const there = new Set(cast.filter(({ isThere }) => isThere).map(({ key }) => key))
    const written = new Set<string>()
    let before = 0
    for (const event of events) {
      expect(event.atMs).toBeGreaterThanOrEqual(before)
      before = event.atMs
      if (event.do === 'join') there.add(event.who)
      else if ('who' in event) expect(there).toContain(event.who)
      if (event.do === 'send') {
        expect(CHANNELS.map(({ name }) => name)).toContain(event.channel)
        expect(written).not.toContain(event.key)
        if (event.replyTo !== undefined) expect(written).toContain(event.replyTo)
        written.add(event.key)
      } else if ('key' in event) expect(written).toContain(event.key)
    }
    expect(before).toBeLessThanOrEqual(durationMs + 60_000)
  })

  it.each(
    SCENARIOS.filter((scenario) => scenario !== BUSY_DAY),
  )('$name gives Steward something to do about every message it is about', async (scenario) => {
    const messages = await judged(scenario.generate({ ...scenario.defaults, seed: 7 }))
    expect(messages.filter(({ action }) => action === 'allow')).toEqual([])
  })
})

describe('a busy day', () => {
  it('has as many members and messages as it is asked for, within one incident', () => {
    for (const [members, messages] of [
      [10, 60],
      [40, 400],
    ] as const) {
      const timeline = day(7, { members, messages })
      expect(timeline.cast.filter(({ key }) => !key.startsWith('trouble')).length).toBe(members)
      expect(Math.abs(sends(timeline).length - messages)).toBeLessThanOrEqual(5)
    }
  })

  it.each(SEEDS)('mixes every kind of message, most of them welcome (seed %i)', (seed) => {
    const messages = sends(day(seed, { messages: 300 }))
    expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)))
    const welcome = messages.filter(({ kind }) => KINDS[kind].isWelcome).length / messages.length
    expect(welcome).toBeGreaterThan(0.6)
    expect(welcome).toBeLessThan(0.9)
    const others = day(seed, { messages: 300 }).events.map((event) => event.do)
    for (const kind of ['join', 'edit', 'delete', 'react'] as const) expect(others).toContain(kind)
  })

  it.each(
    SEEDS,
  )('has trouble that the rules catch, and talk that they leave alone (seed %i)', async (seed) => {
    const messages = await judged(day(seed, { messages: 300 }))
    const missed = messages.filter(({ kind, action }) => !KINDS[kind].isWelcome && action === 'allow')
    const harmed = messages.filter(
      ({ kind, action }) => KINDS[kind].isWelcome && /remove|ban|timeout/.test(action),
    )
    expect(missed).toEqual([])
    expect(harmed).toEqual([])
  })

  it('never lets a member repeat themselves by accident, however fast it is played', () => {
    const byAuthor = Map.groupBy(
      sends(day(7, { messages: 400 })).filter(({ kind }) => KINDS[kind].isWelcome),
      ({ who }) => who,
    )
    for (const messages of byAuthor.values()) {
      const times = Map.groupBy(messages, ({ content }) => content).values()
      expect(Math.max(...[...times].map((same) => same.length))).toBeLessThan(3)
    }
  })
})
