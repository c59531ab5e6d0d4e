import * as z from 'zod'
import type { UploadedFile } from '../../files.ts'
import { botMember, channelById, interactionByToken, messageById } from '../../world/lookups.ts'
import {
  changeMessage,
  MESSAGE_FLAG,
  MESSAGE_TYPE,
  postMessage,
  removeMessage,
} from '../../world/messages.ts'
import type { StoredInteraction, StoredMessage } from '../../world/state.ts'
import type { World } from '../../world/world.ts'
import { composeEdit, composeMessage } from '../compose.ts'
import { messagePayload } from '../message-payload.ts'
import { NO_CONTENT, ok, type Reply, refuse } from '../reply.ts'
import { route } from '../route.ts'
import { snowflake } from '../schemas/basics.ts'
import { type WebhookMessageBody, webhookMessage } from '../schemas/message.ts'

/** An interaction's token is good for 15 minutes. */
const TOKEN_MS = 15 * 60_000
const LIMIT = [5, 2] as const
const WEBHOOK = '/webhooks/{application}/{token}'
const query = z.strictObject({
  wait: z.enum(['true', 'false']).exactOptional(),
  thread_id: snowflake.exactOptional(),
  with_components: z.enum(['true', 'false']).exactOptional(),
})

export const webhookRoutes = [
  route({
    method: 'POST',
    path: WEBHOOK,
    anonymous: true,
    limit: LIMIT,
    query,
    takesFiles: true,
    body: webhookMessage,
    handle: ({ world, params, body, files }) =>
      withInteraction(world, params.token, (interaction) => followUp(world, interaction, body, files)),
  }),
  route({
    method: 'GET',
    path: `${WEBHOOK}/messages/{message}`,
    anonymous: true,
    limit: LIMIT,
    query,
    handle: ({ world, params }) =>
      withMessage(world, params, (message) => ok(messagePayload(world, message))),
  }),
  route({
    method: 'PATCH',
    path: `${WEBHOOK}/messages/{message}`,
    anonymous: true,
    limit: LIMIT,
    query,
    body: z.unknown(),
    handle: ({ world, params, body }) =>
      withMessage(world, params, (message) => {
        if (channelById(world, message.channelId)?.thread?.archived) return refuse(50083)
        const edit = composeEdit(message, body)
        if (!edit.ok) return edit.reply
        return ok(messagePayload(world, fill(world, message, edit.value)))
      }),
  }),
  route({
    method: 'DELETE',
    path: `${WEBHOOK}/messages/{message}`,
    anonymous: true,
    limit: LIMIT,
    query,
    handle: ({ world, params }) =>
      withMessage(world, params, (message) => {
        removeMessage(world, message)
        return NO_CONTENT
      }),
  }),
]

/** Unknown until it is acknowledged, invalid after 15 minutes. */
function withInteraction(
  world: World,
  token: string,
  then: (interaction: StoredInteraction) => Reply,
): Reply {
  const interaction = interactionByToken(world, token)
  if (!interaction?.acknowledged) return refuse(10015)
  if (world.clock.now() - Date.parse(interaction.createdAt) > TOKEN_MS) return refuse(50027)
  return then(interaction)
}

/** The messages of a token are those that its interaction made. */
function withMessage(
  world: World,
  params: { token: string; message: string },
  then: (message: StoredMessage) => Reply,
): Reply {
  return withInteraction(world, params.token, (interaction) => {
    const id = params.message === '@original' ? interaction.originalMessageId : params.message
    const message = id === null ? undefined : messageById(world, interaction.channelId, id)
    if (!message || message.state === 'failed') return refuse(10008)
    const own = message.id === interaction.originalMessageId || message.interaction?.id === interaction.id
    return own ? then(message) : refuse(10008)
  })
}

/** Right after a deferral the first follow-up takes the place of the "thinking" message, as Discord documents. */
function followUp(
  world: World,
  interaction: StoredInteraction,
  body: WebhookMessageBody,
  files: readonly UploadedFile[],
): Reply {
  const channel = channelById(world, interaction.channelId)
  if (!channel) return refuse(10003)
  const draft = composeMessage(world, botMember(world), channel, body, files)
  if (!draft.ok) return draft.reply
  const original = interaction.originalMessageId
    ? messageById(world, channel.id, interaction.originalMessageId)
    : undefined
  if (original?.state === 'thinking') {
    const { content = '', embeds = [], components = [], attachments = [] } = draft.value
    return ok(messagePayload(world, fill(world, original, { content, embeds, components, attachments })))
  }
  const message = postMessage(world, {
    ...draft.value,
    ephemeralTo: ((body.flags ?? 0) & MESSAGE_FLAG.EPHEMERAL) !== 0 ? interaction.memberId : null,
    interaction: {
      id: interaction.id,
      type: interaction.type,
      memberId: interaction.memberId,
      command: null,
    },
    ...(original && {
      type: MESSAGE_TYPE.REPLY,
      reference: { messageId: original.id, channelId: channel.id },
    }),
  })
  return ok(messagePayload(world, message))
}

/** The answer to a deferral is no edit; later changes are. */
function fill(world: World, message: StoredMessage, changes: Partial<StoredMessage>): StoredMessage {
  const first = message.state === 'thinking'
  const flags = (changes.flags ?? message.flags) & ~MESSAGE_FLAG.LOADING
  const editedAt = first ? null : world.clock.iso()
  return changeMessage(world, message, { ...changes, flags, state: 'sent', editedAt })
}
