import * as z from 'zod'
import { adviceScore } from '../lexical/advice.ts'
import type { MessageFacts } from '../message.ts'
import type { ModerationPolicy } from '../policy.ts'
import type { ReadMessage } from '../reading.ts'
import type { Rule } from './rule.ts'
import { switches } from './switches.ts'

export const financialAdviceSchema = z.strictObject({
  ...switches,
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .describe('From this score on the member is pointed to the disclaimer.'),
  doubtFrom: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('From this score up to `threshold` a message is in doubt: nothing is done on words alone.'),
  askModel: z
    .boolean()
    .default(true)
    .describe(
      'Whether the model, if there is one and the budget allows it, is asked about messages in doubt.',
    ),
  exceptChannels: z
    .array(z.string().min(1).max(100))
    .max(100)
    .default([])
    .describe('Channels, by name or id, where money may be talked about.'),
})

export const financialAdvice: Rule = {
  id: 'financial-advice',
  isEnabled: ({ rules }) => rules.financialAdvice.enabled,
  isDry: ({ rules }) => rules.financialAdvice.dryRun,
  match({ message }, { rules }) {
    const { value, signals } = adviceScore(message.text)
    const { threshold, exceptChannels } = rules.financialAdvice
    if (value < threshold || isIn(message.facts, exceptChannels)) return null
    return { messages: [message], actions: [{ kind: 'reply' }], score: value, signals, isStrike: false }
  },
  explain: ({ signals }) =>
    `Asks for advice on own money: ${signals
      .slice(0, 2)
      .map(({ evidence }) => `“${evidence}”`)
      .join(', ')}.`,
  memberText: (_, policy) => disclaimer(policy),
}

export function disclaimer({ disclaimerUrl }: Pick<ModerationPolicy, 'disclaimerUrl'>): string {
  return `Nobody here can tell you what to do with your money, and nothing here is financial advice: ${disclaimerUrl}`
}

const isIn = ({ channelId, channelName, parentId }: MessageFacts, channels: readonly string[]): boolean =>
  [channelId, channelName, parentId].some((it) => it !== null && channels.includes(it))

/** The score of a message that words alone do not settle, else null: only a model or a moderator can tell. */
export function adviceInDoubt({ facts, text }: ReadMessage, { rules }: ModerationPolicy): number | null {
  const { enabled, threshold, doubtFrom, exceptChannels } = rules.financialAdvice
  if (!enabled || facts.author.isBot || isIn(facts, exceptChannels)) return null
  const { value } = adviceScore(text)
  return value >= doubtFrom && value < threshold ? value : null
}
