import { purposeOf, scopeOf } from '../config/channels.ts'
import { isThreadType } from '../discord/channel.ts'
import type { Actor } from '../discord/interaction.ts'
import type { CommandDeps } from './deps.ts'

/** The part of the docs that answers in this channel come from; a thread's is its parent's. */
export async function docsScope(
  channel: Actor['channel'],
  { config, channelName }: Pick<CommandDeps, 'config' | 'channelName'>,
): Promise<string | undefined> {
  const isThread = isThreadType(channel.type) && channel.parentId !== null
  const id = isThread && channel.parentId ? channel.parentId : channel.id
  const hasScopes = Object.values(config.channels).some((channels) => channels.some(({ scope }) => scope))
  if (!hasScopes) return undefined
  const name = isThread ? await channelName(id) : channel.name
  return scopeOf(config, { id, name })
}

/** Channels where Steward must not add to what others read: there it answers the person who asked only. */
export function isQuiet(channel: Actor['channel'], { config }: Pick<CommandDeps, 'config'>): boolean {
  const purpose = purposeOf(config, { id: channel.id, name: channel.name })
  return purpose === 'inactive' || purpose === 'announcements'
}
