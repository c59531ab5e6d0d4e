import * as z from 'zod'
import type { ReadMessage } from '../reading.ts'
import { isHonestJobPost } from './job-post.ts'
import type { Rule } from './rule.ts'
import { copiesOf, mostWithin } from './same-posts.ts'
import { switches } from './switches.ts'

export const repeatedMessagesSchema = z.strictObject({
  ...switches,
  count: z
    .int()
    .min(2)
    .max(50)
    .default(4)
    .describe('So many copies by one member, in all channels together…'),
  seconds: z.int().min(5).max(3600).default(30).describe('…within this time are a flood.'),
  timeoutSeconds: z
    .int()
    .min(60)
    .max(28 * 24 * 3600)
    .default(3600)
    .describe('How long the member is timed out at least; the ladder may say longer.'),
})

function mostInOneChannel(posts: readonly ReadMessage[]): number {
  const channels = Map.groupBy(posts, ({ facts }) => facts.channelId)
  return Math.max(...[...channels.values()].map(({ length }) => length))
}

export const repeatedMessages: Rule = {
  id: 'repeated-messages',
  isEnabled: ({ rules }) => rules.repeatedMessages.enabled,
  isDry: ({ rules }) => rules.repeatedMessages.dryRun,
  match(facts, policy) {
    const { count, seconds, timeoutSeconds } = policy.rules.repeatedMessages
    if (facts.byAuthor.length < count) return null
    const copies = copiesOf(facts, seconds)
    const most = mostWithin(copies, seconds, (posts) => posts.length)
    if (most < count) return null
    if (mostWithin(copies, seconds, mostInOneChannel) < count && isHonestJobPost(facts.message, policy))
      return null
    return {
      messages: copies,
      actions: [{ kind: 'remove' }, { kind: 'warn' }, { kind: 'timeout', seconds: timeoutSeconds }],
      score: 1,
      signals: [{ name: 'copies', evidence: facts.message.text.quote(0, 160), weight: most }],
      isStrike: true,
    }
  },
  explain: ({ messages, signals }, { rules }) =>
    `The same message ${signals[0]?.weight ?? messages.length} times within ${rules.repeatedMessages.seconds} seconds.`,
  memberText: () =>
    'You posted the same message several times in a row; once is enough, and people will see it.',
}
