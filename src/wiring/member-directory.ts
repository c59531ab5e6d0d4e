/** Wires what moderators are shown of a member. */
import type { MemberDirectory } from '../commands/whois.ts'
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import { linkOf } from '../storage/github-links.ts'
import { rolesDesk } from './roles.ts'

/** Discord waits 3 s for an answer. */
const WITHIN_MS = 1_500

export function memberDirectory(env: Env, settings: Settings, discord: DiscordSettings): MemberDirectory {
  const { config, github } = settings
  const { member } = readingCalls(createRest(discord))
  return {
    member: async (id) => {
      const result = await Promise.race([
        member(config.community.guildId, id),
        new Promise<null>((resolve) => setTimeout(() => resolve(null), WITHIN_MS)),
      ])
      if (result?.ok) {
        const { joined_at, nick, roles } = result.value
        const joinedAt = joined_at ? Date.parse(joined_at) : null
        return { kind: 'here', joinedAt, nick: nick ?? null, roleIds: roles }
      }
      const isGone = result?.failure.kind === 'refused' && result.failure.status === 404
      return { kind: isGone ? 'not_here' : 'unknown' }
    },
    githubAccount: async (id) => {
      if (!rolesDesk(env, settings)) return 'off'
      const link = await linkOf(env.DB, id)
      return link && { login: link.login, url: `${github.webUrl}/${link.login}`, linkedAt: link.linkedAt }
    },
  }
}
