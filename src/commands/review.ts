import { CONTEXT, commandGroup, component, type Press, subCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import { privately } from '../discord/reply.ts'
import {
  BACK,
  isReviewLabel,
  nothingToReview,
  reviewCard,
  statisticsMessage,
} from '../moderation/feedback/review/card.ts'
import type { CommandDeps } from './deps.ts'

const next = subCommand({
  declaration: { name: 'next', description: 'The message that the model learns most from when you rate it' },

  async handle({ actor }, { reviews, config }: CommandDeps) {
    const found = await reviews.next(actor.memberId)
    const parts = found
      ? reviewCard(found.candidate, { guildId: config.community.guildId, left: found.left, rated: null })
      : nothingToReview(null)
    return { kind: 'message', ephemeral: true, ...parts }
  },
})

const stats = subCommand({
  declaration: { name: 'stats', description: 'Who rated how much, how far you agree, and what is missed' },

  async handle(_, { reviews }: CommandDeps) {
    return { kind: 'message', ephemeral: true, ...statisticsMessage(await reviews.statistics()) }
  },
})

/** For moderators: rating one message after another. */
export const review = commandGroup({
  declaration: {
    name: 'review',
    description: 'For moderators: rate messages, and see how the ratings stand',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
  },
  needs: 'MODERATE_MEMBERS',
  subCommands: [next, stats],
})

/** A vote on the message that `/review` shows, or back to the one before. */
export const reviewButton = component({
  id: 'review',
  needs: 'MODERATE_MEMBERS',
  async handle(
    { actor, fields: { flag, act } }: Press<{ flag: string; act: string }>,
    { reviews, config }: CommandDeps,
  ) {
    const { guildId } = config.community
    const candidate = await reviews.byId(flag)
    if (candidate && act === BACK)
      return { kind: 'update', ...reviewCard(candidate, { guildId, left: null, rated: null }) }
    if (act !== BACK && !isReviewLabel(act)) return privately('This button does nothing any more.')
    const isRated =
      candidate !== null &&
      isReviewLabel(act) &&
      (await reviews.rate(candidate.channelId, {
        reviewId: actor.interactionId,
        flagId: flag,
        reviewerId: actor.memberId,
        label: act,
        notes: null,
      }))
    const rated = isRated && isReviewLabel(act) ? { flagId: flag, label: act } : null
    const found = await reviews.next(actor.memberId)
    const parts = found
      ? reviewCard(found.candidate, { guildId, left: found.left, rated })
      : nothingToReview(rated)
    const gone = 'That one was judged again and is no candidate any more. '
    return {
      kind: 'update',
      ...parts,
      ...(rated === null && { content: `${gone}${found ? 'Here is the next one.' : (parts.content ?? '')}` }),
    }
  },
})
