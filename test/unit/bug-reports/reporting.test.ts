import { describe, expect, it } from 'vitest'
import { modal } from '../../../sim/discord/schemas/modal.ts'
import { begin, press, submit } from '../../../src/bug-reports/calls.ts'
import { reportForm } from '../../../src/bug-reports/form.ts'
import { hear } from '../../../src/bug-reports/heard.ts'
import { prefillOf } from '../../../src/bug-reports/prefill.ts'
import { bugReportHandlers } from '../../../src/bug-reports/webhooks.ts'
import { CHANNEL, createWorld, FRIEND, MARKER, REPORTER, REPOSITORY, THREAD, type World } from './world.ts'

const MINUTE = 60_000
const ID = '1100000000000000099'
const handle = { applicationId: '1', token: 'token' }
const answers = {
  title: null,
  happened: 'The export stops at 1000 rows',
  expected: '',
  steps: '',
  version: '',
  repository: REPOSITORY,
}
const PUBLIC = { channelId: THREAD, type: 11, parentId: CHANNEL, messageId: null, isQuiet: false }
const members = [
  { discordId: REPORTER, anonId: 900, names: ['rosa_reports', 'Rosa'] },
  { discordId: FRIEND, anonId: 17, names: ['farid.gives', 'Farid Kamal'] },
  { discordId: '1100000000000000012', anonId: 18, names: ['Zenobia'] },
]
const messages = [
  {
    id: THREAD,
    by: FRIEND,
    name: 'farid.gives',
    content: 'CSV export stops, ask Zenobia <@1100000000000000012> @everyone',
  },
  {
    id: '1100000000000000040',
    by: REPORTER,
    name: 'rosa_reports',
    content: 'same here, mail me at rosa@example.com\n```py\nexport()\n```',
    files: [{ filename: 'trace.txt', url: 'https://cdn.discordapp.com/attachments/1/2/trace.txt?ex=1' }],
  },
]

async function report(
  world: World,
  over: { answers?: Partial<typeof answers>; place?: Partial<typeof PUBLIC>; title?: string } = {},
) {
  begin(
    {
      id: ID,
      reporterId: REPORTER,
      title: over.title ?? 'CSV export stops',
      place: { ...PUBLIC, ...over.place },
    },
    world.deps,
  )
  const taken = submit(
    { id: ID, reporterId: REPORTER, answers: { ...answers, ...over.answers }, handle },
    world.deps,
  )
  await world.run(MINUTE)
  return taken
}

const lastShown = ({ shown }: World) => shown.at(-1)?.content ?? ''
const bodyOf = ({ issues }: World) => issues[0]?.body ?? ''

describe('the issue', () => {
  it('quotes the thread, with nobody’s name, handle, id or address', async () => {
    const world = createWorld({ messages, members })
    await report(world, {
      answers: {
        happened: 'As Farid said: see https://docs.example.org/export and https://github.com/rosa_reports',
      },
    })
    const text = JSON.stringify(world.issues)
    expect(text).not.toMatch(/rosa|farid|kamal|zenobia|example\.com/i)
    expect(text).not.toMatch(new RegExp([REPORTER, FRIEND, '1100000000000000012'].join('|')))
    const body = bodyOf(world)
    expect(body).toContain('As USER\\_2 said: see <https://docs.example.org/export> and \\[link\\]')
    expect(body).toMatch(/> \*\*USER_2\*\*, .*UTC\n>\n> CSV export stops, ask USER\\_\d USER\\_\d/)
    expect(body).toContain('> ```py\n> export()\n> ```')
    expect(body).toContain('https://cdn.discordapp.com/attachments/1/2/trace.txt?ex=1')
    expect(body).toMatch(/expire after about a day/)
    expect(body).toContain(`https://discord.com/channels/1100000000000000001/${THREAD}`)
    expect(world.issues[0]?.labels).toEqual(['bug'])
  })

  it('quotes no private thread and no channel that some cannot see', async () => {
    for (const [options, place] of [
      [{}, { type: 12 }],
      [{ isHidden: true }, {}],
    ] as const) {
      const world = createWorld({ messages, members, ...options })
      await report(world, { place })
      expect(bodyOf(world)).toContain('The export stops')
      expect(bodyOf(world)).not.toMatch(/The conversation|ask|same here/)
    }
  })

  it('is within GitHub’s limits however much was written', async () => {
    const long = Array.from({ length: 90 }, (_, index) => ({
      ...messages[0],
      id: `11000000000000001${index + 10}`,
      by: FRIEND,
      content: '<@&'.repeat(600),
    }))
    const world = createWorld({ messages: long, members })
    await report(world, {
      answers: { happened: '<'.repeat(4000), steps: '&'.repeat(3000), expected: '['.repeat(1500) },
    })
    expect(bodyOf(world).length).toBeLessThanOrEqual(65_536)
    expect(bodyOf(world)).toContain(MARKER)
    expect(world.issues[0]?.title.length).toBeLessThanOrEqual(256)
  })

  it('leaves nothing of the words in Steward once it is there', async () => {
    const world = createWorld({ messages, members })
    await report(world)
    expect(JSON.stringify(world.deps.store.report(ID))).not.toMatch(/1000 rows|same here/)
  })
})

describe('the member', () => {
  const found = [
    {
      number: 7,
      title: 'CSV export stops early',
      url: `https://github.com/${REPOSITORY}/issues/7`,
      state: 'closed' as const,
      reason: 'not_planned',
    },
    {
      number: 8,
      title: 'Something else',
      url: `https://github.com/${REPOSITORY}/issues/8`,
      state: 'open' as const,
      reason: null,
    },
  ]

  it('sees likely duplicates first, and nothing is opened before they choose', async () => {
    const world = createWorld({ found })
    await report(world)
    const text = JSON.stringify(world.shown.at(-1))
    expect(text).toMatch(/CSV export stops early.*closed, not planned/)
    expect(text).not.toMatch(/Something else/)
    expect(world.issues).toEqual([])
    const choose = (act: string, reporterId = REPORTER) =>
      press({ id: ID, reporterId, act, handle }, world.deps)
    expect(choose('open', FRIEND)).toEqual({ kind: 'stale' })
    expect(JSON.stringify(choose('same-7'))).toMatch(/comment-7.*thumbs-up-7/)
    expect(JSON.stringify(choose('same-99'))).toMatch(/None of these/)
    choose('comment-7')
    choose('open')
    await world.run(MINUTE)
    expect(world.comments).toHaveLength(1)
    expect(world.issues).toEqual([])
    expect(world.posted[0]?.content).toMatch(/added to a bug that is known: .*issues\/7/)
  })

  it('can drop it', async () => {
    const world = createWorld({ found })
    await report(world)
    expect(press({ id: ID, reporterId: REPORTER, act: 'drop', handle }, world.deps)).toMatchObject({
      parts: { content: 'Dropped. Nothing was sent.' },
    })
    await world.run()
    expect([world.issues, world.posted]).toEqual([[], []])
  })

  it('is told that a report is kept while GitHub is away, and has one issue when it is back', async () => {
    const world = createWorld({ downUntil: Date.parse('2026-11-20T20:00:00Z') })
    await report(world)
    expect(lastShown(world)).toMatch(/Your report is kept, and sent later: GitHub does not answer/)
    await world.run(24 * 60 * MINUTE)
    expect(world.issues).toHaveLength(1)
    expect(world.issues[0]?.body).toMatch(/not compared with other issues/)
    expect(world.posted.map(({ content }) => content)).toEqual([expect.stringMatching(/issues\/43/)])
  })

  it('gets the words back as a file when GitHub stays away', async () => {
    const world = createWorld({ downUntil: Number.MAX_SAFE_INTEGER })
    await report(world)
    await world.run(4 * 24 * 60 * MINUTE)
    expect(world.posted).toEqual([
      expect.objectContaining({ files: 1, content: expect.stringMatching(/could not send/) }),
    ])
    expect(world.logs).toEqual(['bug_report_kept', 'bug_report_given_up'])
  })

  it('waits for GitHub’s search for a minute, and not for an hour', async () => {
    const soon = createWorld({ found, searchLimitedUntil: Date.parse('2026-11-20T12:00:40Z') })
    await report(soon)
    expect(JSON.stringify(soon.shown.at(-1))).toMatch(/None of these/)
    const late = createWorld({ found, searchLimitedUntil: Date.parse('2026-11-20T13:00:00Z') })
    await report(late)
    expect(late.issues).toHaveLength(1)
  })

  it('is held to so many reports a day, and told when it goes on', async () => {
    const world = createWorld({ policy: { perMemberPerDay: 1 } })
    expect(await report(world)).toMatchObject({ kind: 'taken' })
    const again = { id: '1100000000000000098', reporterId: REPORTER, title: 't', place: PUBLIC }
    expect(begin(again, world.deps)).toEqual({ kind: 'too_many', at: Date.parse('2026-11-21T12:00:00Z') })
    world.advance(25 * 60 * MINUTE)
    expect(begin(again, world.deps)).toEqual({ kind: 'begun' })
  })

  it('alone has the link where Steward keeps quiet', async () => {
    const world = createWorld()
    await report(world, { place: { isQuiet: true } })
    expect(lastShown(world)).toMatch(/Opened: .*issues\/43/)
    expect(world.posted).toEqual([])
  })
})

describe('the form', () => {
  const form = (title: string | null, repositories: string[], happened = '') =>
    reportForm({ reportId: ID, title, prefill: { title: happened.slice(0, 300), happened }, repositories })
  const many = Array.from({ length: 25 }, (_, index) => `octo-org/${'x'.repeat(95)}${index}`)

  it.each([
    ['a command, one repository', form('t', [REPOSITORY]), 4],
    ['a command, many repositories', form('t', many), 5],
    ['a message, one repository', form(null, [REPOSITORY], '😀'.repeat(2500)), 5],
    ['a message, many repositories', form(null, many, 'x'.repeat(5000)), 5],
  ])('is one that Discord takes: %s', (_, built, parts) => {
    expect(modal.safeParse(built).error?.issues ?? []).toEqual([])
    expect(built.components).toHaveLength(parts)
  })

  it('begins with another member’s words only where everybody can read them', async () => {
    const actor = { memberId: REPORTER, channel: { id: THREAD, type: 11, name: null, parentId: CHANNEL } }
    const open = createWorld({ messages })
    expect((await prefillOf(actor, null, open.deps)).happened).toMatch(/^CSV export stops/)
    const hidden = createWorld({ messages, isHidden: true })
    expect((await prefillOf(actor, null, hidden.deps)).happened).toBe('')
    const own = { id: '1', channel_id: THREAD, content: 'mine\nmore', author: { id: REPORTER } }
    expect(await prefillOf(actor, own, hidden.deps)).toEqual({ title: 'mine', happened: 'mine\nmore' })
  })
})

describe('what GitHub tells', () => {
  const payload = (over: object) => ({ repository: { full_name: REPOSITORY }, ...over })
  const factsOf = (id: string, body: object) =>
    bugReportHandlers.find((handler) => handler.id === id)?.read(payload(body))?.facts

  it('is understood: closing keywords, and mentions in release notes', () => {
    const pull = {
      number: 50,
      merged: true,
      body: 'Fixes #43, closes octo-org/core#44 and resolves other/repo#45. Also fixed https://github.com/octo-org/core/issues/46',
    }
    expect(factsOf('bug-report-merged', { action: 'closed', pull_request: pull })).toMatchObject({
      fixes: [43, 44, 46],
    })
    const release = {
      tag_name: 'v2',
      html_url: 'https://x',
      body: '- Fix by @a in https://github.com/octo-org/core/pull/50\n- other/repo#43 (#51)',
    }
    expect(factsOf('bug-report-release', { action: 'published', release })).toMatchObject({
      mentions: [50, 51],
    })
  })

  it('gives no issue to a report that has one, whatever a stranger writes into theirs', async () => {
    const world = createWorld()
    await report(world)
    const issue = { number: 66, title: 'evil', url: 'https://evil.example' }
    hear({ kind: 'opened', repository: REPOSITORY, issue, marker: MARKER }, 'd', world.deps)
    hear({ kind: 'closed', repository: REPOSITORY, issue, reason: null }, 'e', world.deps)
    await world.run()
    expect(world.posted).toHaveLength(1)
  })
})
