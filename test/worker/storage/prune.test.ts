import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { type DatabaseLike, run } from '../../../src/knowledge/database.ts'
import { eraseMember } from '../../../src/privacy/personal-data.ts'
import { pruneExpired } from '../../../src/privacy/prune.ts'
import { KEPT_DATA } from '../../../src/privacy/retention.ts'
import { claimEncouragement } from '../../../src/storage/encouragements.ts'
import { addExchangesSql, exchangesAmong } from '../../../src/storage/exchanges.ts'
import { rememberMembers } from '../../../src/storage/members.ts'

const addExchanges = (
  on: DatabaseLike,
  counts: ReadonlyMap<string, number>,
  now: number,
  halfLifeDays: number,
) => run(on, [addExchangesSql(counts, null, now, halfLifeDays)])

const NOON = Date.UTC(2026, 10, 20, 12)
const RETENTION = {
  conversationMinutes: 30,
  usageDays: 10,
  feedbackDays: 20,
  checkedMessageDays: 14,
  reviewDays: 365,
  keepQuestionText: true,
}

const USAGE = `INSERT INTO usage (answer_id, day, channel_id, command, outcome, dry_run, latency_ms, input_tokens,
  output_tokens, cached_input_tokens, cost_micro_usd, section_ids, question)
  SELECT value || ?1, ?1, 'c', 'ask', 'answered', 0, 1, 1, 1, 0, 1, '[]', 'What?' FROM json_each(?2)`
const VOTES = `INSERT INTO votes (answer_id, voter_key, day, value)
  SELECT value || ?1, 'v', ?1, 'helpful' FROM json_each(?2)`

const insert = (statement: string, day: string, count: number) =>
  env.DB.prepare(statement)
    .bind(day, JSON.stringify([...Array(count).keys()]))
    .run()
const days = async (table: 'usage' | 'votes') =>
  (await env.DB.prepare(`SELECT DISTINCT day FROM ${table} ORDER BY day`).all()).results.map(({ day }) => day)

describe('a day’s encouragement', () => {
  const claim = (messageId: string, at = NOON, memberId = 'maya') =>
    claimEncouragement(env.DB, { memberId, messageId, at })

  it('is one message’s for each member, whenever and however often it asks, and forgotten a day later', async () => {
    expect(await claim('1')).toBe(true)
    expect([await claim('2'), await claim('1'), await claim('3', NOON, 'bruno')]).toEqual([false, true, true])
    expect(await claim('2', NOON + 86_400_000)).toBe(true)
    await pruneExpired(env.DB, NOON + 2 * 86_400_000, RETENTION)
    expect(await env.DB.prepare('SELECT count(*) AS n FROM encouragements').first('n')).toBe(1)
  })
})

describe('pruning', () => {
  it('deletes what is past its retention, and nothing that is not', async () => {
    for (const day of ['2026-11-09', '2026-11-10', '2026-11-20']) await insert(USAGE, day, 2)
    for (const day of ['2026-10-30', '2026-10-31', '2026-11-20']) await insert(VOTES, day, 2)
    expect(await pruneExpired(env.DB, NOON, RETENTION)).toEqual({ rows: 4, isComplete: true })
    expect(await days('usage')).toEqual(['2026-11-10', '2026-11-20'])
    expect(await days('votes')).toEqual(['2026-10-31', '2026-11-20'])
    expect(await pruneExpired(env.DB, NOON, RETENTION)).toEqual({ rows: 0, isComplete: true })
  })

  it('empties the words of questions, today’s too, once the operator turned them off', async () => {
    await insert(USAGE, '2026-11-20', 3)
    expect(await pruneExpired(env.DB, NOON, { ...RETENTION, keepQuestionText: false })).toMatchObject({
      rows: 3,
    })
    expect(await env.DB.prepare('SELECT count(*) AS n FROM usage WHERE question IS NULL').first('n')).toBe(3)
  })

  it('leaves to the next run what does not fit into one', async () => {
    await insert(USAGE, '2026-01-01', 15_400)
    expect(await pruneExpired(env.DB, NOON, RETENTION)).toEqual({ rows: 15_000, isComplete: false })
    expect(await pruneExpired(env.DB, NOON, RETENTION)).toEqual({ rows: 400, isComplete: true })
  })

  it('costs hardly a read when nothing is due, however much is kept', async () => {
    await insert(USAGE, '2026-11-20', 1000)
    await insert(VOTES, '2026-11-20', 1000)
    const batch = vi.spyOn(env.DB, 'batch')
    await pruneExpired(env.DB, NOON, { ...RETENTION, keepQuestionText: true })
    const results = await Promise.all(batch.mock.results.map(({ value }) => value as Promise<D1Result[]>))
    const rowsRead = results.flat().reduce((sum, { meta }) => sum + meta.rows_read, 0)
    expect(results).toHaveLength(KEPT_DATA.filter(({ prune }) => prune).length)
    expect(rowsRead).toBeLessThan(100)
  })
})

describe('what is kept of members', () => {
  const ANA = '1100000000000000201'
  const BEN = '1100000000000000202'
  const DAY_MS = 86_400_000
  const rows = (table: 'users' | 'user_aliases' | 'user_alias_prefixes' | 'user_exchanges') =>
    env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first('n')
  const seen = (discordId: string, at: number) =>
    rememberMembers(
      env.DB,
      [{ discordId, joinedAt: null, names: [{ name: `name${discordId.slice(-1)}`, source: 'username' }] }],
      at,
    )

  it('goes with the member, by time or by erasure', async () => {
    await seen(ANA, NOON - 400 * DAY_MS)
    await seen(BEN, NOON)
    await addExchanges(env.DB, new Map([[`${ANA}:${BEN}`, 4]]), NOON - 90 * DAY_MS, 90)
    expect([...(await exchangesAmong(env.DB, [ANA, BEN], NOON, 90)).values()]).toEqual([2])
    await addExchanges(env.DB, new Map([[`${ANA}:${BEN}`, 1]]), NOON, 90)
    expect([...(await exchangesAmong(env.DB, [ANA, BEN], NOON, 90)).values()]).toEqual([3])
    expect((await pruneExpired(env.DB, NOON, RETENTION)).isComplete).toBe(true)
    expect([await rows('users'), await rows('user_aliases'), await rows('user_exchanges')]).toEqual([1, 1, 0])
    await eraseMember(env.DB, BEN, Date.now())
    expect([await rows('users'), await rows('user_aliases'), await rows('user_alias_prefixes')]).toEqual([
      0, 0, 0,
    ])
  })
})
