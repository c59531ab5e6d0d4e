import * as z from 'zod'
import type { JudgementRequest } from '../../llm/judgement.ts'
import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import type { ModerationPolicy } from '../policy.ts'
import { disclaimer, financialAdvice } from '../rules/financial-advice.ts'

/** What a model is asked for: what the message is, and nothing about what to do. */
const adviceVerdict = z.strictObject({
  reasoning: z.string(),
  asks_for_own_money_advice: z.boolean(),
  belongs_to_the_community_topic: z.boolean(),
})
export type AdviceVerdict = z.infer<typeof adviceVerdict>

const MAX_OUTPUT_TOKENS = 150
const MAX_TEXT_CHARS = 4_000
/** A pointer to the disclaimer that comes later than this is an answer to nothing. */
const LATE_MS = 30 * 60_000

/** Whether one message, alone, asks what its author should do with their own money. */
export function adviceRequest({ content, extraText }: MessageFacts): JudgementRequest<AdviceVerdict> {
  return {
    system: [
      'You read one message of a developer community. asks_for_own_money_advice: does its author ask what to buy, sell, hold or do with their own money or investments? Questions about software, data or the price of a product are not that; jokes are not.',
      'belongs_to_the_community_topic: is it about building or using software?',
      'Reply with JSON: {"reasoning" (one short sentence),"asks_for_own_money_advice","belongs_to_the_community_topic"}.',
    ].join('\n'),
    data: [{ label: 'message', text: [content, ...extraText].join('\n').slice(0, MAX_TEXT_CHARS) }],
    schema: adviceVerdict,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
}

export function isOffTopicAdvice(verdict: AdviceVerdict): boolean {
  return verdict.asks_for_own_money_advice && !verdict.belongs_to_the_community_topic
}

export function isTooLateForAdvice({ createdAt, editedAt }: MessageFacts, now: number): boolean {
  return now - Math.max(createdAt, editedAt ?? 0) > LATE_MS
}

/** The same as the rule's own, but that a model was asked. */
export function adviceDecision(
  { id, channelId, author }: MessageFacts,
  score: number,
  policy: ModerationPolicy,
): Decision {
  return {
    id: `${financialAdvice.id}:${author.id}:${id}`,
    rule: financialAdvice.id,
    authorId: author.id,
    messages: [{ id, channelId }],
    actions: [{ kind: 'reply' }],
    score,
    signals: [{ name: 'in doubt by its words', evidence: 'judged by the model', weight: score }],
    explanation: 'Asks for advice on own money; the model was asked.',
    memberText: disclaimer(policy),
    isStrike: false,
    isDry: policy.dryRun || policy.rules.financialAdvice.dryRun,
  }
}
