import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Action } from '../../../src/moderation/decision.ts'
import { decisionOf } from './decisions.ts'
import { createWorld, outsideWorld, SCHEMA } from './world.ts'

const places = (id: string, ...channels: string[]) =>
  channels.map((channelId, index) => ({ id: `${id}-${index + 1}`, channelId }))
const kinds = (...names: Action['kind'][]): Action[] => names.map((kind) => ({ kind, seconds: 3600 }))

/** Acts of every kind that leaves something behind. */
const DECISIONS = [
  decisionOf('flood', kinds('remove', 'warn', 'timeout'), {
    isStrike: true,
    messages: places('flood', 'general', 'general', 'help'),
  }),
  decisionOf('shill', kinds('remove', 'ban', 'card'), { rule: 'shilling', isStrike: true }),
  decisionOf('job', kinds('move'), { rule: 'jobs', messages: places('job', 'general', 'help') }),
  decisionOf('look', kinds('react', 'reply', 'card')),
]

let objects = 0

/** Lets the decisions be carried out in an object that is evicted before one of its requests, and asked again after it. */
async function carriedOut(lostAt?: number) {
  const object = env.CONVERSATION.getByName(`eviction:${++objects}`)
  const outside = outsideWorld()
  for (const { id, authorId, messages } of DECISIONS) {
    outside.discord.join(authorId)
    for (const place of messages)
      outside.discord.write(
        place.channelId,
        place.id,
        authorId,
        `${id} words`,
        id === 'job' ? ['cv.pdf'] : [],
      )
  }
  const live = (at: number | undefined, isFirst: boolean) =>
    runInDurableObject(object, async (_, { storage }) => {
      const world = createWorld({
        sql: storage.sql,
        transaction: (act) => storage.transactionSync(act),
        schema: isFirst ? SCHEMA : [],
        outside,
        ...(at !== undefined && { lostAt: at }),
      })
      const working = world.survive(({ enforce }) => enforce(DECISIONS)).then(() => world.rest())
      await Promise.race([working, world.lost])
      const cases = storage.sql.exec('SELECT decision_id, messages, actions FROM cases ORDER BY decision_id')
      const events = storage.sql.exec('SELECT id, type FROM audit_events ORDER BY id')
      return { cases: cases.toArray(), events: events.toArray() }
    })
  let stored = await live(lostAt, true)
  if (lostAt !== undefined) {
    await evictDurableObject(object)
    stored = await live(undefined, false)
  }
  const { channels, members, bans } = outside.discord
  return {
    ...stored,
    calls: outside.state.calls,
    seen: [...channels]
      .flatMap(([channel, messages]) =>
        [...messages.values()].map(({ id, content, reactions }) =>
          [channel, id, content, reactions].join(' '),
        ),
      )
      .map((line) => line.replace(/<t:\d+/g, '<t').replace(/[Cc]ase \d+/g, 'case'))
      .sort(),
    timedOut: [...members].filter(([, { until }]) => until !== null).map(([id]) => id),
    bans: [...bans],
  }
}

test('what was decided is carried out once, although the object is evicted on the way', {
  timeout: 60_000,
}, async () => {
  const { calls, ...calm } = await carriedOut()
  expect(calm.bans).toEqual(['author-shill'])
  expect(calm.timedOut).toEqual(['author-flood'])
  // Every fault at every request is tried in test/unit/objects/faults; here the runtime itself does the evicting. Before
  // requests to the database, as one to Discord would hold the eviction up until its time is over.
  const toDatabase = calls.flatMap((name, index) => (name.startsWith('database') ? [index + 1] : []))
  for (let point = 1; point < toDatabase.length; point += Math.ceil(toDatabase.length / 5)) {
    const lostAt = toDatabase[point]
    const { calls: _, ...end } = await carriedOut(lostAt)
    expect(end, `evicted before request ${lostAt}, after ${calls[(lostAt ?? 0) - 2]}`).toEqual(calm)
  }
})
