import { describe, expect, it, test } from 'vitest'
import { redTeamEntries } from '../../../../scripts/red-team/entries.ts'
import { conversationOf, judgedConversation } from '../../../../scripts/red-team/judged.ts'
import { readJudgement } from '../../../../src/llm/judgement-request.ts'
import { priorDecides } from '../../../../src/moderation/feedback/deciding-model.ts'
import { feedbackSchema } from '../../../../src/moderation/feedback/policy.ts'
import { expertPrior } from '../../../../src/moderation/feedback/prior.ts'
import { checkAnswer } from '../../../../src/moderation/feedback/questions.ts'
import {
  redTeam,
  redTeamOutcome,
  redTeamOutcomes,
} from '../../../../src/moderation/feedback/training/red-team.ts'

const ENTRIES = redTeamEntries()
const { thresholds } = feedbackSchema.parse({})
const MODEL = priorDecides(expertPrior())

/** The whole way: packet, recorded answer, schema, features, prior, band. The worst of a conversation's candidates counts. */
function outcomeOf(entry: (typeof ENTRIES)[number]) {
  const conversation = conversationOf(entry)
  const read = readJudgement(JSON.stringify(entry.answers), checkAnswer)
  if (!read) throw new Error('the recorded answer is not of the schema')
  const judged = judgedConversation(entry, conversation, read.value)
  return {
    ...redTeamOutcome(judged, MODEL, thresholds),
    packet: conversation.packet,
    reasons: judged.reasons,
  }
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
    const { outcome, isWrong, probabilities } = outcomeOf(each)
    expect(
      isWrong,
      `${outcome}, ${probabilities.join()}\n${each.conversation.map((line) => line.join(': ')).join('\n')}`,
    ).toBe(false)
  })

  it('is mostly decided as expected, not left to moderators', () => {
    const exact = ENTRIES.filter((each) => outcomeOf(each).isAsExpected)
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

  it('is the same in the Worker, where it is numbers only', () => {
    const there = redTeamOutcomes(redTeam(), MODEL, thresholds)
    expect(there.map(({ id, outcome }) => [id, outcome])).toEqual(
      ENTRIES.map((each) => [each.id, outcomeOf(each).outcome]),
    )
  })
})
