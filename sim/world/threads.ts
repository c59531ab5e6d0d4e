import { snowflakeTime } from '../snowflake.ts'
import { ANNOUNCEMENT_CHANNEL, FORUM_CHANNEL } from './lookups.ts'
import { changeMessage, MESSAGE_FLAG, MESSAGE_TYPE, postMessage } from './messages.ts'
import type { StoredChannel, StoredMessage } from './state.ts'
import type { World } from './world.ts'

const DEFAULT_ARCHIVE_MINUTES = 1440
const ANNOUNCEMENT_THREAD = 10
const PUBLIC_THREAD = 11

export interface ThreadDraft {
  name: string
  ownerId: string
  /** 12 for a private one; by default what the channel has. */
  type?: number | undefined
  starter?: StoredMessage | undefined
  autoArchiveMinutes?: number | undefined
}

/** Opens a thread. One started from a message has that message's id; otherwise a line in the channel tells of it. */
export function openThread(world: World, parent: StoredChannel, draft: ThreadDraft): StoredChannel {
  const { starter } = draft
  const now = world.clock.iso()
  const thread: StoredChannel = {
    id: starter ? starter.id : world.newId(),
    type: draft.type ?? (parent.type === ANNOUNCEMENT_CHANNEL ? ANNOUNCEMENT_THREAD : PUBLIC_THREAD),
    name: draft.name,
    topic: null,
    purpose: null,
    parentId: parent.id,
    position: 0,
    overwrites: [],
    slowmodeSeconds: 0,
    recipientId: null,
    lastMessageId: null,
    thread: {
      ownerId: draft.ownerId,
      archived: false,
      locked: false,
      autoArchiveMinutes: draft.autoArchiveMinutes ?? DEFAULT_ARCHIVE_MINUTES,
      starterMessageId: starter?.id ?? null,
      memberIds: [draft.ownerId],
      createdAt: now,
      archiveChangedAt: now,
    },
  }
  world.state.channels.push(thread)
  world.state.messages[thread.id] = []
  world.tell({ kind: 'thread', threadId: thread.id })
  if (starter) announceFromMessage(world, thread, starter)
  else if (parent.type !== FORUM_CHANNEL) announceInChannel(world, parent, thread, draft.ownerId)
  if (parent.type === FORUM_CHANNEL) parent.lastMessageId = thread.id
  return thread
}

function announceFromMessage(world: World, thread: StoredChannel, starter: StoredMessage): void {
  changeMessage(world, starter, { threadId: thread.id, flags: starter.flags | MESSAGE_FLAG.HAS_THREAD })
  postMessage(world, {
    channelId: thread.id,
    authorId: starter.authorId,
    type: MESSAGE_TYPE.THREAD_STARTER,
    reference: { messageId: starter.id, channelId: starter.channelId },
  })
}

function announceInChannel(
  world: World,
  parent: StoredChannel,
  thread: StoredChannel,
  ownerId: string,
): void {
  postMessage(world, {
    channelId: parent.id,
    authorId: ownerId,
    type: MESSAGE_TYPE.THREAD_CREATED,
    content: thread.name,
    threadId: thread.id,
    reference: { messageId: thread.id, channelId: thread.id },
  })
}

/** Archives threads that were idle longer than they asked for. */
export function archiveIdleThreads(world: World): void {
  for (const channel of world.state.channels) {
    const { thread } = channel
    if (!thread || thread.archived) continue
    const log = world.state.messages[channel.id] ?? []
    const newest = log.at(-1)
    const lastActive = Math.max(
      Date.parse(thread.archiveChangedAt),
      newest ? Date.parse(newest.editedAt ?? createdAt(newest)) : 0,
    )
    if (world.clock.now() - lastActive < thread.autoArchiveMinutes * 60_000) continue
    thread.archived = true
    thread.archiveChangedAt = world.clock.iso()
    world.tell({ kind: 'thread', threadId: channel.id })
  }
}

/** ISO time at which a message was written: its id says so. */
export function createdAt(message: { id: string }): string {
  return new Date(snowflakeTime(message.id)).toISOString()
}
