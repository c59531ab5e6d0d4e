import type { ComponentJson, MessageBodyJson, MessageJson } from '../discord/message-json.ts'
import { createdAt } from '../discord/snowflake.ts'
import type { AttachmentFacts } from '../moderation/message.ts'
import type { Exempt, Place } from './place.ts'
import type { Join, SeenMessage } from './seen-message.ts'

/** What Discord says of a member of the guild; `joinedAt` is null for who has left. */
export interface MemberFacts {
  nick: string | null
  joinedAt: number | null
  roleIds: string[]
}

const TYPE = {
  default: 0,
  threadCreated: 18,
  reply: 19,
  command: 20,
  threadStarter: 21,
  menuCommand: 23,
} as const
/** What a member wrote. Pins, joins, boosts and AutoMod's alerts carry a member's name but are Discord's own words. */
const WRITTEN: readonly number[] = Object.values(TYPE)
const JOIN = 7
const FORWARD = 1
/** Components nest at most this deep in Discord's own rules: container, section, button. */
const MAX_DEPTH = 4

/** A message as the rules see it; null for what nobody wrote, and for what Steward may not see the content of. */
export function factsOf(
  message: MessageJson,
  place: Place,
  guildId: string,
  member: MemberFacts,
  exempt: Exempt,
): SeenMessage | null {
  if (!isWritten(message) || isBlank(message)) return null
  const bodies = [message, ...snapshots(message)]
  const { author } = message
  return {
    id: message.id,
    guildId,
    channelId: place.id,
    channelName: place.channelName,
    parentId: place.parentId,
    author: {
      id: author.id,
      username: author.username,
      displayName: member.nick ?? author.global_name ?? author.username,
      accountCreatedAt: createdAt(author.id),
      joinedAt: member.joinedAt,
      roleIds: member.roleIds,
      isBot: author.bot ?? false,
      isWebhook: isWebhook(message),
      isExempt:
        exempt.memberIds.includes(author.id) || member.roleIds.some((role) => exempt.roleIds.includes(role)),
    },
    content: message.content,
    extraText: unique([
      ...titles(message, place),
      ...snapshots(message).map(({ content }) => content),
      ...bodies.flatMap(embedTexts),
      ...bodies.flatMap(({ components }) => given(components).flatMap((it) => componentTexts(it))),
      ...bodies.flatMap(({ sticker_items }) => given(sticker_items).map(({ name }) => name)),
      ...pollTexts(message),
    ]),
    extraUrls: unique(
      bodies.flatMap(({ embeds, components }) => [
        ...given(embeds).flatMap(({ url, author: by }) => [url, by?.url]),
        ...given(components).flatMap((it) => componentUrls(it)),
      ]),
    ),
    attachments: bodies.flatMap(attachmentsOf),
    createdAt: createdAt(message.id),
    editedAt: timeOf(message.edited_timestamp),
    replyToId:
      message.message_reference && message.message_reference.type !== FORWARD
        ? (message.message_reference.message_id ?? null)
        : null,
    hasReplies: message.thread != null,
    mentionedIds: given(message.mentions).map(({ id }) => id),
    replyToAuthorId: message.referenced_message?.author.id ?? null,
    isThreadStart: message.type === TYPE.threadStarter,
  }
}

/** Who joined, by Discord's line about it; bots are added and do not join. */
export function joinOf({ id, type, author }: MessageJson): Join | null {
  return type === JOIN && !author.bot
    ? { messageId: id, memberId: author.id, createdAt: createdAt(id) }
    : null
}

/** Discord's ISO 8601 text in epoch milliseconds; null when there is none. */
export function timeOf(text: string | null | undefined): number | null {
  const time = Date.parse(text ?? '')
  return Number.isFinite(time) ? time : null
}

/** Whether the author is a person whose membership has to be known. */
export function isOfMember(message: MessageJson): boolean {
  return isWritten(message) && !isBlank(message) && !message.author.bot && !isWebhook(message)
}

/** A message that a person can only have written with something in it: all of it was withheld from Steward. */
export function isWithheld(message: MessageJson, botId: string): boolean {
  const isPlain = (message.type === TYPE.default || message.type === TYPE.reply) && !message.activity
  return (
    isPlain && !message.author.bot && !isWebhook(message) && !mentions(message, botId) && isBlank(message)
  )
}

/** A message that shows that Steward gets to see content: one that it would not see without the intent. */
export function isShown(message: MessageJson, botId: string): boolean {
  return isWritten(message) && message.author.id !== botId && !mentions(message, botId) && !isBlank(message)
}

function isWritten({ type }: MessageJson): boolean {
  return WRITTEN.includes(type)
}

function isWebhook({ webhook_id, type }: MessageJson): boolean {
  return webhook_id != null && type !== TYPE.command && type !== TYPE.menuCommand
}

function mentions(message: MessageJson, id: string): boolean {
  return given(message.mentions).some((mentioned) => mentioned.id === id)
}

function isBlank(message: MessageJson): boolean {
  const { content, embeds, attachments, components, sticker_items, message_snapshots, poll, type } = message
  const parts = [embeds, attachments, components, sticker_items, message_snapshots]
  const isEmpty = content === '' && !poll && parts.every((part) => (part?.length ?? 0) === 0)
  return isEmpty && type !== TYPE.threadStarter
}

/** A thread's title is its owner's text: it counts with the message they opened the thread with. */
function titles({ id, type, author, thread }: MessageJson, place: Place): (string | null | undefined)[] {
  const isOpening = id === place.id || type === TYPE.threadStarter
  return [
    thread?.owner_id === author.id ? thread.name : null,
    isOpening && place.thread?.ownerId === author.id ? place.thread.title : null,
  ]
}

function snapshots(message: MessageJson): MessageBodyJson[] {
  return given(message.message_snapshots).map((snapshot) => snapshot.message)
}

function embedTexts({ embeds }: MessageBodyJson): (string | null | undefined)[] {
  return given(embeds).flatMap(({ title, description, author, footer, fields }) => [
    title,
    description,
    author?.name,
    footer?.text,
    ...given(fields).flatMap(({ name, value }) => [name, value]),
  ])
}

function componentTexts({ label, content, components, accessory }: ComponentJson, depth = 1): string[] {
  const nested = depth < MAX_DEPTH ? given(components) : []
  return unique([label, content, ...nested.flatMap((it) => componentTexts(it, depth + 1)), accessory?.label])
}

function componentUrls({ url, components, accessory }: ComponentJson, depth = 1): string[] {
  const nested = depth < MAX_DEPTH ? given(components) : []
  return unique([url, accessory?.url, ...nested.flatMap((it) => componentUrls(it, depth + 1))])
}

function pollTexts({ poll }: MessageJson): (string | null | undefined)[] {
  return poll ? [poll.question?.text, ...given(poll.answers).map(({ poll_media }) => poll_media?.text)] : []
}

function attachmentsOf({ attachments }: MessageBodyJson): AttachmentFacts[] {
  return given(attachments).map(({ filename, title, size, content_type, url }) => ({
    filename: title ? `${title} ${filename}` : filename,
    size,
    contentType: content_type ?? null,
    url,
  }))
}

function given<T>(list: readonly (T | null | undefined)[] | null | undefined): T[] {
  return (list ?? []).filter((item): item is T => item != null)
}

function unique(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(given(texts).filter((text) => text !== ''))]
}
