/** Wires roles for GitHub work. */
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { messageCalls } from '../discord/messages.ts'
import { moderatingCalls } from '../discord/moderating.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import { roleCalls } from '../discord/roles.ts'
import { type GithubApp, githubApp } from '../github/client.ts'
import { log } from '../http/log.ts'
import { placesByPurpose } from '../moderation/enforcement/places.ts'
import { contributions } from '../roles/contributions.ts'
import type { KeeperDeps } from '../roles/deps.ts'
import type { RolesDesk } from '../roles/desk.ts'
import type { RoleEventDeps } from '../roles/github-events.ts'
import { type LinkingDeps, ticketUrl } from '../roles/linking.ts'
import type { RolesPolicy } from '../roles/policy.ts'
import type { OauthSettings } from '../roles/sign-in.ts'
import { addAttempt, claimAttempt, linkOf } from '../storage/github-links.ts'
import { trailOf } from './moderation.ts'

interface RolesSettings {
  policy: RolesPolicy
  app: GithubApp
  oauth: OauthSettings
  publicUrl: string
  secret: string
}

/** What roles need, all of it; null when a part is missing, which `/healthz` names. */
function rolesSettings({
  config,
  discord,
  github,
  publicUrl,
  sessionSecret,
}: Settings): RolesSettings | null {
  const { organisation, grants } = config.roles
  if (!organisation || !discord || !github.app || !github.oauth || !publicUrl || !sessionSecret) return null
  const { apiUrl, webUrl } = github
  return {
    policy: { organisation, grants },
    app: githubApp({ appId: github.app.id, privateKey: github.app.privateKey, apiUrl }),
    oauth: { apiUrl, webUrl, ...github.oauth },
    publicUrl,
    secret: sessionSecret,
  }
}

/** The guild's one object for roles; null while they are off. */
export function keeperOf(env: Env, settings: Settings) {
  return rolesSettings(settings) && env.ROLE_KEEPER.getByName(settings.config.community.guildId)
}

/** The object is asked for at each event: a stub is good in the request that made it only. */
export function roleEventsOn(env: Env, settings: Settings): RoleEventDeps['roles'] {
  return rolesSettings(settings) && { notice: async (noticed) => keeperOf(env, settings)?.notice(noticed) }
}

export function keeperDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
): Omit<KeeperDeps, 'store'> | null {
  const { config, dryRun } = settings
  const roles = rolesSettings(settings)
  if (!roles) return null
  const { guildId } = config.community
  const rest = createRest(discord)
  const places = placesByPurpose(config, readingCalls(rest), Date.now)
  return {
    guildId,
    // A bot's user has its application's id.
    botId: discord.applicationId,
    policy: roles.policy,
    dryRun,
    db: env.DB,
    contributions: contributions(roles.app, roles.policy),
    discord: {
      ...readingCalls(rest),
      ...roleCalls(rest, guildId),
      ...messageCalls(rest),
      ...moderatingCalls(rest, guildId),
    },
    audit: trailOf(env, settings),
    moderatorsChannel: async () => (await places()).moderators,
    log,
    now: Date.now,
  }
}

export function linkingDeps(env: Env, settings: Settings, discord: DiscordSettings): LinkingDeps | null {
  const roles = rolesSettings(settings)
  if (!roles) return null
  const { name, guildId } = settings.config.community
  const moderating = moderatingCalls(createRest(discord), guildId)
  return {
    secret: roles.secret,
    oauth: roles.oauth,
    publicUrl: roles.publicUrl,
    guildName: name,
    memberName: async (memberId) => {
      const member = await moderating.readMember(memberId)
      const user = member.ok ? member.value.user : undefined
      return user ? `${user.global_name ?? user.username} (@${user.username})` : null
    },
    attempts: { claim: (id) => claimAttempt(env.DB, id, Date.now()) },
    link: (request) => env.ROLE_KEEPER.getByName(guildId).link(request),
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
  }
}

export function rolesDesk(env: Env, settings: Settings): RolesDesk | null {
  const roles = rolesSettings(settings)
  if (!roles) return null
  const { policy, secret, publicUrl } = roles
  return {
    policy,
    begin: async (attempt) => {
      await addAttempt(env.DB, attempt, Date.now())
      return ticketUrl({ secret, publicUrl, now: Date.now }, attempt)
    },
    linkOf: (memberId) => linkOf(env.DB, memberId),
    unlink: (memberId) => env.ROLE_KEEPER.getByName(settings.config.community.guildId).unlink(memberId),
  }
}
