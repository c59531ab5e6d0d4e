import * as z from 'zod'
import type { ReadMessage } from '../reading.ts'
import { isHonestJobPost } from './job-post.ts'
import type { Rule } from './rule.ts'
import { copiesOf, mostWithin } from './same-posts.ts'
import { switches } from './switches.ts'

export const crossPostingSchema = z.strictObject({
  ...switches,
  channels: z.int().min(2).max(50).default(3).describe('The same post in so many channels…'),
  seconds: z
    .int()
    .min(10)
    .max(3600)
    .default(60)
    .describe('…within this time: the account may be compromised.'),
  timeoutSeconds: z
    .int()
    .min(60)
    .max(28 * 24 * 3600)
    .default(24 * 3600)
    .describe('How long the member is timed out, so that a moderator can look.'),
})

/** "hello" in three channels is a greeting; so short a line must be in twice as many. */
const MIN_TELLING_LETTERS = 8

const channelsOf = (posts: readonly ReadMessage[]): number =>
  new Set(posts.map(({ facts }) => facts.channelId)).size

export const crossPosting: Rule = {
  id: 'cross-posting',
  isEnabled: ({ rules }) => rules.crossPosting.enabled,
  isDry: ({ rules }) => rules.crossPosting.dryRun,
  match(facts, policy) {
    const { channels, seconds, timeoutSeconds } = policy.rules.crossPosting
    if (facts.byAuthor.length < channels) return null
    const copies = copiesOf(facts, seconds)
    const { fingerprint, links } = facts.message
    const isTelling =
      fingerprint.length >= MIN_TELLING_LETTERS || fingerprint.files !== '' || links.length > 0
    const most = mostWithin(copies, seconds, channelsOf)
    if (most < (isTelling ? channels : channels * 2)) return null
    if (isHonestJobPost(facts.message, policy)) return null
    return {
      messages: copies,
      actions: [{ kind: 'remove' }, { kind: 'timeout', seconds: timeoutSeconds }, { kind: 'card' }],
      score: 1,
      signals: [{ name: 'channels', evidence: facts.message.text.quote(0, 160), weight: most }],
      isStrike: true,
    }
  },
  explain: ({ messages }, { rules }) =>
    `The same post in ${channelsOf(messages)} channels, in quick succession (limit ${rules.crossPosting.channels} within ${rules.crossPosting.seconds} seconds): the account may be compromised.`,
  memberText: () =>
    'The same post went to several channels from your account; if that was not you, change your password and tell a moderator.',
}
