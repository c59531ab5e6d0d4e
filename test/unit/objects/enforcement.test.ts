import { describe, expect, it, test, vi } from 'vitest'
import { REPORTS_AN_HOUR } from '../../../src/moderation/enforcement/desk.ts'
import type { MessageFacts } from '../../../src/moderation/message.ts'
import type { Resolution } from '../../../src/storage/cases.ts'
import { judge, message } from '../moderation/rules/facts.ts'
import { type Person, PLACES } from './faults/community.ts'
import { Town } from './faults/steward.ts'

vi.mock('cloudflare:workers', () => import('./workers-runtime.ts'))
vi.mock('../../../src/wiring.ts', () => ({ stewardOn: ({ steward }: { steward: object }) => steward }))

async function opened(): Promise<Town> {
  const town = new Town()
  town.begin({ minute: 1 })
  await town.rest()
  return town
}

/** A decision of a rule about one message of a member. */
async function decided(town: Town, who: Person, kinds: ('remove' | 'card' | 'ban')[], serial: number) {
  const { ids } = town.community
  const id = town.community.write(who, 'help', `words ${serial}`, town.outbound.now)
  const decision = {
    id: `rule:${ids[who]}:${id}`,
    rule: 'rule',
    authorId: ids[who],
    messages: [{ id, channelId: PLACES.help }],
    actions: kinds.map((kind) => ({ kind })),
    score: 1,
    signals: [],
    explanation: 'why',
    memberText: 'text',
    isStrike: false,
    isDry: false,
  }
  await town.enforce([decision], [])
  await town.rest()
}

const press = (town: Town, caseNumber: number, resolution: Resolution, by: 'alma' | 'bruno') =>
  town.asPerson((desk) =>
    desk.press({
      interactionId: `${caseNumber} ${resolution} ${by}`,
      caseNumber,
      resolution,
      moderatorId: town.community.ids[by],
      mayRevise: false,
    }),
  )

const isBanned = (town: Town, who: Person) =>
  town.community.state.members.find(({ username }) => username === who)?.banned

const report = (town: Town, messageId: string, author: Person, reporter: Person) =>
  town.asPerson((desk) =>
    desk.report(
      {
        channelId: PLACES.general,
        messageId,
        authorId: town.community.ids[author],
        reporterId: town.community.ids[reporter],
        note: '',
      },
      town.outbound.now,
    ),
  )

test('a member whom two cases ban stays banned until both are taken back', async () => {
  const town = await opened()
  await decided(town, 'olaf', ['remove', 'ban'], 1)
  await decided(town, 'olaf', ['remove', 'ban'], 2)
  await press(town, 1, 'undone', 'bruno')
  await town.rest()
  expect(isBanned(town, 'olaf')).toBe(true)
  await press(town, 2, 'undone', 'bruno')
  await town.rest()
  expect(isBanned(town, 'olaf')).toBe(false)
})

test('a moderator whose press the database did not answer to is still the first', async () => {
  const town = await opened()
  await decided(town, 'tom', ['remove', 'card'], 1)
  // The press itself is one call; the next is the database's.
  town.outbound.fault = { call: town.outbound.calls.length + 2, kind: 'error before it took effect' }
  expect(await press(town, 1, 'undone', 'bruno')).toEqual({ kind: 'later' })
  expect(await press(town, 1, 'dismissed', 'alma')).toMatchObject({
    kind: 'second',
    resolved: { what: 'undone', by: town.community.ids.bruno },
  })
})

test('a report that names another author than the message has shows nobody’s words as theirs', async () => {
  const town = await opened()
  const id = town.community.write('rudi', 'general', 'something rude', town.outbound.now)
  await report(town, id, 'tom', 'jo')
  await town.rest()
  const cards = JSON.stringify(town.community.state.messages[PLACES.modCards])
  expect(cards).toContain(town.community.ids.tom)
  expect(cards).not.toContain('something rude')
})

test('many reports of one member at once are no way around the limit', async () => {
  const town = await opened()
  const ids = Array.from({ length: 12 }, (_, serial) =>
    town.community.write('rudi', 'general', `message ${serial}`, town.outbound.now),
  )
  const outcomes = await Promise.all(ids.map((id) => report(town, id, 'rudi', 'jo')))
  expect(outcomes.filter((outcome) => outcome === 'reported')).toHaveLength(REPORTS_AN_HOUR)
})

test('one post in several channels is found although one of them could be read only later', async () => {
  async function posted(fault: number | null) {
    const town = await opened()
    town.begin({ minute: 60 })
    const before = town.outbound.calls.length
    for (const place of ['help', 'general', 'showcase'] as const)
      town.community.write('farid', place, 'have a look at my new server', town.outbound.now)
    if (fault !== null) {
      const kind = '429 with a body longer than the header'
      town.outbound.fault = { call: before + fault + 1, kind }
    }
    await town.rest()
    return { town, calls: town.outbound.calls.slice(before) }
  }
  const calm = await posted(null)
  const reading = calm.calls.findIndex(({ name }) => /^GET .*\/messages\?/.test(name))
  for (const { town } of [calm, await posted(reading)])
    expect(town.database.all('SELECT rule FROM cases')).toEqual([{ rule: 'cross-posting' }])
})

describe('one post of a member in many channels', () => {
  const SCAM =
    'Airdrop is live! Connect your wallet and claim your OTTER tokens now: https://claim-drop.example/airdrop limited spots'
  const EVERYWHERE = ['general', 'help', 'showcase', 'plugins'] as const

  const seen = (town: Town) => ({
    rules: town.database.all('SELECT rule FROM cases').map(({ rule }) => rule),
    strikes: town.database.all('SELECT voided_at IS NULL AS counts FROM strikes').map(({ counts }) => counts),
    cards: (town.community.state.messages[PLACES.modCards] ?? []).filter(({ embeds }) => embeds.length > 0)
      .length,
  })
  const ONE = { rules: ['cross-posting'], strikes: [1], cards: 1 }

  const directTo = (town: Town, who: Person) => {
    const channel = town.community.state.channels.find(
      ({ recipientId }) => recipientId === town.community.ids[who],
    )
    return (town.community.state.messages[channel?.id ?? ''] ?? []).map(({ content }) => content)
  }
  const left = (town: Town, who: Person) =>
    EVERYWHERE.flatMap((place) => town.community.state.messages[PLACES[place]] ?? []).filter(
      ({ authorId }) => authorId === town.community.ids[who],
    )
  const timedOut = (town: Town, who: Person) =>
    town.community.state.members.find(({ username }) => username === who)?.timedOutUntil ?? null

  it('is one case, one strike, one card and one direct message, and Undo takes all of it back', async () => {
    const town = await opened()
    town.begin({ minute: 60 })
    for (const place of EVERYWHERE) town.community.write('farid', place, SCAM, town.outbound.now)
    await town.rest()
    expect(seen(town)).toEqual(ONE)
    expect(left(town, 'farid')).toEqual([])
    expect(timedOut(town, 'farid')).not.toBeNull()
    expect(directTo(town, 'farid')).toEqual([expect.stringMatching(/Your messages were removed.*until <t:/s)])
    await press(town, 1, 'undone', 'bruno')
    await town.rest()
    expect(timedOut(town, 'farid')).toBeNull()
    expect(seen(town).strikes).toEqual([0])
  })

  /** Messages that are gone by now, and what the rules decide when they see so much of them. */
  function found(town: Town, places: readonly (typeof EVERYWHERE)[number][]) {
    const { ids } = town.community
    const facts = places.map((place) => {
      const author = { accountCreatedAt: 0, joinedAt: 0, roleIds: [], isBot: false, isWebhook: false }
      const name = { id: ids.kai, username: 'kai', displayName: 'kai', isExempt: false }
      return message(SCAM, {
        channelId: PLACES[place],
        createdAt: town.outbound.now,
        author: { ...author, ...name },
      })
    })
    return {
      facts,
      decide: (fresh: MessageFacts[], recent: MessageFacts[]) =>
        judge(fresh, { recent }, undefined, fresh[0]?.createdAt),
    }
  }

  it('is one, too, when each channel was dealt with before it is seen in several', async () => {
    const town = await opened()
    const { facts, decide } = found(town, EVERYWHERE)
    for (const each of facts) {
      await town.enforce(decide([each], []), [each])
      await town.until(town.outbound.now + 20_000)
    }
    expect(seen(town)).toEqual({ ...ONE, rules: ['shilling'] })
    const [first] = directTo(town, 'kai')
    await town.enforce(decide(facts.slice(3), facts.slice(0, 3)), facts)
    await town.rest()
    expect(seen(town)).toEqual(ONE)
    expect(timedOut(town, 'kai')).not.toBeNull()
    const told = directTo(town, 'kai')
    expect(told).toEqual([expect.stringMatching(/until <t:/)])
    expect(told).not.toEqual([first])

    const before = town.database.all('SELECT * FROM audit_events').length
    await town.enforce(decide(facts.slice(3), facts.slice(0, 3)), facts)
    await town.enforce(decide(facts.slice(0, 1), []), facts)
    await town.rest()
    expect(town.database.all('SELECT * FROM audit_events')).toHaveLength(before)

    await press(town, 1, 'undone', 'bruno')
    await town.rest()
    expect(timedOut(town, 'kai')).toBeNull()
    expect(seen(town).strikes).toEqual([0])
  })

  it('is another one after some minutes, and of another member at once', async () => {
    const town = await opened()
    town.begin({ minute: 60 })
    town.community.write('olaf', 'general', SCAM, town.outbound.now)
    town.community.write('rudi', 'general', SCAM, town.outbound.now)
    await town.rest()
    expect(seen(town).rules).toEqual(['shilling', 'shilling'])
    town.begin({ minute: 120 })
    town.community.write('olaf', 'help', SCAM, town.outbound.now)
    await town.rest()
    expect(seen(town).rules).toEqual(['shilling', 'shilling', 'shilling'])
  })
})
