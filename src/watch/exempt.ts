import { PERMISSION } from '../discord/permissions.ts'
import type { ChannelJson, RoleJson } from '../discord/reading.ts'
import type { Exempt } from './place.ts'

/** Who holds one of these decides about others' messages or membership, and so is not judged. */
const MODERATOR_BITS =
  PERMISSION.ADMINISTRATOR |
  PERMISSION.MANAGE_MESSAGES |
  PERMISSION.MODERATE_MEMBERS |
  // KICK_MEMBERS, BAN_MEMBERS, MANAGE_GUILD, MANAGE_ROLES, MANAGE_THREADS
  (1n << 1n) |
  (1n << 2n) |
  (1n << 5n) |
  (1n << 28n) |
  (1n << 34n)

/** Discord's type of a permission overwrite that is for one member. */
const MEMBER_OVERWRITE = 1

export interface GuildFacts {
  ownerId: string
  roles: RoleJson[]
}

/**
 * Who is not judged anywhere in the guild: the owner, roles with a moderator's permission, and the roles that configuration
 * names (by name or id). @everyone is never exempt: one wrong tick there must not silence every rule.
 */
export function exemptInGuild(guild: GuildFacts, guildId: string, exemptRoles: readonly string[]): Exempt {
  const roles = guild.roles.filter(({ id }) => id !== guildId)
  return {
    roleIds: roles
      .filter(
        ({ id, name, permissions }) =>
          isModerator(permissions) || [id, name].some((it) => exemptRoles.includes(it)),
      )
      .map(({ id }) => id),
    memberIds: [guild.ownerId],
  }
}

/** The same with those who moderate this channel alone. */
export function exemptInChannel(guildWide: Exempt, channel: ChannelJson, guildId: string): Exempt {
  const moderating = (channel.permission_overwrites ?? []).filter(
    ({ id, allow }) => id !== guildId && isModerator(allow),
  )
  const ids = (isMember: boolean) =>
    moderating.filter(({ type }) => (type === MEMBER_OVERWRITE) === isMember).map(({ id }) => id)
  return {
    roleIds: [...guildWide.roleIds, ...ids(false)],
    memberIds: [...guildWide.memberIds, ...ids(true)],
  }
}

function isModerator(permissions: bigint): boolean {
  return (permissions & MODERATOR_BITS) !== 0n
}
