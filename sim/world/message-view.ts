import type { Message, Reference } from '../protocol.ts'
import { messageById, personById } from './lookups.ts'
import { MESSAGE_FLAG } from './messages.ts'
import type { StoredMember, StoredMessage } from './state.ts'
import { createdAt } from './threads.ts'
import type { World } from './world.ts'

const EXCERPT_CHARS = 80

/** A message as `viewer` sees it. */
export function messageView(world: World, viewer: StoredMember, message: StoredMessage): Message {
  const author = personById(world, message.authorId)
  return {
    id: message.id,
    channelId: message.channelId,
    type: message.type,
    authorId: message.authorId,
    author: {
      name: author ? (author.nick ?? author.name) : 'Unknown',
      hue: author?.hue ?? 0,
      bot: author?.bot ?? false,
    },
    createdAt: createdAt(message),
    editedAt: message.editedAt,
    content: message.content,
    embeds: hasFlag(message, 'SUPPRESS_EMBEDS') ? [] : message.embeds,
    components: message.components,
    componentsV2: hasFlag(message, 'COMPONENTS_V2'),
    attachments: message.attachments,
    reactions: message.reactions.map((reaction) => ({
      emoji: reaction.emoji,
      count: reaction.memberIds.length,
      me: reaction.memberIds.includes(viewer.id),
      memberIds: reaction.memberIds,
    })),
    reference: message.reference && referenceView(world, message.reference),
    invokedBy:
      message.interaction?.command != null
        ? { memberId: message.interaction.memberId, command: message.interaction.command }
        : null,
    threadId: message.threadId,
    pinned: message.pinned,
    flags: message.flags,
    ephemeral: message.ephemeralTo !== null,
    state: message.state,
    crossposted: hasFlag(message, 'CROSSPOSTED'),
    pings: message.pings,
    embedsSuppressed: hasFlag(message, 'SUPPRESS_EMBEDS'),
  }
}

function referenceView(world: World, reference: { messageId: string; channelId: string }): Reference {
  const target = messageById(world, reference.channelId, reference.messageId)
  const author = target && personById(world, target.authorId)
  return {
    messageId: reference.messageId,
    channelId: reference.channelId,
    authorName: author ? (author.nick ?? author.name) : null,
    excerpt: [...(target?.content ?? '')].slice(0, EXCERPT_CHARS).join(''),
  }
}

function hasFlag(message: StoredMessage, flag: keyof typeof MESSAGE_FLAG): boolean {
  return (message.flags & MESSAGE_FLAG[flag]) !== 0
}
