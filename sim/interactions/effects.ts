import { composeEdit, composeMessage } from '../discord/compose.ts'
import type { WebhookMessageBody } from '../discord/schemas/message.ts'
import { botMember, messageById } from '../world/lookups.ts'
import { changeMessage, MESSAGE_FLAG, MESSAGE_TYPE, postMessage } from '../world/messages.ts'
import type { StoredChannel, StoredInteraction, StoredMessage } from '../world/state.ts'
import type { World } from '../world/world.ts'

export type Effect = { ok: true; message: StoredMessage } | { ok: false; reason: string }

/** Answers that show or change a message, by Discord's numbers. */
export type MessageAnswer =
  | { type: 4; data: WebhookMessageBody }
  | { type: 5; data?: { flags?: number } | undefined }
  | { type: 6 }
  | { type: 7; data?: Record<string, unknown> }

/** Carries an answer out and acknowledges the interaction with it. */
export function applyAnswer(
  world: World,
  interaction: StoredInteraction,
  channel: StoredChannel,
  answer: MessageAnswer,
): Effect {
  switch (answer.type) {
    case 4:
      return showReply(world, interaction, channel, answer.data)
    case 5:
      return showThinking(world, interaction, answer.data?.flags ?? 0)
    case 6:
      return updateSource(world, interaction, null)
    case 7:
      return updateSource(world, interaction, answer.data ?? {})
  }
}

/** Shows a reply. */
function showReply(
  world: World,
  interaction: StoredInteraction,
  channel: StoredChannel,
  body: WebhookMessageBody,
): Effect {
  const draft = composeMessage(world, botMember(world), channel, body)
  if (!draft.ok)
    return { ok: false, reason: `Discord refuses the message: ${JSON.stringify(draft.reply.body)}` }
  return { ok: true, message: post(world, interaction, { ...draft.value, flags: body.flags ?? 0 }) }
}

/** Shows "Steward is thinking…". */
function showThinking(world: World, interaction: StoredInteraction, flags: number): Effect {
  return {
    ok: true,
    message: post(world, interaction, { flags: flags | MESSAGE_FLAG.LOADING, state: 'thinking' }),
  }
}

function post(world: World, interaction: StoredInteraction, draft: Partial<StoredMessage>): StoredMessage {
  const ephemeral = ((draft.flags ?? 0) & MESSAGE_FLAG.EPHEMERAL) !== 0
  const message = postMessage(world, {
    ...draft,
    channelId: interaction.channelId,
    authorId: botMember(world).id,
    ephemeralTo: ephemeral ? interaction.memberId : null,
    interaction: {
      id: interaction.id,
      type: interaction.type,
      memberId: interaction.memberId,
      command: interaction.command,
    },
    ...placeOf(interaction),
  })
  interaction.acknowledged = true
  interaction.originalMessageId = message.id
  return message
}

/** A reply to a component stands under the message that carries it. */
function placeOf(interaction: StoredInteraction): Pick<StoredMessage, 'type' | 'reference'> {
  if (interaction.sourceMessageId !== null) {
    const reference = { messageId: interaction.sourceMessageId, channelId: interaction.channelId }
    return { type: MESSAGE_TYPE.REPLY, reference }
  }
  const slash = interaction.command?.startsWith('/') ?? true
  return { type: slash ? MESSAGE_TYPE.COMMAND : MESSAGE_TYPE.CONTEXT_COMMAND, reference: null }
}

/** Changes the message that carries the component; null changes nothing yet. */
function updateSource(
  world: World,
  interaction: StoredInteraction,
  data: Record<string, unknown> | null,
): Effect {
  const source = interaction.sourceMessageId
    ? messageById(world, interaction.channelId, interaction.sourceMessageId)
    : undefined
  if (!source) return { ok: false, reason: 'there is no message to update' }
  const edit = data && composeEdit(source, data)
  if (edit && !edit.ok)
    return { ok: false, reason: `Discord refuses the update: ${JSON.stringify(edit.reply.body)}` }
  interaction.acknowledged = true
  interaction.originalMessageId = source.id
  if (!edit) return { ok: true, message: source }
  return { ok: true, message: changeMessage(world, source, { ...edit.value, editedAt: world.clock.iso() }) }
}

/** What only the member sees when nobody answered their command. */
export function showFailure(world: World, interaction: StoredInteraction, text: string): StoredMessage {
  return postMessage(world, {
    channelId: interaction.channelId,
    authorId: botMember(world).id,
    content: text,
    flags: MESSAGE_FLAG.EPHEMERAL,
    ephemeralTo: interaction.memberId,
    state: 'failed',
    interaction: {
      id: interaction.id,
      type: interaction.type,
      memberId: interaction.memberId,
      command: interaction.command,
    },
    ...placeOf(interaction),
  })
}
