/** Wires what follows from checks and ratings. */
import type { Budget } from '../budget/port.ts'
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { messageCalls } from '../discord/messages.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import { log } from '../http/log.ts'
import { placesByPurpose } from '../moderation/enforcement/places.ts'
import type { FollowUpDeps } from '../moderation/follow-up/deps.ts'
import { followUpsOver } from '../moderation/follow-up/desk.ts'
import { type LingoDesk, lingoDesk } from '../moderation/follow-up/lingo-desk.ts'
import { type PeopleDesk, peopleDesk } from '../moderation/follow-up/people-desk.ts'
import type { FollowUps } from '../moderation/follow-up/port.ts'
import { type PrivacyDesk, privacyDesk } from '../privacy/desk.ts'
import { nextFollowUpAt } from '../storage/follow-ups.ts'
import { makeJudge } from './models.ts'

export function followUpDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
  budget: Budget,
): FollowUpDeps {
  const { config } = settings
  const rest = createRest(discord)
  const reading = readingCalls(rest)
  return {
    guildId: config.community.guildId,
    // A bot's user has its application's id.
    botId: discord.applicationId,
    policy: config.feedback,
    db: env.DB,
    discord: { ...reading, ...messageCalls(rest) },
    places: placesByPurpose(config, reading, Date.now),
    model: makeJudge(settings),
    budget,
    log,
    now: Date.now,
  }
}

/** For checks and ratings, and for commands. */
export function followUpsOn(env: Env, { config }: Settings): FollowUps {
  return followUpsOver({
    db: env.DB,
    questionsADay: config.feedback.lingoQuestionsADay,
    wake: () => env.FOLLOW_UP.getByName(config.community.guildId).wake(),
    log,
    now: Date.now,
  })
}

/** For the cron: an alarm that was lost, or never set, is set when something is due. */
export async function wakeFollowUps(env: Env, settings: Settings): Promise<void> {
  const at = await nextFollowUpAt(env.DB)
  if (at !== null && at <= Date.now()) await followUpsOn(env, settings).wake()
}

/** What moderators do with the community's own words. */
export function lingoDeskOn(env: Env, settings: Settings): LingoDesk {
  return lingoDesk({ db: env.DB, wake: () => followUpsOn(env, settings).wake(), now: Date.now })
}

/** What moderators see and change of members. */
export function peopleDeskOn(env: Env, { config }: Settings): PeopleDesk {
  return peopleDesk({ db: env.DB, halfLifeDays: config.feedback.attributeHalfLifeDays, now: Date.now })
}

/** What members do with what is held on them. */
export function privacyDeskOn(env: Env, settings: Settings): PrivacyDesk {
  return privacyDesk({
    db: env.DB,
    sendFile: (interactionId, memberId, handle) =>
      env.FOLLOW_UP.getByName(settings.config.community.guildId).sendFile(interactionId, memberId, handle),
    wake: () => followUpsOn(env, settings).wake(),
    now: Date.now,
  })
}
