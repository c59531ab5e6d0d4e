import { channelById } from './lookups.ts'
import type { StoredMessage } from './state.ts'
import type { World } from './world.ts'

/** Discord's message types that occur. */
export const MESSAGE_TYPE = {
  DEFAULT: 0,
  PINNED: 6,
  JOIN: 7,
  THREAD_CREATED: 18,
  REPLY: 19,
  COMMAND: 20,
  THREAD_STARTER: 21,
  CONTEXT_COMMAND: 23,
} as const

export const MESSAGE_FLAG = {
  CROSSPOSTED: 1 << 0,
  SUPPRESS_EMBEDS: 1 << 2,
  HAS_THREAD: 1 << 5,
  EPHEMERAL: 1 << 6,
  LOADING: 1 << 7,
  SUPPRESS_NOTIFICATIONS: 1 << 12,
  COMPONENTS_V2: 1 << 15,
} as const

export type MessageDraft = Pick<StoredMessage, 'channelId' | 'authorId'> & Partial<StoredMessage>

/** `url` is a path of the simulator unless somebody else has the file. */
export function newAttachment(
  world: World,
  file: { filename: string; contentType: string; size: number; url?: string | undefined },
): StoredMessage['attachments'][number] {
  const id = world.newId()
  return { ...file, id, url: file.url ?? `/sim/files/${id}/${encodeURIComponent(file.filename)}` }
}

/** Adds a message to its channel; an archived thread wakes up, as it does in Discord. */
export function postMessage(world: World, draft: MessageDraft): StoredMessage {
  const message: StoredMessage = {
    id: world.newId(),
    type: MESSAGE_TYPE.DEFAULT,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    reactions: [],
    flags: 0,
    editedAt: null,
    pinned: false,
    reference: null,
    threadId: null,
    nonce: null,
    ephemeralTo: null,
    state: 'sent',
    interaction: null,
    pings: { memberIds: [], roleIds: [], everyone: false },
    ...draft,
  }
  const log = world.state.messages[message.channelId] ?? []
  log.push(message)
  world.state.messages[message.channelId] = log
  if (message.ephemeralTo === null) noteArrival(world, message)
  world.tell({ kind: 'message', channelId: message.channelId, messageId: message.id })
  return message
}

function noteArrival(world: World, message: StoredMessage): void {
  const channel = channelById(world, message.channelId)
  if (!channel) return
  channel.lastMessageId = message.id
  if (!channel.thread) return
  if (channel.thread.archived) {
    channel.thread.archived = false
    channel.thread.archiveChangedAt = world.clock.iso()
  }
  if (!channel.thread.memberIds.includes(message.authorId)) channel.thread.memberIds.push(message.authorId)
  world.tell({ kind: 'thread', threadId: channel.id })
}

export function changeMessage(
  world: World,
  message: StoredMessage,
  changes: Partial<StoredMessage>,
): StoredMessage {
  Object.assign(message, changes)
  world.tell({ kind: 'message', channelId: message.channelId, messageId: message.id })
  return message
}

export function removeMessage(world: World, message: StoredMessage): void {
  const log = world.state.messages[message.channelId] ?? []
  world.state.messages[message.channelId] = log.filter((one) => one.id !== message.id)
  world.tell({
    kind: 'message_removed',
    channelId: message.channelId,
    messageId: message.id,
    ephemeralTo: message.ephemeralTo,
  })
}

/** Adds or takes back a member's reaction; doing it twice is doing it once. */
export function react(
  world: World,
  message: StoredMessage,
  emoji: string,
  memberId: string,
  on: boolean,
): void {
  const others = message.reactions.flatMap((reaction) =>
    reaction.emoji === emoji
      ? { ...reaction, memberIds: reaction.memberIds.filter((id) => id !== memberId) }
      : reaction,
  )
  const existing = others.find((reaction) => reaction.emoji === emoji)
  if (on && existing) existing.memberIds.push(memberId)
  if (on && !existing) others.push({ emoji, memberIds: [memberId] })
  changeMessage(world, message, { reactions: others.filter((reaction) => reaction.memberIds.length > 0) })
}

/** The "pinned a message" line follows a pin, as in Discord. */
export function pin(world: World, message: StoredMessage, memberId: string, on: boolean): void {
  if (message.pinned === on) return
  changeMessage(world, message, { pinned: on })
  if (!on) return
  postMessage(world, {
    channelId: message.channelId,
    authorId: memberId,
    type: MESSAGE_TYPE.PINNED,
    reference: { messageId: message.id, channelId: message.channelId },
  })
}

/** What everybody in the channel can read, oldest first. */
export function publicMessages(world: World, channelId: string): StoredMessage[] {
  return (world.state.messages[channelId] ?? []).filter((message) => message.ephemeralTo === null)
}
