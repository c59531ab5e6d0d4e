import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../../../bench/retrieval/sqlite.ts'
import { type LogisticModel, runSteps, UNCALIBRATED } from '../../../../../src/learning/index.ts'
import {
  type DecidingModel,
  decidingModel,
  priorDecides,
  scoreCandidate,
  scoreCandidates,
} from '../../../../../src/moderation/feedback/deciding-model.ts'
import { FEATURE_NAMES } from '../../../../../src/moderation/feedback/features.ts'
import { expertPrior } from '../../../../../src/moderation/feedback/prior.ts'
import { challengerSteps } from '../../../../../src/moderation/feedback/training/challenger.ts'
import { gateSteps, LOSS_MARGIN } from '../../../../../src/moderation/feedback/training/gate.ts'
import { missingLabels } from '../../../../../src/moderation/feedback/training/readiness.ts'
import { redTeam } from '../../../../../src/moderation/feedback/training/red-team.ts'
import { rowsOf, tableOf } from '../../../../../src/moderation/feedback/training/rows.ts'
import { sidesOf } from '../../../../../src/moderation/feedback/training/split.ts'
import { hastyVotes, softLabel } from '../../../../../src/moderation/feedback/training/votes.ts'
import { addChallenger, champion, decideModel } from '../../../../../src/storage/feedback-models.ts'
import type { Label, RatedCandidate, Vote } from '../../../../../src/storage/reviews.ts'
import { community, NOON, rated } from './rated.ts'

const PRIOR = expertPrior()
const THRESHOLDS = { tLow: 0.35, tHigh: 0.7 }
/** Much like the prior, but jokes among friends are as bad as any. */
const LINE = {
  tone_harshness: 4,
  feedback_invited: -4,
  target_objection: 2,
  preliminary: 1.5,
  familiarity: 1,
}

const split = async (candidates: RatedCandidate[]) => rowsOf((await sidesOf(candidates)).candidates)

/** The prior with some weights moved. */
function moved(change: (weight: number, index: number) => number, version = 5): DecidingModel {
  const { model, ...rest } = priorDecides(PRIOR)
  const logistic = model as LogisticModel
  return { ...rest, version, model: { ...logistic, weights: logistic.weights.map(change) } }
}

describe('votes', () => {
  const vote = (reviewerId: string, label: Label, at = NOON): Vote => ({ reviewerId, label, at })

  it('of several moderators make one label between', () => {
    expect(softLabel([vote('a', 'correct'), vote('b', 'incorrect')])).toEqual({ label: 0.5, weight: 1 })
    expect(softLabel([vote('a', 'correct'), vote('b', 'ambiguous')])).toEqual({ label: 0.75, weight: 1 })
    expect(softLabel([vote('a', 'correct'), vote('b', 'not_applicable')])).toBeNull()
    expect(softLabel([])).toBeNull()
  })

  it('of a moderator who rejects 30 cards in 30 seconds count a tenth, and others’ count whole', () => {
    const burst = Array.from({ length: 30 }, (_, index) => vote('hasty', 'incorrect', NOON + index * 1_000))
    const calm = Array.from({ length: 30 }, (_, index) => vote('calm', 'incorrect', NOON + index * 20_000))
    const hasty = hastyVotes([...burst, ...calm, vote('hasty', 'correct', NOON + 9_000)])
    expect([...hasty].map(({ reviewerId }) => reviewerId)).toEqual(Array(30).fill('hasty'))
    expect(softLabel([burst[3] ?? vote('x', 'correct')], hasty)).toEqual({ label: 0, weight: 0.1 })
    const both = softLabel([burst[3] ?? vote('x', 'correct'), vote('calm', 'correct')], hasty)
    expect(both?.label).toBeCloseTo(1 / 1.1)
    expect(both?.weight).toBe(1)
  })
})

describe('the frozen split', () => {
  it('has a quarter of the authors, and nobody and no conversation on both sides', async () => {
    const candidates = Array.from({ length: 400 }, (_, index) =>
      rated(index, { authorAnonId: index % 150, createdAt: NOON + index * 17 * 60_000 * (1 + (index % 3)) }),
    )
    const { learn, holdOut, leftOut } = await split(candidates)
    expect(learn.length + holdOut.length + leftOut.length).toBe(400)
    expect(holdOut.length / 400).toBeGreaterThan(0.15)
    expect(holdOut.length / 400).toBeLessThan(0.35)
    const of = (rows: typeof learn, key: 'author' | 'conversation') => new Set(rows.map((row) => row[key]))
    for (const key of ['author', 'conversation'] as const)
      expect(of(learn, key).isDisjointFrom(of(holdOut, key)), key).toBe(true)
  })

  it('stays as it was first, also when the author is erased or the candidate is known by another name', async () => {
    const first = await sidesOf(Array.from({ length: 60 }, (_, index) => rated(index)))
    const erased = first.candidates.map((each, index) => ({
      ...each,
      isSplit: true,
      flagId: `random-${index}`,
      authorAnonId: null,
    }))
    const second = await sidesOf(erased)
    expect(second.candidates.map(({ isHoldOut }) => isHoldOut)).toEqual(
      first.candidates.map(({ isHoldOut }) => isHoldOut),
    )
    expect([...second.toHoldOut, ...second.toLearn]).toEqual([])
    expect(first.toHoldOut.length + first.toLearn.length).toBe(60)
  })
})

describe('rows', () => {
  it('weigh what was shown by chance by the inverse of that chance, and hasty votes less', async () => {
    const candidates = [
      rated(1, { inclusionProbability: 0.02, isAudit: true }),
      rated(2),
      rated(3, { label: 'not_applicable' }),
    ].map((each) => ({ ...each, isSplit: true }))
    const { learn } = rowsOf(candidates)
    expect([...tableOf(learn).data.weights]).toEqual([50, 1])
  })

  it('judged before a feature came have its stand-in', () => {
    const { learn } = rowsOf([rated(1, { isSplit: true, features: [1] })])
    const { data } = tableOf(learn)
    expect(data.columns).toBe(FEATURE_NAMES.length)
    expect(data.values[0]).toBe(1)
    expect(data.values[FEATURE_NAMES.indexOf('target_discomfort')]).toBe(0.5)
  })
})

describe('too few labels', () => {
  it('are said with how many are missing', async () => {
    expect(missingLabels(await split([]))).toEqual([
      '40 rated messages more: 0 of at least 40 are there',
      '8 rated messages more that are upheld, to learn from',
      '8 rated messages more that are rejected, to learn from',
      '10 rated messages more to test with: every fourth author’s are kept for that',
      '2 rated messages more that are upheld, to test with',
      '2 rated messages more that are rejected, to test with',
    ])
    const onlyUpheld = Array.from({ length: 100 }, (_, index) => rated(index))
    expect(missingLabels(await split(onlyUpheld))).toEqual([
      '8 rated messages more that are rejected, to learn from',
      '2 rated messages more that are rejected, to test with',
    ])
    expect(missingLabels(await split(community(120, LINE)))).toEqual([])
  })
})

describe('a challenger', () => {
  const train = (rows: Awaited<ReturnType<typeof split>>, champion = priorDecides(PRIOR)) =>
    runSteps(challengerSteps({ rows, champion, prior: PRIOR, thresholds: THRESHOLDS, redTeam: redTeam() }))

  it('that learned where this community draws the line is let through, and says what it was measured by', async () => {
    const rows = await split(community(400, LINE))
    const { report } = train(rows)
    expect(report.gate.holdOut.challenger).toBeLessThan(report.gate.holdOut.champion)
    expect(report.gate).toMatchObject({
      against: 0,
      holdOut: { isNotWorse: true },
      redTeam: { conversations: 192 },
    })
    expect(report.learnedFrom.rows).toBe(rows.learn.length)
  })

  it('comes out the same when its training is begun again', async () => {
    const rows = await split(community(120, LINE))
    expect(train(rows)).toEqual(train(rows))
  })

  it('that is worse on the hold-out never becomes champion, whatever way it is worse', async () => {
    const { holdOut } = await split(community(300, LINE, 7))
    const champion = train(await split(community(300, LINE, 7))).model
    let worse = 0
    for (let seed = 0; seed < 40; seed++) {
      const challenger = moved((weight, index) => weight * (1 + 2 * Math.sin(seed * 31 + index)))
      const gate = runSteps(
        gateSteps({ champion, challenger, holdOut, redTeam: redTeam(), thresholds: THRESHOLDS }),
      )
      if (gate.holdOut.challenger <= gate.holdOut.champion) continue
      worse++
      expect(gate.passes, `seed ${seed}`).toBe(false)
    }
    expect(worse).toBeGreaterThan(20)
  })

  it('that is better on average only by luck is not let through', async () => {
    const { holdOut } = await split(community(200, LINE, 3))
    let lucky = 0
    for (let from = 0; from + 5 <= holdOut.length; from += 5) {
      const { holdOut: part, passes } = runSteps(
        gateSteps({
          champion: priorDecides(PRIOR),
          challenger: moved((weight) => weight * 2.2),
          holdOut: holdOut.slice(from, from + 5),
          redTeam: [],
          thresholds: THRESHOLDS,
        }),
      )
      const isDoubtful = part.worstCase === null || part.worstCase > LOSS_MARGIN
      if (part.challenger > part.champion || !isDoubtful) continue
      lucky++
      expect(passes).toBe(false)
    }
    expect(lucky).toBeGreaterThan(0)
  })

  it('that is wrong with high confidence on the red team is not let through, however well it does elsewhere', async () => {
    const { holdOut } = await split(community(300, LINE))
    // Nothing is ever flagged, and the insults of the red team are let pass unseen.
    const blind: DecidingModel = moved(() => 0)
    const gate = runSteps(
      gateSteps({
        champion: blind,
        challenger: { ...blind, calibration: UNCALIBRATED },
        holdOut,
        redTeam: redTeam(),
        thresholds: THRESHOLDS,
      }),
    )
    expect(gate.redTeam.challengerWrong.length).toBeGreaterThan(50)
    expect(gate.passes).toBe(true)
    const against = runSteps(
      gateSteps({
        champion: priorDecides(PRIOR),
        challenger: blind,
        holdOut: holdOut.map((row) => ({ ...row, label: 0.3 })),
        redTeam: redTeam(),
        thresholds: THRESHOLDS,
      }),
    )
    expect(against.holdOut.isNotWorse).toBe(true)
    expect(against.redTeam.isNotWorse).toBe(false)
    expect(against.passes).toBe(false)
  })
})

it('a model scores candidates that know more features than it does, as it did before', () => {
  const older = moved((weight) => weight)
  const model = older.model as LogisticModel
  const shorter: DecidingModel = {
    ...older,
    model: {
      ...model,
      weights: model.weights.slice(0, 5),
      standardisation: { centre: Array(5).fill(0), scale: Array(5).fill(1) },
    },
  }
  const features = FEATURE_NAMES.map((_, index) => index / 30)
  expect(scoreCandidate(shorter, features)).toEqual(scoreCandidate(shorter, features.slice(0, 5)))
})

it('a rollback restores exactly the former scores', async () => {
  const db = memoryDatabase([
    'migrations/0020_feedback.sql',
    'migrations/0022_feedback_cards.sql',
    'migrations/0023_training.sql',
  ])
  const store = async (trainingId: string, { model, calibration }: DecidingModel) =>
    addChallenger(
      db,
      trainingId,
      { kind: model.kind, parameters: { ...model }, calibration: { ...calibration }, metrics: {}, labels: 1 },
      NOON,
    )
  const decide = (decisionId: string, version: number) =>
    decideModel(db, { decisionId, version, kind: 'promoted', moderatorId: 'mod' }, NOON)
  const scores = async () => {
    const deciding = decidingModel(await champion(db), PRIOR)
    return redTeam().map(({ candidates }) => [
      ...scoreCandidates(
        deciding,
        candidates.map(({ features }) => features),
      ),
    ])
  }
  const byPrior = await scores()
  const rows = await split(community(400, LINE))
  const input = { rows, champion: priorDecides(PRIOR), prior: PRIOR, thresholds: THRESHOLDS, redTeam: [] }
  await decide('d1', await store('t1', runSteps(challengerSteps(input)).model))
  const byFirst = await scores()
  await decide(
    'd2',
    await store(
      't2',
      moved((weight) => weight / 3),
    ),
  )
  expect(await scores()).not.toEqual(byFirst)
  await decide('d3', 1)
  expect(await scores()).toEqual(byFirst)
  await decide('d4', 0)
  expect(await scores()).toEqual(byPrior)
})
