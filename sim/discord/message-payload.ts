import { botMember, channelById, DM_CHANNEL, messageById, personById } from '../world/lookups.ts'
import { MESSAGE_TYPE } from '../world/messages.ts'
import type { StoredMessage } from '../world/state.ts'
import { createdAt } from '../world/threads.ts'
import type { World } from '../world/world.ts'
import { channelPayload, userPayload } from './payloads.ts'

type Payload = Record<string, unknown>

/**
 * A message as the API gives it to Steward. Without the message content intent what members wrote is empty, but for
 * Steward's own messages, direct messages and those that mention it.
 */
export function messagePayload(
  world: World,
  message: StoredMessage,
  options: { target?: true } = {},
): Payload {
  return {
    ...withoutReference(world, message, options),
    ...(message.reference && {
      message_reference: referenceFields(world, message),
      ...(hasReferencedMessage(message) && { referenced_message: referenced(world, message.reference) }),
    }),
  }
}

function withoutReference(world: World, message: StoredMessage, { target }: { target?: true }): Payload {
  const author = personById(world, message.authorId)
  const own = message.authorId === botMember(world).id
  const readable = target === true || mayReadContent(world, message)
  const thread = message.threadId ? channelById(world, message.threadId) : undefined
  const mentioned = message.pings.memberIds.flatMap((id) => personById(world, id) ?? [])
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channelId,
    author: author ? userPayload(author) : { id: message.authorId, username: 'deleted', discriminator: '0' },
    content: readable ? message.content : '',
    embeds: readable ? message.embeds.map((embed) => ({ type: 'rich', ...embed })) : [],
    components: readable ? message.components : [],
    attachments: readable ? message.attachments.map((one) => attachmentPayload(world, one)) : [],
    mentions: mentioned.map(userPayload),
    mention_roles: message.pings.roleIds,
    mention_everyone: message.pings.everyone,
    timestamp: createdAt(message),
    edited_timestamp: message.editedAt,
    pinned: message.pinned,
    tts: false,
    flags: message.flags,
    ...(message.nonce !== null && { nonce: message.nonce }),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map((reaction) => ({
        emoji: { id: null, name: reaction.emoji },
        count: reaction.memberIds.length,
        count_details: { burst: 0, normal: reaction.memberIds.length },
        burst_colors: [],
        me: reaction.memberIds.includes(botMember(world).id),
        me_burst: false,
      })),
    }),
    ...(thread && { thread: channelPayload(world, thread) }),
    ...(own && { application_id: world.applicationId }),
    ...(message.interaction && {
      webhook_id: world.applicationId,
      interaction_metadata: interactionMetadata(world, message.interaction),
    }),
  }
}

function mayReadContent(world: World, message: StoredMessage): boolean {
  if (world.settings.messageContentIntent) return true
  const bot = botMember(world)
  return (
    message.authorId === bot.id ||
    message.pings.memberIds.includes(bot.id) ||
    channelById(world, message.channelId)?.type === DM_CHANNEL
  )
}

function referenceFields(world: World, message: StoredMessage): Payload {
  const channel = channelById(world, message.channelId)
  return {
    type: 0,
    channel_id: message.reference?.channelId,
    ...(message.type !== MESSAGE_TYPE.THREAD_CREATED && { message_id: message.reference?.messageId }),
    ...(channel?.type !== DM_CHANNEL && { guild_id: world.state.guild.id }),
  }
}

function hasReferencedMessage(message: StoredMessage): boolean {
  return message.type === MESSAGE_TYPE.REPLY || message.type === MESSAGE_TYPE.THREAD_STARTER
}

/** Null when it was deleted. */
function referenced(world: World, reference: { channelId: string; messageId: string }): Payload | null {
  const target = messageById(world, reference.channelId, reference.messageId)
  return target ? withoutReference(world, target, {}) : null
}

function interactionMetadata(world: World, interaction: NonNullable<StoredMessage['interaction']>): Payload {
  const user = personById(world, interaction.memberId)
  return {
    id: interaction.id,
    type: interaction.type,
    user: user ? userPayload(user) : { id: interaction.memberId },
    authorizing_integration_owners: { 0: world.state.guild.id },
  }
}

function attachmentPayload(world: World, attachment: StoredMessage['attachments'][number]): Payload {
  const url = new URL(attachment.url, world.origin).href
  return {
    id: attachment.id,
    filename: attachment.filename,
    content_type: attachment.contentType,
    size: attachment.size,
    url,
    proxy_url: url,
  }
}
