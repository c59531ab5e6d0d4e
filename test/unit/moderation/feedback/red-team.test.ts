import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import * as z from 'zod'
import { scoreMargins, sigmoid } from '../../../../src/learning/index.ts'
import { readJudgement } from '../../../../src/llm/judgement-request.ts'
import { bandOf, type Prediction } from '../../../../src/moderation/feedback/band.ts'
import { checkedAnswer } from '../../../../src/moderation/feedback/candidates.ts'
import { featureVector } from '../../../../src/moderation/feedback/features.ts'
import { feedbackSchema } from '../../../../src/moderation/feedback/policy.ts'
import { expertPrior, priorModel } from '../../../../src/moderation/feedback/prior.ts'
import { checkAnswer } from '../../../../src/moderation/feedback/questions.ts'
import { pairKey, statisticsOf } from '../../../../src/moderation/feedback/statistics.ts'
import { conversation, memberId, NOW } from './conversation.ts'

const EXPECTED: Record<string, readonly Prediction[]> = {
  flag: ['flag'],
  no_flag: ['no_flag'],
  ambiguous_or_no_flag: ['ambiguous', 'no_flag'],
  ambiguous_or_flag: ['ambiguous', 'flag'],
}

/** One conversation, what should come of it, and what a careful model answers about it. */
const entry = z.strictObject({
  id: z.string(),
  kind: z.string(),
  expect: z.enum(['flag', 'no_flag', 'ambiguous_or_no_flag', 'ambiguous_or_flag']),
  conversation: z.array(z.tuple([z.string(), z.string()])),
  /** The model's answer as it stands in its reply. */
  answers: z.unknown(),
  /** How long members have been in the server; how often the first two talk. */
  days: z.record(z.string(), z.number()).optional(),
  exchanges: z.number().optional(),
})

const ENTRIES = readFileSync('test/data/feedback/red-team.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => entry.parse(JSON.parse(line)))
const { thresholds } = feedbackSchema.parse({})
const MODEL = priorModel(expertPrior())

/** The whole way: packet, recorded answer, schema, features, prior, band. The worst of a conversation's candidates counts. */
function outcomeOf({ conversation: lines, answers, days = {}, exchanges }: (typeof ENTRIES)[number]) {
  const handles = [...new Set(lines.map(([handle]) => handle))]
  const profiles = new Map(
    handles.flatMap((handle, index) => {
      const count = days[handle]
      if (count === undefined) return []
      return [
        [
          memberId(index + 1),
          { joinedAt: NOW - count * 86_400_000, attributes: {}, falsePositiveHistory: null },
        ] as const,
      ]
    }),
  )
  const { messages, packet, pseudonyms } = conversation(lines, { profiles })
  const read = readJudgement(JSON.stringify(answers), checkAnswer)
  if (!read) throw new Error('the recorded answer is not of the schema')
  const { candidates, dropped, unlistedOrders } = checkedAnswer(read.value, packet, pseudonyms)
  const people = {
    profiles,
    exchanges: new Map(exchanges === undefined ? [] : [[pairKey(memberId(1), memberId(2)), exchanges]]),
  }
  const judged = candidates.map((candidate) => {
    const statistics = statisticsOf(candidate, messages, people, NOW)
    const features = Float64Array.from(featureVector({ answers: candidate.answers, statistics }))
    const [margin = 0] = scoreMargins(MODEL, { values: features, rows: 1, columns: features.length })
    const probability = sigmoid(margin)
    return { probability, band: bandOf(probability, thresholds, candidate.givesOrders) }
  })
  const bands = [
    ...judged.map(({ band }) => band),
    ...(unlistedOrders.length > 0 ? (['ambiguous'] as const) : []),
  ]
  const outcome: Prediction = bands.includes('flag')
    ? 'flag'
    : bands.includes('ambiguous')
      ? 'ambiguous'
      : 'no_flag'
  return { outcome, packet, judged, reasons: dropped.map(({ reason }) => reason) }
}

describe('the red team', () => {
  it('is at least 150 conversations of every kind', () => {
    expect(ENTRIES.length).toBeGreaterThanOrEqual(150)
    expect(new Set(ENTRIES.map(({ id }) => id)).size).toBe(ENTRIES.length)
    const kinds = new Set(ENTRIES.map(({ kind }) => kind))
    for (const kind of [
      'invited',
      'banter',
      'sarcasm',
      'praise_then_insult',
      'split',
      'self_or_nobody',
      'injection',
      'long',
      'correction',
      'unsolicited',
      'objection',
    ])
      expect(kinds, kind).toContain(kind)
  })

  test.each(ENTRIES)('$id: nothing is wrong with high confidence ($expect)', (each) => {
    const { outcome, judged } = outcomeOf(each)
    const allowed = EXPECTED[each.expect] ?? []
    const isGrave = outcome !== 'ambiguous' && !allowed.includes(outcome)
    expect(
      isGrave,
      `${outcome}, ${JSON.stringify(judged)}\n${each.conversation.map((line) => line.join(': ')).join('\n')}`,
    ).toBe(false)
  })

  it('is mostly decided as expected, not left to moderators', () => {
    const exact = ENTRIES.filter((each) => EXPECTED[each.expect]?.includes(outcomeOf(each).outcome))
    expect(exact.length / ENTRIES.length).toBeGreaterThanOrEqual(191 / 192)
  })

  it('names only messages and members of its own conversations', () => {
    for (const each of ENTRIES) {
      const { reasons } = outcomeOf(each)
      expect(
        reasons.filter((reason) => reason !== 'about_nobody' && reason !== 'about_oneself'),
        each.id,
      ).toEqual([])
    }
  })

  it('reaches the model without a handle', () => {
    for (const each of ENTRIES) {
      const sent = JSON.stringify(outcomeOf(each).packet.request.data)
      for (const [handle] of each.conversation)
        expect(sent.includes(handle), `${handle} in ${each.id}`).toBe(false)
    }
  })
})
