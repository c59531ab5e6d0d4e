import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { DAYS, type Day, endState, playDay } from './day.ts'
import { canHappen, createWorld, FAULTS, type Fault, SCHEMA } from './world.ts'

let objects = 0

/** The day from its beginning, in an object of its own. */
function play(day: Day, fault?: { call: number; kind: Fault }) {
  const object = env.CONVERSATION.getByName(`moderation:${++objects}`)
  return runInDurableObject(object, async (_, { storage }) => {
    const world = createWorld({
      sql: storage.sql,
      transaction: (act) => storage.transactionSync(act),
      schema: SCHEMA,
      isDelivered: day.isDelivered,
      ...(fault && { fault }),
    })
    await playDay(day, world, storage.sql)
    return { end: endState(world, storage.sql), calls: world.state.calls }
  })
}

test('a day without faults ends as it should', async () => {
  const ends = await Promise.all(DAYS.map(async (day) => (await play(day)).end))
  // One of two timeouts of a member was taken back, the other stands; one of two bans is a moderator's.
  expect(ends.flatMap(({ timedOut }) => timedOut)).toEqual(['flo'])
  expect(ends.flatMap(({ bans }) => bans)).toEqual(['author-shill-old'])
  const seen = ends.flatMap((end) => end.seen).join('\n')
  expect(seen).not.toMatch(/left-behind|"id":"(?:flood|many-channels|link|masked|job|boss|left)-\d"/)
  expect(seen).toMatch(/"id":"dry-1"/)
  expect(seen).toMatch(/my role is below theirs/)
  expect(seen).not.toMatch(/#twin/)
  expect(seen).toMatch(/moved here:.*"files":1/)
  expect(ends.flatMap(({ delivered }) => delivered)).toContain('link/remove/link-1#done')
})

describe.each(DAYS)('$name', (day) => {
  test('ends the same whichever request goes wrong, and however', { timeout: 120_000 }, async () => {
    const calm = await play(day)
    let points = 0
    for (const kind of FAULTS) {
      for (const [index, name] of calm.calls.entries()) {
        if (!canHappen(kind, name)) continue
        points++
        const { end } = await play(day, { call: index + 1, kind })
        expect(end, `${kind}, request ${index + 1}: ${name}`).toEqual(calm.end)
      }
    }
    console.log(`${points} fault points in ${calm.calls.length} requests: ${day.name}`)
  })
})
