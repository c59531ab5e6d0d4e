import { checkedAnswer, type DropReason } from '../../src/moderation/feedback/candidates.ts'
import { featureVector } from '../../src/moderation/feedback/features.ts'
import type { CheckAnswer } from '../../src/moderation/feedback/questions.ts'
import { pairKey, statisticsOf } from '../../src/moderation/feedback/statistics.ts'
import type { RedTeamCase } from '../../src/moderation/feedback/training/red-team.ts'
import { type Conversation, conversation, memberId, NOW } from './conversation.ts'
import type { RedTeamEntry } from './entries.ts'

/** The conversation as a check would see it. */
export function conversationOf(
  { conversation: lines, days = {} }: Pick<RedTeamEntry, 'conversation' | 'days'>,
  guidelines?: string,
): Conversation {
  return conversation(lines, { profiles: profilesOf(lines, days), ...(guidelines && { guidelines }) })
}

function profilesOf(lines: RedTeamEntry['conversation'], days: Record<string, number>) {
  const handles = [...new Set(lines.map(([handle]) => handle))]
  return new Map(
    handles.flatMap((handle, index) => {
      const count = days[handle]
      if (count === undefined) return []
      const joinedAt = NOW - count * 86_400_000
      return [[memberId(index + 1), { joinedAt, attributes: {}, falsePositiveHistory: null }] as const]
    }),
  )
}

export interface JudgedConversation extends RedTeamCase {
  /** What the answer named and the packet contradicts. */
  reasons: DropReason[]
}

/** The whole way of a check after the model: schema, packet, statistics, features. */
export function judgedConversation(
  { id, expect, conversation: lines, days = {}, exchanges }: Omit<RedTeamEntry, 'answers' | 'kind'>,
  { messages, packet, pseudonyms }: Conversation,
  answer: CheckAnswer,
): JudgedConversation {
  const { candidates, dropped, unlistedOrders } = checkedAnswer(answer, packet, pseudonyms)
  const people = {
    profiles: profilesOf(lines, days),
    exchanges: new Map(exchanges === undefined ? [] : [[pairKey(memberId(1), memberId(2)), exchanges]]),
  }
  return {
    id,
    expect,
    hasUnlistedOrders: unlistedOrders.length > 0,
    candidates: candidates.map((candidate) => ({
      features: featureVector({
        answers: candidate.answers,
        statistics: statisticsOf(candidate, messages, people, NOW),
      }),
      givesOrders: candidate.givesOrders,
    })),
    reasons: dropped.map(({ reason }) => reason),
  }
}
