import { type Place, placeOf } from '../interactions/service.ts'
import type { ActionAnswers, ActionBody, Message } from '../protocol.ts'
import { snowflakeTime } from '../snowflake.ts'
import { FORUM_CHANNEL, isThread, messageById } from '../world/lookups.ts'
import { pingsOf } from '../world/mentions.ts'
import { messageView } from '../world/message-view.ts'
import {
  changeMessage,
  MESSAGE_TYPE,
  newAttachment,
  pin,
  postMessage,
  react,
  removeMessage,
} from '../world/messages.ts'
import { isTimedOut, may, maySend } from '../world/permissions.ts'
import type { StoredMember, StoredMessage } from '../world/state.ts'
import { openThread } from '../world/threads.ts'
import { isVisibleTo, threadView } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { badBody, conflict, done, forbidden, notFound, type Outcome, type Refusal } from './refusal.ts'

type Answered<P extends keyof ActionAnswers> = Outcome<ActionAnswers[P]>

export function sendMessage(world: World, body: ActionBody<'/sim/messages'>): Answered<'/sim/messages'> {
  const place = placeOf(world, body.as, body.channelId)
  if (!place.ok) return place
  const { member, channel } = place.value
  const barred = whyMute(world, place.value)
  if (barred) return barred
  const attachments = body.attachments ?? []
  if (body.content.trim() === '' && attachments.length === 0)
    return badBody('A message needs words or a file.')
  if (attachments.length > 0 && !may(world, member, channel, 'ATTACH_FILES')) {
    return forbidden('You may not attach files in this channel.')
  }
  const repliedTo = body.replyTo === undefined ? undefined : messageById(world, channel.id, body.replyTo)
  if (body.replyTo !== undefined && !repliedTo) return notFound('message')
  const message = postMessage(world, {
    channelId: channel.id,
    authorId: member.id,
    content: body.content.trim(),
    attachments: attachments.map((one) => newAttachment(world, one)),
    pings: pingsOf(world, member, channel, body.content, undefined, repliedTo),
    ...(repliedTo && {
      type: MESSAGE_TYPE.REPLY,
      reference: { messageId: repliedTo.id, channelId: channel.id },
    }),
  })
  return shown(world, member, message)
}

export function editMessage(
  world: World,
  body: ActionBody<'/sim/messages/edit'>,
): Answered<'/sim/messages/edit'> {
  const found = messageOf(world, body)
  if (!found.ok) return found
  const { member, message } = found.value
  if (message.authorId !== member.id) return forbidden('You can only edit your own messages.')
  if (body.content.trim() === '') return badBody('A message needs words.')
  changeMessage(world, message, { content: body.content.trim(), editedAt: world.clock.iso() })
  return shown(world, member, message)
}

export function deleteMessage(
  world: World,
  body: ActionBody<'/sim/messages/delete'>,
): Answered<'/sim/messages/delete'> {
  const found = messageOf(world, body)
  if (!found.ok) return found
  const { member, message, channel } = found.value
  if (message.authorId !== member.id && !may(world, member, channel, 'MANAGE_MESSAGES')) {
    return forbidden('You can only delete your own messages.')
  }
  removeMessage(world, message)
  return done({ ok: true })
}

export function reactToMessage(
  world: World,
  body: ActionBody<'/sim/messages/react'>,
): Answered<'/sim/messages/react'> {
  const found = messageOf(world, body)
  if (!found.ok) return found
  const { member, message, channel } = found.value
  const isNew = !message.reactions.some((reaction) => reaction.emoji === body.emoji)
  if (body.on && isNew && !may(world, member, channel, 'ADD_REACTIONS')) {
    return forbidden('You may not add reactions in this channel.')
  }
  if (message.ephemeralTo !== null) return forbidden('Nobody can react to a message that only you see.')
  react(world, message, body.emoji, member.id, body.on)
  return shown(world, member, message)
}

export function pinMessage(
  world: World,
  body: ActionBody<'/sim/messages/pin'>,
): Answered<'/sim/messages/pin'> {
  const found = messageOf(world, body)
  if (!found.ok) return found
  const { member, message, channel } = found.value
  if (!may(world, member, channel, 'PIN_MESSAGES'))
    return forbidden('You may not pin messages in this channel.')
  pin(world, message, member.id, body.on)
  return shown(world, member, message)
}

export function dismissMessage(
  world: World,
  body: ActionBody<'/sim/messages/dismiss'>,
): Answered<'/sim/messages/dismiss'> {
  const found = messageOf(world, body)
  if (!found.ok) return found
  if (found.value.message.ephemeralTo === null)
    return forbidden('Only a message that you alone see can be dismissed.')
  removeMessage(world, found.value.message)
  return done({ ok: true })
}

export function typeInChannel(world: World, body: ActionBody<'/sim/typing'>): Answered<'/sim/typing'> {
  const place = placeOf(world, body.as, body.channelId)
  if (!place.ok) return place
  world.tell({ kind: 'typing', channelId: body.channelId, memberId: body.as })
  return done({ ok: true })
}

export function startThread(world: World, body: ActionBody<'/sim/threads'>): Answered<'/sim/threads'> {
  const place = placeOf(world, body.as, body.channelId)
  if (!place.ok) return place
  const { member, channel } = place.value
  if (isThread(channel) || channel.recipientId !== null) return forbidden('There are no threads here.')
  if (!may(world, member, channel, 'CREATE_PUBLIC_THREADS')) {
    return forbidden('You may not start threads in this channel.')
  }
  const starter = body.messageId === undefined ? undefined : messageById(world, channel.id, body.messageId)
  if (body.messageId !== undefined && starter?.ephemeralTo !== null) return notFound('message')
  if (starter?.threadId) return conflict('That message has a thread already.')
  if (channel.type === FORUM_CHANNEL && !body.content) return badBody('A post needs words.')
  const thread = openThread(world, channel, { name: body.name, ownerId: member.id, starter })
  if (body.content) postMessage(world, { channelId: thread.id, authorId: member.id, content: body.content })
  return done({ thread: threadView(world, member, thread) })
}

export function changeThread(
  world: World,
  body: ActionBody<'/sim/threads/patch'>,
): Answered<'/sim/threads/patch'> {
  const place = placeOf(world, body.as, body.threadId)
  if (!place.ok) return place
  const { member, channel } = place.value
  const { thread } = channel
  if (!thread) return notFound('thread')
  const manages = may(world, member, channel, 'MANAGE_THREADS')
  if (thread.ownerId !== member.id && !manages)
    return forbidden('Only its owner and moderators can change a thread.')
  if (body.locked !== undefined && !manages) return forbidden('Only moderators can lock a thread.')
  channel.name = body.name ?? channel.name
  thread.locked = body.locked ?? thread.locked
  if (body.archived !== undefined && body.archived !== thread.archived) {
    thread.archived = body.archived
    thread.archiveChangedAt = world.clock.iso()
  }
  world.tell({ kind: 'thread', threadId: channel.id })
  return done({ thread: threadView(world, member, channel) })
}

/** Why the member's client shows no box to write in; null when it does. */
function whyMute(world: World, { member, channel }: Place): Refusal | null {
  if (isTimedOut(world, member)) return forbidden('You are timed out for now.')
  if (channel.type === FORUM_CHANNEL) return forbidden('Start a post instead.')
  if (!maySend(world, member, channel)) return forbidden('You may not write in this channel.')
  if (channel.thread?.locked && !may(world, member, channel, 'MANAGE_THREADS')) {
    return forbidden('This thread is locked.')
  }
  if (channel.slowmodeSeconds === 0 || may(world, member, channel, 'MANAGE_MESSAGES')) return null
  const last = world.state.messages[channel.id]?.findLast((message) => message.authorId === member.id)
  const waited = last ? world.clock.now() - snowflakeTime(last.id) : Number.POSITIVE_INFINITY
  return waited < channel.slowmodeSeconds * 1000 ? forbidden('This channel is in slow mode.') : null
}

function messageOf(
  world: World,
  body: { as: string; channelId: string; messageId: string },
): Outcome<Place & { message: StoredMessage }> {
  const place = placeOf(world, body.as, body.channelId)
  if (!place.ok) return place
  const message = messageById(world, body.channelId, body.messageId)
  if (!message || !isVisibleTo(message, place.value.member)) return notFound('message')
  return done({ ...place.value, message })
}

function shown(world: World, member: StoredMember, message: StoredMessage): Outcome<{ message: Message }> {
  return done({ message: messageView(world, member, message) })
}
