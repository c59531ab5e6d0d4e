/** Wires the checks for unconstructive feedback. */
import type { Budget } from '../budget/port.ts'
import type { Config } from '../config/schema.ts'
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { encodeCustomId } from '../discord/custom-id.ts'
import { messageCalls } from '../discord/messages.ts'
import { moderatingCalls } from '../discord/moderating.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import { log } from '../http/log.ts'
import { placesByPurpose } from '../moderation/enforcement/places.ts'
import type { CheckDeps } from '../moderation/feedback/check/deps.ts'
import type { FeedbackDesk } from '../moderation/feedback/check/desk.ts'
import type { JudgingModel } from '../moderation/sweep/asking.ts'
import type { FeedbackChecks } from '../watch/feedback.ts'
import { followUpsOn } from './follow-up.ts'

export type FeedbackDeps = Omit<CheckDeps, 'store'>

/** Null while nothing is to be checked, or while there is no model to ask. */
export function feedbackDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
  { model, budget }: { model: JudgingModel | null; budget: Budget },
): FeedbackDeps | null {
  const { config, dryRun, sessionSecret } = settings
  if (!isOn(config) || !model) return null
  const { guildId } = config.community
  const rest = createRest(discord)
  const reading = readingCalls(rest)
  const places = placesByPurpose(config, reading, Date.now)
  return {
    guildId,
    policy: config.feedback,
    isDry: dryRun || config.moderation.dryRun,
    db: env.DB,
    model,
    budget,
    discord: { ...reading, ...moderatingCalls(rest, guildId), ...messageCalls(rest) },
    followUps: followUpsOn(env, settings),
    moderatorsChannel: async () => (await places()).moderators,
    report: (placeId, end) => env.CHANNEL_WATCH.getByName(placeId).checked(end),
    secret: sessionSecret ?? discord.botToken,
    customId: encodeCustomId,
    log,
    now: Date.now,
  }
}

/** What watched places ask of the checks; null while there are none. */
export function feedbackChecks(
  env: Env,
  { config }: Settings,
  model: JudgingModel | null,
): FeedbackChecks | null {
  if (!isOn(config) || !model) return null
  return {
    policy: config.feedback,
    isChecked: isChecked(config),
    start: (order) => env.FEEDBACK_CHECK.getByName(order.place.id).start(order),
  }
}

/** What commands and buttons ask; null while there are no checks. */
export function feedbackDeskOn(
  env: Env,
  { config }: Settings,
  model: JudgingModel | null,
): FeedbackDesk | null {
  if (!isOn(config) || !model) return null
  return {
    check: (placeId, answer) => env.CHANNEL_WATCH.getByName(placeId).askForCheck(answer),
    review: (channelId, review) => env.FEEDBACK_CHECK.getByName(channelId).review(review),
  }
}

const isOn = ({ watch, feedback }: Config): boolean => watch.enabled && feedback.enabled

/** By name or id; a thread is checked where its channel is. */
const isChecked =
  ({ feedback }: Config): FeedbackChecks['isChecked'] =>
  ({ id, channelName, parentId }) =>
    [id, channelName, parentId].some((each) => each !== null && feedback.channels.includes(each))
