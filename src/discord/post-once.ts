import type { MessageCalls, MessageParts, PostedMessage } from './messages.ts'
import type { ModeratingCalls, ReadMessage } from './moderating.ts'
import type { UploadedFile } from './rest.ts'
import type { DiscordResult } from './result.ts'
import { snowflakeAt } from './snowflake.ts'

/** Discord remembers a nonce for "a few minutes"; after one of them we look for ourselves. */
const NONCE_MS = 60_000
/** Discord's clock and ours may differ. */
const CLOCK_MARGIN_MS = 60_000

/** A message that is stored before it is posted. */
export interface Posting {
  /** The same for every attempt to post this message, and for no other. */
  id: string
  /** When it was first tried, in epoch milliseconds; null or now: this is the first time. */
  startedAt: number | null
}

export interface PostingOptions {
  replyTo?: string | undefined
  files?: readonly UploadedFile[] | undefined
  /** Roles that the message may ping; nobody else is. */
  mentionRoles?: readonly string[] | undefined
}

export interface PostingDeps {
  discord: Pick<ModeratingCalls, 'readAfter'> & Pick<MessageCalls, 'createMessage'>
  now: () => number
}

/**
 * Posts a message once. Shortly after a first attempt the nonce gives the message that is there already; later it is looked
 * for in the channel, and only posted when it is not there.
 */
export async function postOnce(
  { id, startedAt }: Posting,
  channelId: string,
  parts: MessageParts,
  { discord, now }: PostingDeps,
  options: PostingOptions = {},
): Promise<DiscordResult<PostedMessage>> {
  if (startedAt !== null && now() - startedAt > NONCE_MS) {
    const since = await discord.readAfter(channelId, snowflakeAt(startedAt - CLOCK_MARGIN_MS))
    if (!since.ok) return since
    const found = since.value.find((message) => isSame(message, parts))
    if (found) return { ok: true, value: { id: found.id, channel_id: channelId } }
  }
  return discord.createMessage(channelId, parts, { nonce: await nonceOf(id), ...options })
}

/** By content and by the first embed's footer, which names what the message is about. */
function isSame(message: ReadMessage, parts: MessageParts): boolean {
  const footer = parts.embeds?.[0]?.footer?.text ?? null
  return message.content === (parts.content ?? '').trim() && message.footer === footer
}

/** 18 bytes of a digest, as 24 characters: within Discord's 25 for a nonce, the same for the same id. */
export async function nonceOf(id: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id))
  return btoa(String.fromCharCode(...new Uint8Array(digest).slice(0, 18)))
}
