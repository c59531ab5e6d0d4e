/** Wires what is announced. */
import type { AnnouncerDeps } from '../announcements/deps.ts'
import { announcementPlaces } from '../announcements/places.ts'
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { announcingCalls } from '../discord/announcing.ts'
import { messageCalls } from '../discord/messages.ts'
import { moderatingCalls } from '../discord/moderating.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import type { App } from '../http/app.ts'
import { importHmacKey } from '../http/hmac.ts'
import { log } from '../http/log.ts'

/** The guild's one object for announcements. */
export function announcerOf(env: Env, { config }: Settings) {
  return env.ANNOUNCER.getByName(config.community.guildId)
}

export function announcerDeps(settings: Settings, discord: DiscordSettings): Omit<AnnouncerDeps, 'store'> {
  const { config, github, dryRun } = settings
  const rest = createRest(discord)
  const { readAfter } = moderatingCalls(rest, config.community.guildId)
  return {
    policy: config.announcements,
    discord: { ...announcingCalls(rest), ...messageCalls(rest), readAfter },
    places: announcementPlaces(config, readingCalls(rest)),
    webUrl: github.webUrl,
    isDry: dryRun,
    log,
    now: Date.now,
  }
}

export function driftWebhook(env: Env, settings: Settings): App<never>['driftWebhook'] {
  if (!settings.driftSecret) return null
  return {
    key: importHmacKey(settings.driftSecret),
    take: (reports) => announcerOf(env, settings).take({ kind: 'drift', reports }),
  }
}
