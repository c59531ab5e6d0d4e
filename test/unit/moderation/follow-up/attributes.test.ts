import { describe, expect, it } from 'vitest'
import { run } from '../../../../src/knowledge/database.ts'
import { majorityLabel } from '../../../../src/moderation/follow-up/majority.ts'
import { attributesOf, evidenceOf } from '../../../../src/storage/attributes.ts'
import { type JudgedCandidate, judgeSql } from '../../../../src/storage/flags.ts'
import { rememberMembers } from '../../../../src/storage/members.ts'
import { keepMessages } from '../../../../src/storage/messages.ts'
import { castReview, type Label } from '../../../../src/storage/reviews.ts'
import { ANA, BEN, followUpWorld, MAY, MO, NOON } from './world.ts'

const [FIRST, RATED, AFTER] = ['1100000000000000701', '1100000000000000702', '1100000000000000703']
const CHANNEL = '1100000000000000301'
const describes = (bluntness: number) => () => ({
  members: ['USER_1', 'USER_2', 'USER_9'].map((user) => ({
    user,
    sarcasm_rate: null,
    bluntness: user === 'USER_1' ? bluntness : null,
    banter_tolerance: user === 'USER_2' ? 0.2 : null,
    feedback_receptiveness: 7,
  })),
})

/** Ben (USER_1) says something about what Ana (USER_2) made, and it is flagged. */
async function ratedWorld(over: Partial<JudgedCandidate> = {}) {
  const world = followUpWorld({ says: describes(0.9) })
  const named = (discordId: string, name: string) => ({
    discordId,
    joinedAt: null,
    names: [{ name, source: 'display_name' as const }],
  })
  await rememberMembers(world.db, [named(BEN, 'Benvolio'), named(ANA, 'Zyxandra')], NOON)
  const said = (id: string, authorId: string, content: string, seconds: number) => ({
    ...{ id, authorId, content, channelId: CHANNEL, editedAt: null, createdAt: NOON + seconds * 1000 },
  })
  await keepMessages(world.db, [
    said(FIRST, ANA, 'look what I made', 0),
    said(RATED, BEN, 'that is ugly, Zyxandra', 10),
    said(AFTER, ANA, 'ouch', 20),
  ])
  const candidate: JudgedCandidate = {
    ...{
      flagId: RATED,
      messageIds: [RATED],
      channelId: CHANNEL,
      runId: 'r1',
      authorAnonId: 1,
      targetAnonId: 2,
    },
    ...{
      prediction: 'flag',
      score: 0.8,
      rawScore: 0.8,
      modelVersion: 0,
      calibrationVersion: 0,
      features: [],
    },
    ...{
      note: '',
      why: [],
      excerpt: 'that is ugly, USER_2',
      isAudit: false,
      inclusionProbability: 1,
      isWaived: false,
    },
    ...over,
  }
  await run(world.db, [judgeSql(candidate, NOON)])
  let presses = 0
  const rate = async (reviewerId: string, label: Label) => {
    const reviewId = `press ${++presses}`
    await castReview(world.db, { reviewId, flagId: RATED, reviewerId, label, notes: null }, world.state.now)
    await world.followUps.afterRating(RATED)
  }
  return { world, rate }
}

describe('after a rating', () => {
  it('those involved are described from that conversation, without names, in one call for several votes', async () => {
    const { world, rate } = await ratedWorld()
    await rate(MO, 'correct')
    await rate(MAY, 'correct')
    await world.pass(10)
    expect(world.state.asked).toHaveLength(1)
    expect(world.state.asked[0]?.system).toContain('exactly these members: USER_1, USER_2')
    const texts = JSON.stringify(world.state.asked[0]?.data)
    expect(texts).toMatch(/look what I made.*that is ugly, USER_2.*ouch/)
    expect(texts).not.toMatch(/zyxandra|benvolio|11000000/i)
    const attributes = await attributesOf(world.db, [ANA, BEN])
    expect(attributes.get(BEN)).toMatchObject({ bluntness: { value: 0.9, weight: 1 } })
    expect(attributes.get(ANA)).toEqual({ banter_tolerance: expect.objectContaining({ value: 0.2 }) })
    expect(world.state.settled).toHaveLength(1)
  })

  it('the same outcome again asks nothing, another outcome replaces what was estimated', async () => {
    const { world, rate } = await ratedWorld()
    await rate(MO, 'correct')
    await world.pass(10)
    await rate(MAY, 'correct')
    await world.pass(10)
    expect(world.state.asked).toHaveLength(1)
    world.state.says = describes(0.1)
    await rate(MO, 'incorrect')
    await rate(MAY, 'incorrect')
    await world.pass(10)
    expect((await attributesOf(world.db, [BEN])).get(BEN)?.bluntness).toMatchObject({ value: 0.1, weight: 1 })
    expect(await evidenceOf(world.db, BEN)).toMatchObject([{ flagId: RATED, label: 'incorrect' }])
  })

  it('votes that were all taken back take back what was estimated', async () => {
    const { world, rate } = await ratedWorld()
    await rate(MO, 'correct')
    await world.pass(10)
    await rate(MO, 'not_applicable')
    await world.pass(10)
    expect(await evidenceOf(world.db, BEN)).toEqual([])
    expect((await attributesOf(world.db, [ANA, BEN])).size).toBe(0)
  })

  it('nobody is described where feedback is welcome to the target, or no model answers', async () => {
    const waived = await ratedWorld({ isWaived: true })
    await waived.rate(MO, 'correct')
    await waived.world.pass(10)
    expect(waived.world.state.asked).toEqual([])
    const without = await ratedWorld()
    without.world.deps.model = null
    await without.rate(MO, 'correct')
    await without.world.pass(10)
    expect(await evidenceOf(without.world.db, BEN)).toEqual([])
  })

  it('a failing model is asked again later, and not for ever', async () => {
    const { world, rate } = await ratedWorld()
    world.state.says = () => 'unavailable'
    await rate(MO, 'correct')
    await world.pass(10)
    expect(world.state.asked.length).toBeGreaterThan(1)
    await world.pass(24 * 60)
    expect(world.state.asked).toHaveLength(8)
    expect(new Set(world.state.reserved.map(({ id }) => id)).size).toBe(8)
  })
})

it('moderators decide by majority; a tie is doubt', () => {
  expect(majorityLabel(['correct', 'correct', 'incorrect'])).toBe('correct')
  expect(majorityLabel(['correct', 'incorrect'])).toBe('ambiguous')
  expect(majorityLabel(['ambiguous', 'ambiguous', 'correct'])).toBe('ambiguous')
  expect(majorityLabel(['not_applicable'])).toBeNull()
  expect(majorityLabel([])).toBeNull()
})
