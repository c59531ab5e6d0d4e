import { describe, expect, test } from 'vitest'
import {
  advisory,
  DAY,
  drift,
  FAULTS,
  type Fault,
  HOUR,
  MINUTE,
  MODERATORS,
  release,
  START,
  type World,
  world,
} from './world.ts'

/** What happens, and how long after the start. */
type Story = [number, (here: World) => void][]

const RELEASES: Story = [
  [0, (here) => here.take(release())],
  [MINUTE, (here) => here.take(release({ id: 2, tag: 'cli-v1', name: 'CLI 1' }))],
  [2 * HOUR, (here) => here.take(release({ body: 'Edited' }, 'edited'))],
  [4 * HOUR, (here) => here.take(release({ id: 2, tag: 'cli-v1', name: 'CLI 1' }, 'deleted'))],
  [5 * HOUR, (here) => here.take(drift('alpha', -2, START + 5 * HOUR))],
  [6 * HOUR, (here) => here.take(drift('beta', -2, START + 5 * HOUR))],
  [7 * HOUR, (here) => here.take(drift('alpha', 0, START + 7 * HOUR))],
]
const ADVISORIES: Story = [
  [0, (here) => here.take(advisory())],
  [
    HOUR,
    (here) =>
      here.take(advisory({ severity: 'critical', updatedAt: START + HOUR, url: null }, 'updated', null)),
  ],
  [2 * HOUR, (here) => here.take(advisory({ ghsaId: OTHER }))],
  [
    3 * HOUR,
    (here) =>
      here.take(advisory({ ghsaId: OTHER, withdrawnAt: START, updatedAt: START + HOUR }, 'withdrawn', null)),
  ],
]
const STUCK: Story = [
  [0, (here) => here.state.denied.add('pin')],
  [0, (here) => here.take(advisory())],
  [DAY, (here) => here.state.denied.delete('pin')],
  [DAY, (here) => here.retry(1, '1100000000000000077')],
]
const OTHER = 'GHSA-5555-6666-7777'

/** Two weeks, with whatever goes wrong at one request. */
async function play(story: Story, fault?: { request: number; kind: Fault }) {
  const here = world({ announcements: { drift: { warningsADay: 1 } }, fault })
  for (const [after, act] of story) {
    await here.until(START + after)
    act(here)
  }
  await here.until(START + 14 * DAY)
  const show = (channel?: string) =>
    here
      .posts(channel)
      .map(({ id: _, timestamp: __, ...message }) => JSON.stringify(message))
      .sort()
  return { end: { posts: show(), cards: show(MODERATORS), next: here.nextAt() }, here }
}

const titles = (here: World) => here.posts().map(({ embeds }) => embeds[0]?.title)

test('without faults everything is said, published and unpinned', async () => {
  const [releases, advisories, stuck] = await Promise.all(
    [RELEASES, ADVISORIES, STUCK].map((story) => play(story)),
  )
  expect(releases && titles(releases.here)).toEqual([
    '2 releases',
    'Recovered: alpha',
    'One more series drifted',
  ])
  expect(advisories && titles(advisories.here)).toHaveLength(2)
  expect(stuck?.here.posts(MODERATORS)[0]?.embeds[0]?.description).toMatch(
    /could not be pinned[\s\S]*It worked\.$/,
  )
  for (const { here, end } of [releases, advisories, stuck].flatMap((each) => each ?? [])) {
    expect(here.posts().every(({ isCrossposted, isPinned }) => isCrossposted && !isPinned)).toBe(true)
    expect(end.next).toBeNull()
  }
  expect(advisories?.here.asked.filter((each) => /^PUT .*pins/.test(each))).toHaveLength(2)
})

describe.each([
  ['releases and drift', RELEASES],
  ['advisories', ADVISORIES],
  ['an advisory that cannot be pinned for a day', STUCK],
])('%s', (name, story) => {
  test('nothing is lost and nothing twice, whichever request goes wrong, and however', {
    timeout: 60_000,
  }, async () => {
    const calm = await play(story)
    const requests = calm.here.asked.length
    let points = 0
    for (const kind of FAULTS) {
      for (let request = 1; request <= requests; request++) {
        const { end } = await play(story, { request, kind })
        expect(end, `${kind}, request ${request}: ${calm.here.asked[request - 1]}`).toEqual(calm.end)
        points++
      }
    }
    console.log(`${points} fault points in ${requests} requests: ${name}`)
  })
})
