import { expect, test, vi } from 'vitest'
import { REPORTS_AN_HOUR } from '../../../src/moderation/enforcement/desk.ts'
import type { Resolution } from '../../../src/storage/cases.ts'
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
