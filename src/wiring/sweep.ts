/** Wires the sweep, which judges again what words do not settle. */
import type { Budget } from '../budget/port.ts'
import { purposeOf } from '../config/channels.ts'
import type { Config } from '../config/schema.ts'
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import { log } from '../http/log.ts'
import { placesByPurpose } from '../moderation/enforcement/places.ts'
import { moderationPolicy } from '../moderation/policy.ts'
import type { SweepDeps } from '../moderation/sweep/deps.ts'
import { makeJudge } from './models.ts'

/** Null while channels are not watched. */
export function sweepDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
  budget: Budget,
): SweepDeps | null {
  const { config } = settings
  if (!config.watch.enabled) return null
  const { guildId } = config.community
  const reading = readingCalls(createRest(discord))
  return {
    guildId,
    policy: moderationPolicy(config),
    discord: reading,
    purposeOf: placePurpose(config),
    model: makeJudge(settings),
    budget,
    places: placesByPurpose(config, reading, Date.now),
    enforce: (decision, messages) => env.ENFORCEMENT.getByName(guildId).enforce([decision], messages),
    log,
    now: Date.now,
  }
}

/** What a message's channel is for; a thread's is its channel's. */
export function placePurpose(config: Config): SweepDeps['purposeOf'] {
  return ({ channelId, parentId, channelName }) =>
    purposeOf(config, { id: parentId ?? channelId, name: channelName })
}
