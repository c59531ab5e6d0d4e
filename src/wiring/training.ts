/** Wires what learns from the moderators' votes. */
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { messageCalls } from '../discord/messages.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import { log } from '../http/log.ts'
import { placesByPurpose } from '../moderation/enforcement/places.ts'
import { expertPrior } from '../moderation/feedback/prior.ts'
import { type ReviewDesk, reviewDesk } from '../moderation/feedback/review/desk.ts'
import type { TrainingDeps } from '../moderation/feedback/training/deps.ts'
import { type TrainingDesk, trainingDesk } from '../moderation/feedback/training/desk.ts'
import { redTeam } from '../moderation/feedback/training/red-team.ts'
import { flagById } from '../storage/flags.ts'
import { castReview } from '../storage/reviews.ts'
import { followUpsOn } from './follow-up.ts'

export function trainingDeps(
  env: Env,
  { config }: Settings,
  discord: DiscordSettings,
): Omit<TrainingDeps, 'store' | 'pause'> {
  const rest = createRest(discord)
  const places = placesByPurpose(config, readingCalls(rest), Date.now)
  return {
    guildId: config.community.guildId,
    db: env.DB,
    prior: expertPrior(config.feedback.prior),
    thresholds: config.feedback.thresholds,
    newReviewsBeforeRetrain: config.feedback.newReviewsBeforeRetrain,
    redTeam,
    discord: messageCalls(rest),
    moderatorsChannel: async () => (await places()).moderators,
    log,
    now: Date.now,
  }
}

/** What commands ask: the guild's one object for it, and the database. */
export function trainingDeskOn(env: Env, { config }: Settings): TrainingDesk {
  const object = () => env.TRAINING.getByName(config.community.guildId)
  return trainingDesk(env.DB, expertPrior(config.feedback.prior), (asked) => object().take(asked))
}

/** What `/review` asks. */
export function reviewDeskOn(env: Env, settings: Settings): ReviewDesk {
  const { watch, feedback } = settings.config
  return reviewDesk(env.DB, async (channelId, review) => {
    if (watch.enabled && feedback.enabled) {
      // The object that shows the candidate: its card and its reaction follow the vote.
      const reviewed = await env.FEEDBACK_CHECK.getByName(channelId).review(review)
      if (reviewed.kind === 'recorded') return true
    }
    if ((await flagById(env.DB, review.flagId)) === null) return false
    await castReview(env.DB, review, Date.now())
    await followUpsOn(env, settings).afterRating(review.flagId)
    return true
  })
}
