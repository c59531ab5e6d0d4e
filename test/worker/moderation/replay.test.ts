import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { snowflakeAt } from '../../../src/discord/snowflake.ts'
import { run, sql } from '../../../src/knowledge/database.ts'
import type { Decision } from '../../../src/moderation/decision.ts'
import { replayStore } from '../../../src/moderation/replay/store.ts'
import { keepEvidenceSql, openCaseSql } from '../../../src/storage/cases.ts'
import { casesSince, keptMessagesAfter } from '../../../src/storage/past-cases.ts'
import {
  CHANNEL,
  DAY_MS,
  flood,
  guildOf,
  NOW,
  OLD_MEMBER,
  order,
  type World,
  type Written,
} from '../../unit/moderation/replay/world.ts'

const object = () => env.REPLAY.getByName('guild')
const chat: Written[] = Array.from({ length: 700 }, (_, index) => ({
  channel: 'help',
  by: OLD_MEMBER,
  at: NOW - 6 * DAY_MS + index * 60_000,
  content: `what about point ${index} of the guide?`,
}))

/** The guild of plain objects beside the object's own storage and the real database. */
async function connected(written: Written[]): Promise<World> {
  const made = await runInDurableObject(object(), (instance, { storage }) => {
    const store = replayStore(storage.sql, (act) => storage.transactionSync(act))
    const world = guildOf(written, {}, store)
    world.deps.cases = {
      since: (time) => casesSince(env.DB, time),
      keptAfter: (id, since, limit) => keptMessagesAfter(env.DB, id, since, limit),
    }
    instance.deps = () => world.deps
    return world
  })
  // So late that no alarm rings but those that the test rings.
  made.state.now = Date.now() + 1_000 * DAY_MS
  return made
}

async function ring(made: World): Promise<void> {
  await runInDurableObject(object(), (instance) => {
    instance.deps = () => made.deps
  })
  await runDurableObjectAlarm(object())
}

it('goes on where it was after a restart, knows the cases there are, and a day later keeps nothing', async () => {
  const at = NOW - 2 * DAY_MS
  const ids = [0, 1, 2, 3].map((second) => snowflakeAt(at + second * 1_000))
  const decision: Decision = {
    id: 'repeated-messages:x:y',
    rule: 'repeated-messages',
    authorId: OLD_MEMBER,
    messages: ids.map((id) => ({ id, channelId: CHANNEL.general })),
    actions: [{ kind: 'remove' }],
    score: 1,
    signals: [],
    explanation: '',
    memberText: '',
    isStrike: false,
    isDry: false,
  }
  const evidence = ids.map((messageId) => ({
    messageId,
    channelId: CHANNEL.general,
    authorName: 'somebody',
    content: 'buy my things',
    attachments: [],
  }))
  await run(env.DB, [
    openCaseSql(decision, [], false, at + 5_000, 'steward'),
    keepEvidenceSql(decision.id, evidence, at + 5_000),
    sql("UPDATE cases SET resolution = 'undone', resolved_by = '1', resolved_at = 1, is_false_positive = 1"),
  ])
  const made = await connected([...chat, ...flood(OLD_MEMBER, NOW - DAY_MS)])
  expect(await object().begin(order())).toEqual({ kind: 'begun' })
  await ring(made)
  await ring(made)
  const pages = made.state.calls.filter((name) => name === 'page').length
  expect(pages).toBeGreaterThan(1)
  await evictDurableObject(object())
  for (let turn = 0; turn < 20 && !JSON.stringify(made.state.shown).includes('Replay of'); turn++)
    await ring(made)
  const shown = JSON.stringify(made.state.shown)
  expect(shown).toContain('Replay of repeated-messages: 2 matches')
  expect(shown).toContain('708 messages in 2 channels')
  expect(shown).toContain('1 match has a case: 1 taken back. 1 is new.')
  const names = () =>
    runInDurableObject(object(), (_, { storage }) =>
      storage.sql
        .exec('SELECT name FROM replay')
        .toArray()
        .map(({ name }) => name),
    )
  expect(await names()).toEqual(['run:1'])
  made.state.now += DAY_MS + 1
  await ring(made)
  expect(await names()).toEqual([])
})
