import { purposeOf, scopeOf } from '../config/channels.ts'
import { isThreadType } from '../discord/channel.ts'
import type { Actor } from '../discord/interaction.ts'
import type { CommandDeps } from './deps.ts'

/** What the channel a command was used in means for its answer. A thread is what its channel is. */
export interface Place {
  /** The part of the docs that answers come from. */
  scope: string | undefined
  /** Only the person who used the command sees the answer. */
  isQuiet: boolean
}

/** Channels where Steward must not add to what others read. */
const QUIET_PURPOSES = ['inactive', 'announcements']

/** Asks Discord for a name only in a thread, whose channel the interaction does not name. */
export async function placeOf(
  channel: Actor['channel'],
  { config, dryRun, channelName }: Pick<CommandDeps, 'config' | 'dryRun' | 'channelName'>,
): Promise<Place> {
  const id = budgetChannel(channel)
  const name = id === channel.id ? channel.name : await channelName(id)
  const purpose = purposeOf(config, { id, name })
  return {
    scope: scopeOf(config, { id, name }),
    isQuiet: dryRun || (purpose !== null && QUIET_PURPOSES.includes(purpose)),
  }
}

/** The channel whose daily cap a question counts against: else a channel's cap could be got round by opening threads. */
export function budgetChannel(channel: Actor['channel']): string {
  return isThreadType(channel.type) ? (channel.parentId ?? channel.id) : channel.id
}
