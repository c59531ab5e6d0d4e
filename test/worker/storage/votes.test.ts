import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { castVote, type Vote, voterKey, votesOf } from '../../../src/storage/votes.ts'

const SECRET = 'a secret of at least thirty-two characters'
const MAYA = '1100000000000000201'
const NOON = Date.UTC(2026, 10, 20, 12)
const vote = (change: Partial<Vote> = {}) =>
  castVote(env.DB, SECRET, { answerId: 'a1', memberId: MAYA, value: 'helpful', ...change }, NOON)
const stored = async () => (await env.DB.prepare('SELECT * FROM votes').all()).results

describe('a vote', () => {
  it('counts once a member, and the latest counts', async () => {
    expect(await vote()).toEqual({ before: null })
    expect(await vote()).toEqual({ before: 'helpful' })
    expect(await vote({ value: 'not_helpful' })).toEqual({ before: 'helpful' })
    expect(await vote({ memberId: '1100000000000000202' })).toEqual({ before: null })
    expect(await votesOf(env.DB, 'a1')).toMatchObject({ helpful: 1, notHelpful: 1 })
    expect(await votesOf(env.DB, 'another')).toMatchObject({ helpful: 0, notHelpful: 0 })
  })

  it('pressed twenty times at once is one vote', async () => {
    await Promise.all(Array.from({ length: 20 }, () => vote()))
    expect(await votesOf(env.DB, 'a1')).toMatchObject({ helpful: 1 })
  })

  it('keeps its reason when the button is pressed again, and drops it when the member changes their mind', async () => {
    await vote({ value: 'not_helpful', reason: 'other', note: 'The port is wrong.' })
    await vote({ value: 'not_helpful' })
    expect(await stored()).toMatchObject([{ reason: 'other', note: 'The port is wrong.' }])
    await vote({ value: 'not_helpful', reason: 'outdated' })
    expect(await stored()).toMatchObject([{ reason: 'outdated', note: null }])
    expect((await votesOf(env.DB, 'a1')).reasons).toEqual({ wrong: 0, outdated: 1, off_target: 0, other: 0 })
    await vote({ value: 'helpful' })
    expect(await stored()).toMatchObject([{ value: 'helpful', reason: null, note: null }])
  })

  it('has a note of at most 500 characters', async () => {
    await vote({ value: 'not_helpful', reason: 'other', note: 'x'.repeat(700) })
    expect(await stored()).toMatchObject([{ note: 'x'.repeat(500) }])
  })

  it('does not tell who voted, and the same member looks different on every answer', async () => {
    await vote()
    await vote({ answerId: 'a2' })
    const rows = await stored()
    expect(JSON.stringify(rows)).not.toContain(MAYA)
    expect(new Set(rows.map((row) => row.voter_key)).size).toBe(2)
    expect(await voterKey('another secret', 'a1', MAYA)).not.toBe(await voterKey(SECRET, 'a1', MAYA))
  })
})
