import type { Config } from '../config/schema.ts'
import type { DiscordSettings } from '../config/settings.ts'
import { messageCalls } from '../discord/messages.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import type { Log } from '../http/log.ts'
import type { Errands } from '../purpose/errand.ts'
import type { ChannelDeps, PulseDeps } from './deps.ts'
import type { FeedbackChecks } from './feedback.ts'
import type { WatchPolicy } from './policy.ts'
import type { Moderator } from './port.ts'

/** What the two objects run on. */
export interface Watching {
  pulse: PulseDeps
  channel: ChannelDeps
}

export interface WatchingParts {
  config: Config
  policy: WatchPolicy
  discord: DiscordSettings
  moderator: Moderator
  errands: Errands
  /** Names or ids of roles whose members are not judged, besides moderators'. */
  exemptRoles: readonly string[]
  /** Absent while feedback is not checked. */
  feedback?: FeedbackChecks | null
  log: Log
}

/** Puts watching together; null while configuration has it off. */
export function watchingOn(
  env: Pick<Env, 'CHANNEL_WATCH'>,
  { config, policy, discord, moderator, errands, exemptRoles, feedback = null, log }: WatchingParts,
): Watching | null {
  if (!policy.enabled) return null
  const rest = createRest(discord)
  const reading = readingCalls(rest)
  const messages = messageCalls(rest)
  // A bot's user has its application's id.
  const botId = discord.applicationId
  return {
    channel: {
      guildId: config.community.guildId,
      botId,
      discord: reading,
      moderator,
      feedback,
      errands,
      policy,
      now: Date.now,
      log,
    },
    pulse: {
      config,
      botId,
      exemptRoles,
      discord: reading,
      watch: (placeId) => env.CHANNEL_WATCH.getByName(placeId),
      tell: (channelId, content, nonce) => messages.createMessage(channelId, { content }, { nonce }),
      policy,
      now: Date.now,
      log,
    },
  }
}
