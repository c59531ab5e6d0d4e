import { purposeOf, scopeOf } from '../config/channels.ts'
import type { Purpose } from '../config/schema.ts'
import { isThreadType } from '../discord/channel.ts'
import type { Actor } from '../discord/interaction.ts'
import { isAllowed } from '../discord/permissions.ts'
import type { CommandDeps } from './deps.ts'

/** What the channel a command was used in means for its answer. A thread is what its channel is. */
export interface Place {
  /** The part of the docs that answers come from. */
  scope: string | undefined
  /** Only the person who used the command sees the answer. */
  isQuiet: boolean
}

/** Channels where Steward must not add to what others read. */
const QUIET_PURPOSES: readonly Purpose[] = ['inactive', 'announcements']

/**
 * Asks Discord for a name only in a thread, whose channel the interaction does not name; without an answer nobody knows
 * whether that channel is a quiet one, so it counts as one.
 */
export async function placeOf(
  actor: Pick<Actor, 'channel' | 'guildId' | 'permissions'>,
  { config, dryRun, channelName }: Pick<CommandDeps, 'config' | 'dryRun' | 'channelName'>,
): Promise<Place> {
  const { channel } = actor
  const id = budgetChannel(channel)
  const isElsewhere = id !== channel.id
  const name = isElsewhere ? await channelName(id) : channel.name
  const purpose = purposeOf(config, { id, name })
  const hasQuietOnes = QUIET_PURPOSES.some((quiet) => config.channels[quiet].length > 0)
  const isUnknown = isElsewhere && name === null && purpose === null && hasQuietOnes
  return {
    scope: scopeOf(config, { id, name }),
    isQuiet:
      dryRun || !mayWrite(actor) || isUnknown || (purpose !== null && QUIET_PURPOSES.includes(purpose)),
  }
}

/** Who may not write in a channel must not make Steward write there: Discord offers its commands on messages all the same. */
function mayWrite({
  channel,
  guildId,
  permissions,
}: Pick<Actor, 'channel' | 'guildId' | 'permissions'>): boolean {
  if (guildId === null) return true
  return isAllowed(permissions, isThreadType(channel.type) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES')
}

/** The channel whose daily cap a question counts against: else a channel's cap could be got round by opening threads. */
export function budgetChannel(channel: Actor['channel']): string {
  return isThreadType(channel.type) ? (channel.parentId ?? channel.id) : channel.id
}
