import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { scoreMargins, sigmoid } from '../../../../src/learning/index.ts'
import { bandOf } from '../../../../src/moderation/feedback/band.ts'
import { checkedAnswer } from '../../../../src/moderation/feedback/candidates.ts'
import {
  FEATURE_NAMES,
  FEATURES,
  type FeatureName,
  featureVector,
} from '../../../../src/moderation/feedback/features.ts'
import { drawOf, outcomeOf, reconcile } from '../../../../src/moderation/feedback/outcome.ts'
import { expertPrior, priorModel } from '../../../../src/moderation/feedback/prior.ts'
import { checkAnswer } from '../../../../src/moderation/feedback/questions.ts'
import {
  type CandidateStatistics,
  exchangesIn,
  familiarity,
  pairKey,
  seniority,
  statisticsOf,
} from '../../../../src/moderation/feedback/statistics.ts'
import { answered, conversation, memberId, NOW } from './conversation.ts'

const UNKNOWN: CandidateStatistics = {
  seniority: null,
  familiarity: null,
  length: 30,
  targetSilenceMs: null,
  author: null,
  target: null,
}
const DAY_MS = 86_400_000
const joined = (days: number) => ({
  joinedAt: NOW - days * DAY_MS,
  attributes: {},
  falsePositiveHistory: null,
})

const featureOf = (name: FeatureName, change: Parameters<typeof answered>[0], statistics = UNKNOWN) =>
  featureVector({ answers: answered(change), statistics })[FEATURE_NAMES.indexOf(name)]

describe('features', () => {
  test.each<[FeatureName, Parameters<typeof answered>[0], number]>([
    ['tone_harshness', { tone_harshness: 'harsh' }, 0.75],
    ['feedback_invited', { feedback_invited: 'implicit' }, 0.5],
    ['preliminary', { preliminary_flag_percent: 25 }, -0.5],
    ['reciprocity', { reciprocity: 'one_sided' }, -1],
    ['uninvited_harshness', { tone_harshness: 'hostile', feedback_invited: 'explicit' }, 0],
    ['directed_at_person', { directed_at: 'person' }, 1],
  ])('%s of %j is %d', (name, change, value) => {
    expect(featureOf(name, change)).toBe(value)
  })

  it('have a stand-in when something is not known', () => {
    for (const name of [
      'seniority',
      'familiarity',
      'target_silence',
      'author_sarcasm_rate',
      'author_false_positives',
    ] as const)
      expect(featureOf(name, {}), name).toBe(FEATURES[name].missing)
  })

  it('stay in their ranges, whatever the model says', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1e9))
    fc.assert(
      fc.property(number, number, number, number, (percent, a, b, c) => {
        const author = {
          joinedAt: a,
          attributes: { bluntness: { value: b, weight: 1 } },
          falsePositiveHistory: c,
        }
        const vector = featureVector({
          answers: answered({ preliminary_flag_percent: percent }),
          statistics: {
            seniority: a,
            familiarity: b,
            length: Math.abs(c),
            targetSilenceMs: Math.abs(a),
            author,
            target: author,
          },
        })
        for (const [index, name] of FEATURE_NAMES.entries()) {
          const [least, most] = FEATURES[name].range
          expect(vector[index], name).toBeGreaterThanOrEqual(least)
          expect(vector[index], name).toBeLessThanOrEqual(most)
        }
      }),
    )
  })

  it('keep their order: models store weights by it', () => {
    expect(FEATURE_NAMES.slice(0, 4)).toEqual([
      'direct_address',
      'sarcasm_explicit',
      'sarcasm_implicit',
      'target_objection',
    ])
    expect(FEATURE_NAMES).toHaveLength(27)
  })
})

describe('our own statistics', () => {
  it('weigh who has been here for longer', () => {
    expect(seniority(joined(1000), joined(100), NOW)).toBeCloseTo(1)
    expect(seniority(joined(30), joined(30), NOW)).toBe(0)
    expect(seniority(joined(0), joined(5000), NOW)).toBe(-1)
    expect(seniority({ ...joined(1), joinedAt: null }, joined(5), NOW)).toBeNull()
  })

  it('count who talks with whom, each message once', () => {
    const { messages } = conversation([
      ['a_one', 'hi'],
      ['b_two', 'hey'],
      ['b_two', 'all well?'],
      ['a_one', 'yes'],
      ['c_three', 'good'],
    ])
    expect([...exchangesIn(messages)]).toEqual([
      [pairKey(memberId(1), memberId(2)), 2],
      [pairKey(memberId(1), memberId(3)), 1],
    ])
    expect([...exchangesIn(messages.map((each) => ({ ...each, isToJudge: false })))]).toEqual([])
    expect([familiarity(0), familiarity(10)]).toEqual([0, 0.5])
  })

  it('measure how long the target has been silent', () => {
    const { messages, packet, pseudonyms } = conversation([
      ['kestrel', 'done'],
      ['moth', 'bad'],
    ])
    const [candidate] = checkedAnswer(
      checkAnswer.parse({ candidates: [answered()] }),
      packet,
      pseudonyms,
    ).candidates
    if (!candidate) throw new Error('no candidate')
    const people = {
      profiles: new Map([
        [memberId(1), joined(10)],
        [memberId(2), joined(100)],
      ]),
      exchanges: new Map([[pairKey(memberId(2), memberId(1)), 10]]),
    }
    expect(statisticsOf(candidate, messages, people, NOW)).toMatchObject({
      targetSilenceMs: 10_000,
      seniority: 1,
      familiarity: 0.5,
      length: 3,
    })
  })
})

const probabilityOf = (features: number[]) =>
  sigmoid(
    scoreMargins(priorModel(expertPrior()), {
      values: Float64Array.from(features),
      rows: 1,
      columns: features.length,
    })[0] ?? 0,
  )

describe('the expert’s prior', () => {
  const prior = expertPrior()

  it('has a mean of the sign that it insists on, and a reason, for every feature', () => {
    for (const [index, name] of FEATURE_NAMES.entries()) {
      expect(
        (prior.weights[index]?.sign ?? 0) * (prior.weights[index]?.mean ?? 0),
        name,
      ).toBeGreaterThanOrEqual(0)
      expect(FEATURES[name].prior.reason.length, name).toBeGreaterThan(10)
      expect(prior.weights[index]?.strength, name).toBeGreaterThan(0)
    }
  })

  it('can be overridden feature by feature', () => {
    const other = expertPrior({ seniority: { mean: -2 }, length: { strength: 9 } })
    expect(other.weights[FEATURE_NAMES.indexOf('seniority')]?.mean).toBe(-2)
    expect(other.weights[FEATURE_NAMES.indexOf('length')]?.strength).toBe(9)
    expect(other.weights[FEATURE_NAMES.indexOf('length')]?.mean).toBe(
      prior.weights[FEATURE_NAMES.indexOf('length')]?.mean,
    )
  })

  it('finds harsher words never better, and an invitation never worse', () => {
    const p = (change: Parameters<typeof answered>[0]) =>
      probabilityOf(featureVector({ answers: answered(change), statistics: UNKNOWN }))
    const tones = (['none', 'mild', 'blunt', 'harsh', 'hostile'] as const).map((tone_harshness) =>
      p({ tone_harshness }),
    )
    expect(tones).toEqual(tones.toSorted((a, b) => a - b))
    const invited = (['explicit', 'implicit', 'no'] as const).map((feedback_invited) =>
      p({ feedback_invited, tone_harshness: 'blunt' }),
    )
    expect(invited).toEqual(invited.toSorted((a, b) => a - b))
  })
})

describe('the band', () => {
  test.each([
    [0.7, false, 'flag'],
    [0.69, false, 'ambiguous'],
    [0.36, false, 'ambiguous'],
    [0.35, false, 'no_flag'],
    [0.01, true, 'ambiguous'],
    [0.9, true, 'flag'],
  ] as const)('of %d, orders to the model: %s, is %s', (probability, givesOrders, band) => {
    expect(bandOf(probability, { tLow: 0.35, tHigh: 0.7 }, givesOrders)).toBe(band)
  })
})

describe('what becomes of a candidate', () => {
  const settings = { isWaived: false, auditSampleRate: 0.02, draw: 0.5 }

  test.each([
    ['flag', {}, { reacts: true, card: true, isAudit: false, inclusionProbability: 1 }],
    ['ambiguous', {}, { reacts: false, card: true, isAudit: false, inclusionProbability: 1 }],
    ['no_flag', {}, { reacts: false, card: false, isAudit: false, inclusionProbability: 0.02 }],
    ['no_flag', { draw: 0.01 }, { reacts: false, card: true, isAudit: true, inclusionProbability: 0.02 }],
    ['flag', { isWaived: true }, { reacts: false, card: false, isAudit: false, inclusionProbability: 0 }],
  ] as const)('%s, %j', (prediction, change, outcome) => {
    expect(outcomeOf(prediction, { ...settings, ...change })).toEqual(outcome)
  })

  it('is drawn evenly, and the same each time', async () => {
    const draws = await Promise.all(
      Array.from({ length: 2000 }, (_, n) => drawOf(`1400000000000${n}`, 'secret')),
    )
    expect(draws.filter((draw) => draw < 0.25).length / 2000).toBeCloseTo(0.25, 1)
    expect(await drawOf('1', 'secret')).toBe(await drawOf('1', 'secret'))
    expect(await drawOf('1', 'secret')).not.toBe(await drawOf('1', 'another'))
  })

  it('follows the thought when it is judged again: changed, gone, or fine after all', () => {
    const known = [
      { flagId: 'm1', messageIds: ['m1', 'm2'], status: 'active' as const },
      { flagId: 'm5', messageIds: ['m5'], status: 'active' as const },
      { flagId: 'm7', messageIds: ['m7'], status: 'active' as const },
      { flagId: 'm8', messageIds: ['m8'], status: 'active' as const },
    ]
    const found = [{ messageIds: ['m2', 'm3'] }, { messageIds: ['m9'] }]
    const { judged, cleared } = reconcile(
      known,
      found,
      new Set(['m1', 'm2', 'm3', 'm5', 'm9']),
      new Set(['m7']),
    )
    expect(judged.map(({ flagId }) => flagId)).toEqual(['m1', 'm9'])
    expect(cleared).toEqual(['m5', 'm7'])
  })
})
