import { may } from './permissions.ts'
import type { StoredChannel, StoredMember, StoredMessage } from './state.ts'
import type { World } from './world.ts'

/** Discord's `allowed_mentions`; absent means that everything in the content rings. */
export interface AllowedMentions {
  parse?: ('users' | 'roles' | 'everyone')[]
  users?: string[]
  roles?: string[]
  replied_user?: boolean
}

const USER_MENTION = /<@!?(\d{1,20})>/g
const ROLE_MENTION = /<@&(\d{1,20})>/g
const EVERYONE_MENTION = /@(everyone|here)\b/

/**
 * Whom a message pings. What stands in the content but is not allowed is shown and rings no bell.
 * A reply pings the author it answers unless `replied_user` says no (or another `allowed_mentions` leaves it out).
 * https://discord.com/developers/docs/resources/message#allowed-mentions-object
 */
export function pingsOf(
  world: World,
  author: StoredMember,
  channel: StoredChannel,
  content: string,
  allowed: AllowedMentions | undefined,
  repliedTo: StoredMessage | undefined,
): StoredMessage['pings'] {
  const mayPingAll = may(world, author, channel, 'MENTION_EVERYONE')
  const users = idsIn(content, USER_MENTION).filter((id) => world.state.members.some((one) => one.id === id))
  const roles = idsIn(content, ROLE_MENTION).filter((id) =>
    world.state.roles.some((role) => role.id === id && (role.mentionable || mayPingAll)),
  )
  const memberIds = users.filter((id) => permitted(allowed, 'users', id))
  if (repliedTo && (allowed ? allowed.replied_user === true : true)) memberIds.push(repliedTo.authorId)
  return {
    memberIds: [...new Set(memberIds)],
    roleIds: roles.filter((id) => permitted(allowed, 'roles', id)),
    everyone:
      mayPingAll &&
      EVERYONE_MENTION.test(content) &&
      (!allowed || (allowed.parse ?? []).includes('everyone')),
  }
}

function permitted(allowed: AllowedMentions | undefined, kind: 'users' | 'roles', id: string): boolean {
  if (!allowed) return true
  return (allowed.parse ?? []).includes(kind) || (allowed[kind] ?? []).includes(id)
}

function idsIn(content: string, pattern: RegExp): string[] {
  return [...new Set([...content.matchAll(pattern)].flatMap((match) => match[1] ?? []))]
}
