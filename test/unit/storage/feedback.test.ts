import { beforeEach, describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../bench/retrieval/sqlite.ts'
import { type DatabaseLike, run, sql } from '../../../src/knowledge/database.ts'
import { pairKey } from '../../../src/moderation/feedback/statistics.ts'
import { prefixesIn } from '../../../src/privacy/aliases.ts'
import { eraseMember, exportMember } from '../../../src/privacy/personal-data.ts'
import { createPseudonyms } from '../../../src/privacy/pseudonyms.ts'
import {
  attributesOf,
  evidenceOf,
  learnAttributes,
  resetAttributes,
} from '../../../src/storage/attributes.ts'
import { addExchangesSql, exchangesAmong } from '../../../src/storage/exchanges.ts'
import * as models from '../../../src/storage/feedback-models.ts'
import {
  clearSql,
  dropUnratedSql,
  flagById,
  flagsOfMessages,
  type JudgedCandidate,
  judgeSql,
  setCardSql,
  splitSql,
} from '../../../src/storage/flags.ts'
import { dueFollowUps } from '../../../src/storage/follow-ups.ts'
import * as lingo from '../../../src/storage/lingo.ts'
import { askAbout, questionById } from '../../../src/storage/lingo-questions.ts'
import { addAlias, membersBehind, namedMembers, rememberMembers } from '../../../src/storage/members.ts'
import { keepMessages, latestMessages, markDeleted } from '../../../src/storage/messages.ts'
import { endRun, latestRun, startRun } from '../../../src/storage/model-runs.ts'
import {
  allRatedCandidates,
  castReview,
  newReviews,
  ratedCandidates,
  ratingHistory,
  reviewsOf,
} from '../../../src/storage/reviews.ts'

const addExchanges = (
  on: DatabaseLike,
  counts: ReadonlyMap<string, number>,
  now: number,
  halfLifeDays: number,
) => run(on, [addExchangesSql(counts, null, now, halfLifeDays)])

const NOON = Date.UTC(2026, 10, 20, 12)
const DAY_MS = 86_400_000
const [ANA, BEN, MOD, MOD2] = [
  '1100000000000000201',
  '1100000000000000202',
  '1100000000000000203',
  '1100000000000000204',
] as const

let db: DatabaseLike
beforeEach(() => {
  db = memoryDatabase([
    'migrations/0003_moderation.sql',
    'migrations/0011_encouragements.sql',
    'migrations/0020_feedback.sql',
    'migrations/0022_feedback_cards.sql',
    'migrations/0023_training.sql',
    'migrations/0024_follow_ups.sql',
    'migrations/0030_github_links.sql',
  ])
})

const seen = (discordId: string, ...names: string[]) => ({
  discordId,
  joinedAt: NOON - 100 * DAY_MS,
  names: names.map((name) => ({ name, source: 'display_name' as const })),
})
const anonIds = async (...ids: string[]) =>
  (await namedMembers(db, ids, new Set())).map(({ anonId }) => anonId)

describe('members', () => {
  it('get the next number at first sight, once, however often they are seen', async () => {
    await rememberMembers(db, [seen(ANA, 'Ana Kestrel'), seen(BEN, 'ben_w')], NOON)
    await rememberMembers(db, [seen(BEN, 'ben_w'), seen(MOD, 'modesty')], NOON + DAY_MS)
    expect(await anonIds(ANA)).toEqual([1])
    expect(await anonIds(BEN)).toEqual([2])
    expect(await anonIds(MOD)).toEqual([3])
  })

  it('are not written again on the same day', async () => {
    await rememberMembers(db, [seen(ANA, 'Ana Kestrel')], NOON)
    await rememberMembers(db, [seen(ANA, 'Ana Kestrel')], NOON + 1000)
    const [rows] = await run(db, [sql('SELECT last_seen FROM users')])
    expect(rows).toEqual([{ last_seen: NOON }])
  })

  it('are found by every name they had, and by those moderators added, if they could stand in a text', async () => {
    await rememberMembers(db, [seen(ANA, 'Ana Kestrel'), seen(BEN, 'ben_w')], NOON)
    await rememberMembers(db, [seen(ANA, '✨Anastasia✨')], NOON + DAY_MS)
    await addAlias(db, ANA, 'the welder', NOON)
    const named = async (text: string) =>
      (await namedMembers(db, [], prefixesIn(text))).map(({ discordId }) => discordId)
    expect(await named('kestrel is late')).toEqual([ANA])
    expect(await named('ask Anastasia')).toEqual([ANA])
    expect(await named('ask the welder')).toContain(ANA)
    expect(await named('nobody here')).toEqual([])
    const people = createPseudonyms(
      await namedMembers(db, [BEN], prefixesIn('the welder, kestrel and anastasia')),
    )
    expect(people.hide('the welder, kestrel and anastasia mock ben_w')).toBe(
      'USER_1, USER_1 and USER_1 mock USER_2',
    )
  })

  it('who are erased leave a number that nobody gets again', async () => {
    await rememberMembers(db, [seen(ANA, 'Ana')], NOON)
    await eraseMember(db, ANA, NOON)
    await rememberMembers(db, [seen(ANA, 'Ana')], NOON)
    expect(await anonIds(ANA)).toEqual([2])
    expect(await membersBehind(db, [1, 2])).toEqual(new Map([[2, ANA]]))
  })

  it('who talk with each other grow familiar, and it fades', async () => {
    await rememberMembers(db, [seen(ANA), seen(BEN)], NOON)
    const key = pairKey(BEN, ANA)
    await addExchanges(
      db,
      new Map([
        [key, 4],
        [pairKey(ANA, MOD), 9],
      ]),
      NOON,
      90,
    )
    await addExchanges(db, new Map([[key, 3]]), NOON + 90 * DAY_MS, 90)
    const known = await exchangesAmong(db, [ANA, BEN, MOD], NOON + 180 * DAY_MS, 90)
    expect([...known]).toEqual([[key, 2.5]])
  })
})

describe('attributes', () => {
  it('are the mean of the evidence; the same flag again replaces what it said', async () => {
    await rememberMembers(db, [seen(ANA)], NOON)
    await learnAttributes(db, ANA, { flagId: 'f1', label: 'correct', estimates: { bluntness: 1 } }, NOON, 90)
    await learnAttributes(
      db,
      ANA,
      { flagId: 'f2', label: 'correct', estimates: { bluntness: 0.5, sarcasm_rate: 0.1 } },
      NOON,
      90,
    )
    await learnAttributes(db, ANA, { flagId: 'f1', label: 'correct', estimates: { bluntness: 0 } }, NOON, 90)
    const stored = (await attributesOf(db, [ANA, BEN])).get(ANA)
    expect(stored?.bluntness).toEqual({ value: 0.25, weight: 2, updatedAt: NOON })
    expect(stored?.sarcasm_rate?.value).toBeCloseTo(0.1)
    expect((await evidenceOf(db, ANA)).map(({ flagId }) => flagId).sort()).toEqual(['f1', 'f2'])
    await resetAttributes(db, ANA)
    expect((await attributesOf(db, [ANA])).size).toBe(0)
    expect(await evidenceOf(db, ANA)).toEqual([])
  })
})

describe('messages', () => {
  const message = (id: string, content: string) => ({
    id,
    channelId: 'c',
    authorId: ANA,
    createdAt: NOON + Number(id),
    editedAt: null,
    content,
  })

  it('are kept as they are now, oldest first', async () => {
    await keepMessages(db, [message('1', 'one'), message('2', 'two')])
    await keepMessages(db, [{ ...message('2', 'two and a half'), editedAt: NOON }, message('3', 'three')])
    expect((await latestMessages(db, 'c', 2)).map(({ content, editedAt }) => [content, editedAt])).toEqual([
      ['two and a half', NOON],
      ['three', null],
    ])
  })

  it('that are deleted lose their words at once', async () => {
    await keepMessages(db, [message('1', 'one')])
    await markDeleted(db, ['1', '9'])
    expect(await latestMessages(db, 'c', 5)).toMatchObject([{ id: '1', content: '', isDeleted: true }])
  })
})

describe('a run', () => {
  it('that goes on after a crash is one run, and ends once', async () => {
    const it = {
      runId: 'r',
      channelId: 'c',
      modelName: 'm',
      promptHash: 'p',
      contextDigest: 'd',
      reasons: ['idle' as const],
      messages: 3,
    }
    const end = { candidates: 1, usage: null, costMicroUsd: 20, detail: null }
    await startRun(db, it, NOON)
    await startRun(db, it, NOON + 5)
    await endRun(db, 'r', { ...end, status: 'done' }, NOON + 9)
    await endRun(db, 'r', { ...end, status: 'failed' }, NOON + 10)
    expect(await latestRun(db, 'c')).toMatchObject({
      status: 'done',
      started_at: NOON,
      finished_at: NOON + 9,
      reasons: ['idle'],
      context_digest: 'd',
    })
    expect(await latestRun(db, 'other')).toBeNull()
  })
})

const candidate = (change: Partial<JudgedCandidate> = {}): JudgedCandidate => ({
  flagId: change.messageIds?.[0] ?? 'm1',
  messageIds: ['m1', 'm2'],
  channelId: 'c',
  runId: 'r1',
  authorAnonId: 1,
  targetAnonId: 2,
  prediction: 'flag',
  score: 0.8,
  rawScore: 0.75,
  modelVersion: 0,
  calibrationVersion: 0,
  features: [0.5, 1],
  why: [],
  note: 'USER_1 mocks USER_2',
  excerpt: 'bad, USER_2',
  isAudit: false,
  inclusionProbability: 1,
  isWaived: false,
  ...change,
})
const judge = (change: Partial<JudgedCandidate> = {}, now = NOON) =>
  run(db, [judgeSql(candidate(change), now)])
const version = async () => {
  const flag = await flagById(db, 'm1')
  return flag && [flag.status, flag.statusVersion, flag.prediction]
}

describe('a flag', () => {
  it('is one row a candidate, and its version rises only when what is shown changes', async () => {
    await judge()
    await judge()
    expect(await version()).toEqual(['active', 1, 'flag'])
    await judge({ runId: 'r2', score: 0.9 })
    expect(await version()).toEqual(['active', 1, 'flag'])
    await judge({ runId: 'r3', prediction: 'ambiguous' })
    expect(await version()).toEqual(['active', 2, 'ambiguous'])
    await run(db, [clearSql(['m1'], 'r4', NOON), clearSql(['m1'], 'r4', NOON)])
    expect(await version()).toEqual(['cleared', 3, 'ambiguous'])
    await judge({ runId: 'r5', prediction: 'ambiguous' })
    expect(await version()).toEqual(['active', 4, 'ambiguous'])
  })

  it('is found by any of its messages, in its channel', async () => {
    await judge()
    await run(db, [setCardSql('m1', { channelId: 'mods', messageId: '9' })])
    expect(await flagsOfMessages(db, 'c', ['m2'])).toMatchObject([
      { flagId: 'm1', card: { channelId: 'mods', messageId: '9' }, features: [0.5, 1] },
    ])
    expect(await flagsOfMessages(db, 'c', ['m3'])).toEqual([])
    expect(await flagsOfMessages(db, 'd', ['m2'])).toEqual([])
  })

  it('that is cleared leaves the data, unless a human has rated it', async () => {
    await judge()
    await judge({ messageIds: ['n1'] })
    await castReview(
      db,
      { reviewId: 'i1', flagId: 'n1', reviewerId: MOD, label: 'correct', notes: null },
      NOON,
    )
    await run(db, [clearSql(['m1', 'n1'], 'r2', NOON), dropUnratedSql(['m1', 'n1'])])
    expect(await flagById(db, 'm1')).toBeNull()
    expect(await flagById(db, 'n1')).toMatchObject({ status: 'cleared' })
  })
})

describe('reviews', () => {
  const vote = (
    reviewId: string,
    reviewerId: string,
    label: 'correct' | 'incorrect' | 'ambiguous' | 'not_applicable',
    flagId = 'm1',
  ) => castReview(db, { reviewId, flagId, reviewerId, label, notes: null }, NOON)

  it('are one a moderator; the same press again is the same, another changes it, disagreement is kept', async () => {
    await judge()
    expect(await vote('i1', MOD, 'correct')).toEqual({ before: null })
    expect(await vote('i1', MOD, 'correct')).toEqual({ before: 'correct' })
    expect(await vote('i2', MOD, 'ambiguous')).toEqual({ before: 'correct' })
    await vote('i3', MOD2, 'incorrect')
    expect((await reviewsOf(db, 'm1')).map(({ label }) => label).sort()).toEqual(['ambiguous', 'incorrect'])
    expect(await newReviews(db, NOON - 1)).toEqual({ count: 2, latest: NOON })
    expect(await newReviews(db, NOON)).toEqual({ count: 0, latest: NOON })
  })

  it('are one row a candidate to learn from, with its weight, page by page', async () => {
    await judge({ isAudit: true, inclusionProbability: 0.02, prediction: 'no_flag' })
    await judge({ messageIds: ['n1'] })
    await judge({ messageIds: ['o1'] })
    await vote('i1', MOD, 'correct')
    await vote('i2', MOD2, 'incorrect')
    await vote('i3', MOD, 'not_applicable', 'o1')
    await vote('i4', MOD, 'incorrect', 'n1')
    await run(db, [splitSql(['n1'], true), splitSql(['n1', 'o1'], false)])
    const first = await ratedCandidates(db, '', 1)
    expect(first).toMatchObject([
      { flagId: 'm1', inclusionProbability: 0.02, isAudit: true, isSplit: false, authorAnonId: 1 },
    ])
    expect(first[0]?.votes).toEqual([
      { reviewerId: MOD, label: 'correct', at: NOON },
      { reviewerId: MOD2, label: 'incorrect', at: NOON },
    ])
    expect((await allRatedCandidates(db)).map(({ flagId }) => flagId)).toEqual(['m1', 'n1', 'o1'])
    expect(await ratedCandidates(db, 'm1')).toMatchObject([
      { flagId: 'n1', votes: [{ label: 'incorrect' }], isSplit: true, isHoldOut: true },
      { flagId: 'o1', votes: [{ label: 'not_applicable' }], isSplit: true, isHoldOut: false },
    ])
  })

  it('make up the history of an author', async () => {
    await judge()
    await judge({ messageIds: ['n1'] })
    await judge({ messageIds: ['o1'], authorAnonId: 5 })
    await vote('i1', MOD, 'incorrect')
    await vote('i2', MOD2, 'incorrect')
    await vote('i3', MOD, 'correct', 'n1')
    expect(await ratingHistory(db, [1, 5])).toEqual(new Map([[1, { accepted: 1, rejected: 1 }]]))
  })
})

describe('the community’s words', () => {
  const define = (definition: string, basedOn: number) =>
    lingo.defineTerm(
      db,
      { term: 'Derp  Stacking', definition, confidence: 0.8, sources: ['s1'], basedOn },
      NOON,
    )

  const unknown = (...terms: string[]) =>
    terms.map((term, index) => ({ term, messageId: String(index), channelId: 'c' }))

  it('are asked about once each, and not when they are defined or are somebody’s name', async () => {
    await define('piling blocks', 0)
    await addAlias(db, ANA, 'Sparky', NOON)
    expect(await askAbout(db, unknown('Hauler', 'hauler', 'derp stacking', 'sparky'), 5, NOON)).toBe(1)
    expect(await askAbout(db, unknown('HAULER'), 5, NOON + 1)).toBe(0)
    expect(await questionById(db, 1)).toMatchObject({ term: 'hauler', seenIn: { messageId: '0' } })
    expect(await dueFollowUps(db, NOON, 9)).toMatchObject([{ id: 'question:1', attempts: 0 }])
  })

  it('are asked about some a day, and later again', async () => {
    expect(await askAbout(db, unknown('a1', 'a2', 'a3'), 2, NOON)).toBe(2)
    expect(await askAbout(db, unknown('a3'), 2, NOON + 1)).toBe(0)
    expect(await askAbout(db, unknown('a1', 'a3'), 2, NOON + DAY_MS + 1)).toBe(1)
    expect((await questionById(db, 3))?.term).toBe('a3')
  })

  it('have versions; of two definitions made from the same one the first stands', async () => {
    expect(await define('piling blocks', 0)).toBe(true)
    expect(await define('something else', 0)).toBe(false)
    expect(await define('piling blocks badly', 1)).toBe(true)
    expect(await define('lost', 1)).toBe(false)
    expect(await lingo.lingoTerm(db, 'DERP stacking')).toMatchObject({
      definition: 'piling blocks badly',
      version: 2,
    })
    expect(await lingo.lingoEntries(db)).toEqual([
      { term: 'derp stacking', definition: 'piling blocks badly' },
    ])
    expect(await lingo.removeTerm(db, 'derp stacking', NOON)).toBe(true)
    expect(await lingo.removeTerm(db, 'derp stacking', NOON)).toBe(false)
    await define('again', 0)
    expect(await lingo.lingoTerm(db, 'derp stacking')).toMatchObject({ version: 3 })
  })

  it('are made of what moderators said, each answer once', async () => {
    const say = (sourceId: string, term: string, text: string, at: number) =>
      run(db, [lingo.sourceSql({ sourceId, term, text, moderatorId: MOD }, false, at)])
    for (const at of [0, 1]) await say('s1', 'x', `said ${at}`, NOON + at)
    await say('s2', 'X', 'later', NOON + 5)
    expect(await lingo.newSourcesOf(db, 'x')).toEqual([
      { id: 's1', text: 'said 0', moderatorId: MOD, at: NOON },
      { id: 's2', text: 'later', moderatorId: MOD, at: NOON + 5 },
    ])
    const it = { term: 'x', definition: 'said', confidence: 1, sources: ['s1', 's2'], basedOn: 0 }
    expect(await lingo.defineTerm(db, it, NOON)).toBe(true)
    expect(await lingo.newSourcesOf(db, 'x')).toEqual([])
    expect(await lingo.versionsOf(db, 'x')).toMatchObject([{ version: 1, moderators: [MOD] }])
  })
})

describe('models', () => {
  const model = {
    kind: 'logistic' as const,
    parameters: { weights: [1] },
    calibration: {},
    metrics: {},
    labels: 40,
  }
  const decide = (decisionId: string, to: number, kind: 'promoted' | 'rolled_back' = 'promoted') =>
    models.decideModel(db, { decisionId, version: to, kind, moderatorId: MOD }, NOON)
  const deciding = async () => (await models.champion(db))?.version ?? 0

  it('have one champion, which can be changed for any version, and back to the prior', async () => {
    expect(await deciding()).toBe(0)
    const first = await models.addChallenger(db, 't1', model, NOON)
    const second = await models.addChallenger(db, 't2', model, NOON)
    expect(await models.addChallenger(db, 't1', model, NOON)).toBe(first)
    expect(await decide('d1', first)).toBe(true)
    expect(await decide('d2', second)).toBe(true)
    expect(await decide('d3', 99)).toBe(false)
    expect(await models.champion(db)).toMatchObject({ version: second, parameters: { weights: [1] } })
    await decide('d4', first, 'rolled_back')
    expect((await models.listModels(db, 5)).map(({ version: v, status }) => [v, status])).toEqual([
      [second, 'retired'],
      [first, 'champion'],
    ])
    expect((await models.modelDecisions(db, 2)).map(({ version: v, replaced }) => [v, replaced])).toEqual([
      [first, second],
      [second, first],
    ])
    await decide('d5', 0)
    expect(await deciding()).toBe(0)
    const third = await models.addChallenger(db, 't3', model, NOON)
    await models.reject(db, third, NOON)
    expect(await models.modelByVersion(db, third)).toMatchObject({ status: 'rejected' })
  })

  it('are not changed by a decision that is delivered again, nor by a training that another decision overtook', async () => {
    const first = await models.addChallenger(db, 't1', model, NOON)
    const second = await models.addChallenger(db, 't2', model, NOON)
    await decide('d1', first)
    await decide('d2', second)
    expect(await decide('d1', first)).toBe(true)
    expect(await deciding()).toBe(second)
    const trained = { decisionId: 't9', version: first, kind: 'trained' as const, moderatorId: null }
    expect(await models.decideModel(db, trained, NOON, 0)).toBe(false)
    expect(await deciding()).toBe(second)
  })
})

describe('a member’s data', () => {
  beforeEach(async () => {
    await rememberMembers(db, [seen(ANA, 'Ana Kestrel'), seen(BEN, 'ben_w'), seen(MOD, 'modesty')], NOON)
    await keepMessages(db, [
      { id: 'm1', channelId: 'c', authorId: ANA, createdAt: NOON, editedAt: null, content: 'bad, ben' },
    ])
    await judge()
    await judge({ messageIds: ['n1'], authorAnonId: 2, targetAnonId: 1 })
    await castReview(
      db,
      { reviewId: 'i1', flagId: 'm1', reviewerId: MOD, label: 'correct', notes: 'clear' },
      NOON,
    )
    await castReview(
      db,
      { reviewId: 'i2', flagId: 'n1', reviewerId: ANA, label: 'ambiguous', notes: 'hm' },
      NOON,
    )
    await learnAttributes(db, ANA, { flagId: 'm1', label: 'correct', estimates: { bluntness: 1 } }, NOON, 90)
    await learnAttributes(
      db,
      BEN,
      { flagId: 'm1', label: 'correct', estimates: { banter_tolerance: 0 } },
      NOON,
      90,
    )
    await addExchanges(db, new Map([[pairKey(ANA, BEN), 2]]), NOON, 90)
    await run(db, [
      lingo.sourceSql({ sourceId: 's1', term: 'x', text: 'a thing', moderatorId: ANA }, true, NOON),
    ])
  })

  it('can be exported, all of it', async () => {
    const { pseudonym, tables } = await exportMember(db, ANA)
    expect(pseudonym).toBe('USER_1')
    const counts = Object.entries(tables).map(([table, rows]) => [table, rows.length] as const)
    expect(Object.fromEntries(counts.filter(([, count]) => count > 0))).toEqual({
      users: 1,
      user_aliases: 1,
      user_attributes: 1,
      attribute_evidence: 1,
      messages: 1,
      flags_you_wrote: 1,
      flags_about_you: 1,
      moderator_reviews: 1,
      lingo_sources: 1,
    })
    expect(JSON.stringify(tables)).not.toContain(BEN)
  })

  it('is empty for who is not known', async () => {
    const { pseudonym, tables } = await exportMember(db, MOD2)
    expect(pseudonym).toBeNull()
    expect(Object.values(tables).flat()).toEqual([])
  })

  it('can be erased: labels stay, and nothing leads to the member', async () => {
    let next = 0
    await eraseMember(db, ANA, NOON, () => `random-${next++}`)
    const rows = await Promise.all(
      [
        'users',
        'user_aliases',
        'user_alias_prefixes',
        'user_attributes',
        'attribute_evidence',
        'user_exchanges',
        'messages',
        'flags',
        'moderator_reviews',
        'lingo_sources',
      ].map(async (table) => [table, (await run(db, [sql(`SELECT * FROM ${table}`)]))[0]] as const),
    )
    const all = JSON.stringify(rows)
    for (const trace of [ANA, 'Ana', 'kes', 'bad, ', 'mocks', '"m1"', 'hm'])
      expect(all, trace).not.toContain(trace)
    expect(await ratedCandidates(db)).toMatchObject([
      { flagId: 'n1', votes: [{ reviewerId: null, label: 'ambiguous' }], authorAnonId: 2 },
      { flagId: 'random-0', votes: [{ label: 'correct' }], authorAnonId: null, features: [0.5, 1] },
    ])
    expect(await evidenceOf(db, BEN)).toMatchObject([{ flagId: 'random-0' }])
    await eraseMember(db, ANA, NOON)
    expect(await ratedCandidates(db)).toHaveLength(2)
  })
})
