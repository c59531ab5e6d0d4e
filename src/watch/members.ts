import type { MessageJson } from '../discord/message-json.ts'
import type { DiscordFailure } from '../discord/result.ts'
import { isAfter } from '../discord/snowflake.ts'
import { MEMBER_MS, type WatchState } from './channel-state.ts'
import type { ChannelDeps } from './deps.ts'
import { isOfMember, type MemberFacts, timeOf } from './facts.ts'

export type KnownMembers = WatchState['members']

/** For bots, webhooks and whoever is not looked up. */
export const NO_MEMBER: MemberFacts = { nick: null, joinedAt: null, roleIds: [] }

export interface Lookup {
  members: KnownMembers
  /** How many of the messages have authors that are known now, counted from the oldest. */
  usable: number
  lookups: number
  failure: DiscordFailure | null
}

/**
 * Looks up the authors of what is new and of what was edited, so that nobody is judged on roles they no longer have. At
 * most `maxLookups`, oldest message first; the first failure ends it.
 */
export async function lookUpMembers(
  known: KnownMembers,
  messages: readonly MessageJson[],
  cursor: string,
  maxLookups: number,
  deps: Pick<ChannelDeps, 'discord' | 'guildId' | 'now'>,
): Promise<Lookup> {
  const now = deps.now()
  const members: KnownMembers = { ...known }
  let lookups = 0
  for (const [usable, message] of messages.entries()) {
    const { id } = message.author
    const isOfInterest = isAfter(message.id, cursor) || isEditedSince(message, known)
    const isStale = (members[id]?.readAt ?? Number.NEGATIVE_INFINITY) <= now - MEMBER_MS
    if (!isOfInterest || !isStale || !isOfMember(message)) continue
    if (lookups === maxLookups) return { members, usable, lookups, failure: null }
    lookups++
    const result = await deps.discord.member(deps.guildId, id)
    if (result.ok) {
      const { nick, joined_at, roles } = result.value
      members[id] = { nick: nick ?? null, joinedAt: timeOf(joined_at), roleIds: roles, readAt: now }
    } else if (result.failure.kind === 'refused' && result.failure.status === 404) {
      members[id] = { ...NO_MEMBER, readAt: now }
    } else return { members, usable, lookups, failure: result.failure }
  }
  return { members, usable: messages.length, lookups, failure: null }
}

/** Edited after its author was last looked up. */
function isEditedSince({ edited_timestamp, author }: MessageJson, known: KnownMembers): boolean {
  return (timeOf(edited_timestamp) ?? 0) > (known[author.id]?.readAt ?? 0)
}
