import { describe, expect, test } from 'vitest'
import { begin, press, submit } from '../../../src/bug-reports/calls.ts'
import { hear } from '../../../src/bug-reports/heard.ts'
import {
  CHANNEL,
  createWorld,
  FAULTS,
  type Fault,
  MARKER,
  REPORTER,
  REPOSITORY,
  THREAD,
  type World,
} from './world.ts'

const answers = {
  title: null,
  happened: 'The export stops at 1000 rows',
  expected: 'All rows',
  steps: '1. export',
  version: '2.1',
  repository: REPOSITORY,
}
const known = {
  number: 7,
  title: 'CSV export stops early',
  url: `https://github.com/${REPOSITORY}/issues/7`,
  state: 'open' as const,
  reason: null,
}
const handle = { applicationId: '1', token: 'token' }

interface Way {
  name: string
  policy?: Record<string, unknown>
  found?: (typeof known)[]
  act?: string
}

const WAYS: Way[] = [
  { name: 'a report nobody made before' },
  { name: 'a report unlike the issues there are', found: [known], act: 'open' },
  { name: 'a report added to an issue', found: [known], act: 'comment-7' },
  { name: 'a thumbs-up for an issue', found: [known], act: 'thumbs-up-7' },
  { name: 'a report handed over', policy: { handOver: { repository: 'octo-org/bot' } } },
]

/** From the command to the end of the issue; GitHub tells of each event twice. */
async function play({ policy, found, act }: Way, fault?: { call: number; kind: Fault }): Promise<World> {
  const world = createWorld({ ...(policy && { policy }), ...(found && { found }), ...(fault && { fault }) })
  const { deps } = world
  begin(
    {
      id: '1100000000000000099',
      reporterId: REPORTER,
      title: 'CSV export stops',
      place: { channelId: THREAD, type: 11, parentId: CHANNEL, messageId: null, isQuiet: false },
    },
    deps,
  )
  submit({ id: '1100000000000000099', reporterId: REPORTER, answers, handle }, deps)
  await world.run()
  if (act) press({ id: '1100000000000000099', reporterId: REPORTER, act, handle }, deps)
  await world.run()
  const number = act?.includes('-7') ? 7 : 43
  const issue = {
    number,
    title: 'CSV export stops',
    url: `https://github.com/${REPOSITORY}/issues/${number}`,
  }
  for (const delivery of ['opened', 'opened']) {
    hear({ kind: 'opened', repository: REPOSITORY, issue, marker: MARKER }, delivery, deps)
    await world.run()
  }
  for (let twice = 0; twice < 2; twice++) {
    hear({ kind: 'merged', repository: REPOSITORY, pull: 50, fixes: [number] }, 'merged', deps)
    hear({ kind: 'closed', repository: REPOSITORY, issue, reason: 'completed' }, 'closed', deps)
    const url = `https://github.com/${REPOSITORY}/releases/tag/v2.2`
    hear({ kind: 'released', repository: REPOSITORY, tag: 'v2.2', url, mentions: [50] }, 'released', deps)
    await world.run()
  }
  return world
}

const end = ({ issues, comments, posted, dispatched }: World) => ({
  issues: issues.length,
  comments: comments.length,
  dispatched: new Set(dispatched.map(({ id }) => id)).size,
  posted: posted.map(({ content }) => content).toSorted(),
})

test('a calm report ends with one issue, its link, its end and its release', async () => {
  const { issues, posted } = await play({ name: '' })
  expect(issues).toHaveLength(1)
  expect(posted.map(({ content }) => content)).toEqual([
    expect.stringMatching(/reported a bug: .*issues\/43/),
    expect.stringMatching(/was closed as done/),
    expect.stringMatching(/A fix of .* is in \[v2\.2\]/),
  ])
})

describe.each(WAYS)('$name', (way) => {
  test('ends the same whichever request goes wrong, and however', async () => {
    const calm = await play(way)
    expect(calm.posted).toHaveLength(3)
    let points = 0
    for (const kind of FAULTS) {
      for (const [index, name] of calm.calls.entries()) {
        // A message that Discord refuses is not posted, and is not to be.
        if (kind === 'refused' && name === 'post') continue
        // Then nobody is asked about duplicates: the report is opened.
        if (kind === 'refused' && name.startsWith('search')) continue
        points++
        const world = await play(way, { call: index + 1, kind })
        expect(end(world), `${kind}, request ${index + 1}: ${name}`).toEqual(end(calm))
      }
    }
    expect(points).toBeGreaterThan(30)
  })
})
