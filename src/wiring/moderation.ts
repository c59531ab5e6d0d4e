/** Wires watching, deciding, enforcing and the audit trail. */
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { encodeCustomId } from '../discord/custom-id.ts'
import { messageCalls } from '../discord/messages.ts'
import { moderatingCalls } from '../discord/moderating.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import { log } from '../http/log.ts'
import { auditTrail } from '../moderation/audit/trail.ts'
import { decide } from '../moderation/decide.ts'
import type { EnforcementDeps } from '../moderation/enforcement/deps.ts'
import { type ModerationDesk, moderationDesk } from '../moderation/enforcement/desk.ts'
import { fetchDiscordFile } from '../moderation/enforcement/files.ts'
import { placesByPurpose } from '../moderation/enforcement/places.ts'
import { enforcementPolicy } from '../moderation/enforcement/policy.ts'
import { moderationPolicy } from '../moderation/policy.ts'
import type { ReplayDesk } from '../moderation/replay/calls.ts'
import type { ReplayDeps } from '../moderation/replay/deps.ts'
import { isToLookAgain, lookAgain } from '../moderation/sweep/look-again.ts'
import type { Errands } from '../purpose/errand.ts'
import { casesSince, keptMessagesAfter } from '../storage/past-cases.ts'
import type { FeedbackChecks } from '../watch/feedback.ts'
import type { Moderator } from '../watch/port.ts'
import { type Watching, watchingOn } from '../watch/watching.ts'
import { placePurpose } from './sweep.ts'

/** The guild's one enforcement object: everything that acts on a member goes through it. */
export function enforcementOf(env: Env, { config }: Settings) {
  return env.ENFORCEMENT.getByName(config.community.guildId)
}

/** The audit trail, which roles write to as well. */
export function trailOf(env: Env, { config, audit }: Settings) {
  return auditTrail({
    db: env.DB,
    guildId: config.community.guildId,
    prefix: audit.prefix,
    isDelivered: audit.webhook !== null,
    writeLine: (event) => console.log(JSON.stringify(event)),
  })
}

/** Rejects while one of the two objects cannot store what it is given; it is then asked again. */
export function handOver(env: Env, settings: Settings): Moderator['enforce'] {
  return async (decisions, messages) => {
    const { again = [], now = [] } = Object.groupBy(decisions, (each) =>
      isToLookAgain(each) ? 'again' : 'now',
    )
    if (again.length > 0) await env.SWEEP.getByName(settings.config.community.guildId).add(again, messages)
    if (now.length > 0) await enforcementOf(env, settings).enforce(now, messages)
  }
}

/**
 * Rules decide here, at once and without a model; what they decide is carried out by the guild's enforcement. What words
 * do not settle waits for the guild's next sweep.
 */
export function watching(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
  errands: Errands,
  feedback: FeedbackChecks | null,
): Watching | null {
  const { config } = settings
  const policy = moderationPolicy(config)
  return watchingOn(env, {
    config,
    policy: config.watch,
    discord,
    exemptRoles: policy.exemptRoles,
    errands,
    feedback,
    moderator: {
      judge: async (batch) => {
        const decided = decide(batch, policy, batch.now)
        return [...decided, ...lookAgain(batch, decided, policy, placePurpose(config))]
      },
      enforce: handOver(env, settings),
    },
    log,
  })
}

export function enforcementDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
): Omit<EnforcementDeps, 'store'> {
  const { config, dryRun } = settings
  const { guildId } = config.community
  const rest = createRest(discord)
  return {
    guildId,
    policy: enforcementPolicy(config.moderation, dryRun),
    db: env.DB,
    discord: { ...moderatingCalls(rest, guildId), ...messageCalls(rest) },
    audit: trailOf(env, settings),
    fetchFile: (url) => fetchDiscordFile(url),
    places: placesByPurpose(config, readingCalls(rest), Date.now),
    log,
    now: Date.now,
  }
}

export function replayDeps(
  env: Env,
  { config }: Settings,
  discord: DiscordSettings,
): Omit<ReplayDeps, 'store'> {
  const rest = createRest(discord)
  return {
    config,
    policy: moderationPolicy(config),
    // A bot's user has its application's id.
    botId: discord.applicationId,
    discord: { ...readingCalls(rest), ...messageCalls(rest) },
    cases: {
      since: (time) => casesSince(env.DB, time),
      keptAfter: (messageId, since, limit) => keptMessagesAfter(env.DB, messageId, since, limit),
    },
    customId: encodeCustomId,
    log,
    now: Date.now,
  }
}

/** What `/replay` and its buttons ask: the guild's one object for it. */
export function replayDeskOn(env: Env, { config }: Settings): ReplayDesk {
  const object = () => env.REPLAY.getByName(config.community.guildId)
  return { begin: (order) => object().begin(order), press: (press) => object().press(press) }
}

/** What commands, buttons and reports do with cases. */
export function deskOn(env: Env, settings: Settings): ModerationDesk {
  return moderationDesk({
    db: env.DB,
    guildId: settings.config.community.guildId,
    audit: trailOf(env, settings),
    enforcement: {
      enforce: (decisions, messages, by) => enforcementOf(env, settings).enforce(decisions, messages, by),
      press: (press) => enforcementOf(env, settings).press(press),
    },
  })
}
