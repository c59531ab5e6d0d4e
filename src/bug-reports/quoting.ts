import { isThreadType } from '../discord/channel.ts'
import type { MessageJson } from '../discord/message-json.ts'
import { PERMISSION } from '../discord/permissions.ts'
import type { ChannelJson, GuildJson } from '../discord/reading.ts'
import { createdAt } from '../discord/snowflake.ts'

/** Discord's number for a private thread. */
const PRIVATE_THREAD = 12
/** Messages that members wrote: plain ones and replies. */
const WRITTEN = [0, 19]
/** The first ones say what it is about, the last ones where it stands. */
const FIRST_QUOTED = 10
const LAST_QUOTED = 20

export interface Quoted {
  /** `USER_1`. */
  author: string
  /** Epoch milliseconds. */
  at: number
  text: string
  files: { name: string; url: string }[]
}

export interface QuotedThread {
  /** Oldest first. */
  messages: Quoted[]
  isWhole: boolean
}

/**
 * Whether what is written in a place may be shown to the world: not in a private thread, and only where everybody in the
 * server can see the channel. A forum's or a thread's parent decides for it. `channel` is null when it is not known.
 */
export function isOpenToAll(
  type: number,
  channel: Pick<ChannelJson, 'permission_overwrites'> | null,
  guild: Pick<GuildJson, 'roles'> | null,
  guildId: string,
): boolean {
  if (type === PRIVATE_THREAD || !channel || !guild) return false
  // The role everybody has carries the server's own id.
  const base = guild.roles.find(({ id }) => id === guildId)?.permissions ?? 0n
  const overwrite = channel.permission_overwrites?.find(({ id }) => id === guildId)
  const effective = (base & ~(overwrite?.deny ?? 0n)) | (overwrite?.allow ?? 0n)
  const needed = PERMISSION.VIEW_CHANNEL | PERMISSION.READ_MESSAGE_HISTORY
  return (base & PERMISSION.ADMINISTRATOR) !== 0n || (effective & needed) === needed
}

/** The channel whose permissions decide: a thread has none of its own. */
export function decidingChannel({
  channelId,
  type,
  parentId,
}: {
  channelId: string
  type: number
  parentId: string | null
}): string {
  return isThreadType(type) && parentId ? parentId : channelId
}

function isWritten({ type, author, webhook_id, content, attachments }: MessageJson): boolean {
  const hasContent = content.trim() !== '' || (attachments?.length ?? 0) > 0
  return WRITTEN.includes(type) && !author.bot && !webhook_id && hasContent
}

/** What of a conversation is quoted; `messages` oldest first. */
export function quotable(
  messages: readonly MessageJson[],
  isWhole: boolean,
): { messages: MessageJson[]; isWhole: boolean } {
  const written = messages.filter(isWritten)
  if (written.length <= FIRST_QUOTED + LAST_QUOTED) return { messages: written, isWhole }
  return { messages: [...written.slice(0, FIRST_QUOTED), ...written.slice(-LAST_QUOTED)], isWhole: false }
}

export function quoteOf(message: MessageJson, tokenOf: (discordId: string) => string | null): Quoted {
  return {
    author: tokenOf(message.author.id) ?? 'A member',
    at: createdAt(message.id),
    text: message.content,
    files: (message.attachments ?? []).flatMap((file) =>
      file ? [{ name: file.title ?? file.filename, url: file.url }] : [],
    ),
  }
}
