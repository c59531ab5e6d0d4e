import { beforeEach, describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../../../bench/retrieval/sqlite.ts'
import { review, reviewButton } from '../../../../../src/commands/review.ts'
import { type DatabaseLike, run } from '../../../../../src/knowledge/database.ts'
import { reviewDesk } from '../../../../../src/moderation/feedback/review/desk.ts'
import { nextToReview } from '../../../../../src/moderation/feedback/review/next.ts'
import { reviewStatistics } from '../../../../../src/moderation/feedback/review/statistics.ts'
import { type JudgedCandidate, judgeSql } from '../../../../../src/storage/flags.ts'
import { rememberMembers } from '../../../../../src/storage/members.ts'
import { keepMessages } from '../../../../../src/storage/messages.ts'
import type { Reviewable } from '../../../../../src/storage/reviewable.ts'
import { castReview, type Label, type Vote } from '../../../../../src/storage/reviews.ts'
import { actor, fakeDeps } from '../../../commands/fakes.ts'
import { NOON, rated } from '../training/rated.ts'

const [ANA, BEN] = ['1100000000000000201', '1100000000000000202']
const MOD = actor.memberId
const MODERATORS = ['1100000000000000301', '1100000000000000302', '1100000000000000303']

describe('what is rated next', () => {
  const candidate = (flagId: string, score: number, change: Partial<Reviewable> = {}): Reviewable => ({
    flagId,
    channelId: 'c',
    messageId: flagId,
    authorId: ANA,
    targetId: BEN,
    excerpt: 'pointless',
    note: '',
    score,
    isAudit: false,
    votes: 0,
    ...change,
  })

  it('is what the model is in doubt about, and few have rated', () => {
    const sure = candidate('1', 0.97)
    const doubtful = candidate('2', 0.55)
    const ratedBefore = candidate('3', 0.5, { votes: 2 })
    expect(nextToReview([sure, doubtful, ratedBefore], 0)).toBe(doubtful)
    expect(nextToReview([sure, ratedBefore], 0)).toBe(ratedBefore)
    expect(nextToReview([], 0)).toBeNull()
  })

  it('is every fourth time something shown by chance, the oldest and not the most doubtful', () => {
    const doubtful = candidate('9', 0.5)
    const old = candidate('1', 0.01, { isAudit: true })
    const young = candidate('2', 0.34, { isAudit: true })
    const turns = [0, 1, 2, 3, 4].map((turn) => nextToReview([doubtful, young, old], turn))
    expect(turns).toEqual([doubtful, doubtful, doubtful, old, doubtful])
    expect(nextToReview([doubtful], 3)).toBe(doubtful)
    expect(nextToReview([young, old], 0)).toBe(old)
  })
})

describe('/review', () => {
  let db: DatabaseLike
  beforeEach(async () => {
    db = memoryDatabase([
      'migrations/0020_feedback.sql',
      'migrations/0022_feedback_cards.sql',
      'migrations/0023_training.sql',
    ])
    await rememberMembers(
      db,
      [ANA, BEN, MOD].map((discordId) => ({ discordId, joinedAt: null, names: [] })),
      NOON,
    )
  })

  const judged = (flagId: string, change: Partial<JudgedCandidate> = {}) =>
    run(db, [
      judgeSql(
        {
          flagId,
          messageIds: [flagId],
          channelId: '1100000000000000040',
          runId: `r${flagId}`,
          authorAnonId: 1,
          targetAnonId: 2,
          prediction: 'ambiguous',
          score: 0.5,
          rawScore: 0.5,
          modelVersion: 0,
          calibrationVersion: 0,
          features: [],
          note: 'USER_1 speaks about what USER_2 made.',
          excerpt: 'pointless, @everyone',
          isAudit: false,
          inclusionProbability: 1,
          why: [],
          isWaived: false,
          ...change,
        },
        NOON,
      ),
    ])
  const deps = () =>
    fakeDeps({
      reviews: reviewDesk(db, async (_, vote) => {
        await castReview(db, vote, NOON)
        return true
      }),
    }).deps
  const next = async (name = 'next') => {
    const found = review.subCommands?.find(({ declaration }) => declaration.name === name)
    return JSON.stringify(await found?.handle({ actor, options: {} }, deps()))
  }
  const press = async (flag: string, act: string, interactionId = `${flag}${act}`) =>
    JSON.stringify(
      await reviewButton.handle(
        { actor: { ...actor, interactionId }, fields: { flag, act }, values: [], inputs: new Map() },
        deps(),
      ),
    )

  it('shows the words, who to whom and the link, and not what the model thinks', async () => {
    await judged('140', { score: 0.4321 })
    const card = await next()
    expect(card).toMatch(new RegExp(`<@${ANA}> to <@${BEN}>`))
    expect(card).toContain('discord.com/channels/1100000000000000001/1100000000000000040/140')
    expect(card).toMatch(/pointless, \\\\@everyone/)
    for (const label of ['Accept', 'Reject', 'Ambiguous', 'Not applicable']) expect(card).toContain(label)
    expect(card).not.toMatch(/43|0\.4/)
    expect(card).toContain('The last one')
  })

  it('goes on to the next after a vote, and back to change it', async () => {
    await judged('140', { score: 0.5 })
    await judged('150', { score: 0.4 })
    expect(await press('140', 'correct')).toMatch(/Noted: \*\*Accept\*\*.*150/)
    expect(await press('140', 'back')).toContain('/140')
    expect(await press('140', 'incorrect')).toMatch(/Noted: \*\*Reject\*\*/)
    expect(await press('150', 'ambiguous')).toMatch(/You have rated everything there is/)
    expect(await next()).toMatch(/You have rated everything there is/)
    expect(await next('stats')).toMatch(/2 messages rated.*0 accepted, 1 rejected, 1 ambiguous/)
  })

  it('never shows a moderator a conversation of their own, nor what nobody was to see', async () => {
    await judged('140', { authorAnonId: 3 })
    await judged('141', { targetAnonId: 3 })
    await judged('142', { isWaived: true })
    await judged('143', { prediction: 'no_flag', excerpt: null })
    await judged('144', { channelId: '1100000000000000041' })
    await keepMessages(db, [
      {
        id: '9',
        channelId: '1100000000000000041',
        authorId: MOD,
        createdAt: NOON - 60_000,
        editedAt: null,
        content: 'x',
      },
    ])
    expect(await next()).toMatch(/You have rated everything there is/)
    await judged('145', { prediction: 'no_flag', isAudit: true })
    expect(await next()).toContain('/145')
  })

  it('says when one was judged again meanwhile, and goes on', async () => {
    await judged('150')
    expect(await press('140', 'correct')).toMatch(/judged again.*150/)
  })
})

describe('/review stats', () => {
  const votes = (...labels: Label[]): Vote[] =>
    labels.map((label, index) => ({ reviewerId: MODERATORS[index] ?? 'x', label, at: NOON }))
  const counts = { shown: 0, hidden: 0 }

  it('has Fleiss’ kappa as published, with an interval', () => {
    // Two agreed on by all, two by one pair of three: observed agreement (1 + 1 + 1/3 + 1/3) / 4.
    const items = [
      votes('correct', 'correct', 'correct'),
      votes('incorrect', 'incorrect', 'incorrect'),
      votes('correct', 'correct', 'incorrect'),
      votes('correct', 'correct', 'incorrect').map((vote, index) =>
        index === 1 ? { ...vote, label: 'incorrect' as const } : vote,
      ),
    ]
    const { kappa } = reviewStatistics(
      items.map((each, index) => rated(index, { votes: each })),
      counts,
    )
    const all = items.flat().filter(({ label }) => label === 'correct').length / 12
    const chance = all ** 2 + (1 - all) ** 2
    expect(kappa?.value).toBeCloseTo((2 / 3 - chance) / (1 - chance), 10)
    expect(kappa?.candidates).toBe(4)
    expect(kappa?.interval?.low).toBeLessThan(kappa?.value ?? 0)
  })

  it('compares each moderator with most of the others', () => {
    const { moderators } = reviewStatistics(
      [
        rated(1, { votes: votes('correct', 'correct', 'incorrect') }),
        rated(2, { votes: votes('correct', 'incorrect') }),
        rated(3, { votes: votes('ambiguous') }),
      ],
      counts,
    )
    expect(moderators[0]).toMatchObject({ compared: 1, agreed: 0, votes: { correct: 2, ambiguous: 1 } })
    expect(moderators.map(({ id }) => id)).toEqual(MODERATORS)
  })

  it('estimates recall without bias from what is shown by chance, and stays honest when nothing was missed yet', () => {
    const cards = Array.from({ length: 100 }, (_, index) =>
      rated(index, { label: index < 80 ? 'correct' : 'incorrect', prediction: 'flag' }),
    )
    const chance = (missed: number) =>
      Array.from({ length: 50 }, (_, index) =>
        rated(200 + index, {
          label: index < missed ? 'correct' : 'incorrect',
          prediction: 'no_flag',
          isAudit: true,
          inclusionProbability: 0.02,
        }),
      )
    const population = { shown: 100, hidden: 2_500 }
    const some = reviewStatistics([...cards, ...chance(2)], population).recall
    // 80 found; 2 of 50 stand for 100 of 2,500.
    expect(some?.value).toBeCloseTo(80 / 180, 10)
    expect(some?.interval?.low).toBeLessThan(0.4)
    expect(some?.interval?.high).toBeGreaterThan(0.5)
    const none = reviewStatistics([...cards, ...chance(0)], population).recall
    expect(none?.value).toBe(1)
    expect(none?.interval?.low).toBeLessThan(0.7)
    expect(reviewStatistics(cards, population).recall).toBeNull()
  })
})
