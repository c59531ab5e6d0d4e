import type { UploadedFile } from '../files.ts'
import { messageById } from '../world/lookups.ts'
import { pingsOf } from '../world/mentions.ts'
import { MESSAGE_FLAG, MESSAGE_TYPE, type MessageDraft, newAttachment } from '../world/messages.ts'
import { may } from '../world/permissions.ts'
import type { StoredChannel, StoredMember, StoredMessage } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { invalidForm, refuse } from './reply.ts'
import { isEmptyEmbed } from './schemas/embed.ts'
import { type CreateMessageBody, editMessage, type WebhookMessageBody } from './schemas/message.ts'
import type { Parsed } from './validation.ts'
import { parseForm } from './validation.ts'

type MessageBody = CreateMessageBody | WebhookMessageBody

/** What a body makes of a new message, or why Discord refuses it. */
export function composeMessage(
  world: World,
  author: StoredMember,
  channel: StoredChannel,
  body: MessageBody,
  files: readonly UploadedFile[] = [],
): Parsed<MessageDraft> {
  const embeds = (body.embeds ?? []).filter((embed) => !isEmptyEmbed(embed))
  const components = body.components ?? []
  if (!body.content?.trim() && embeds.length === 0 && components.length === 0 && files.length === 0) {
    return { ok: false, reply: refuse(50006) }
  }
  const reply = replyTarget(world, author, channel, body)
  if (!reply.ok) return reply
  const content = body.content?.trim() ?? ''
  return {
    ok: true,
    value: {
      channelId: channel.id,
      authorId: author.id,
      content,
      embeds,
      components,
      attachments: files.map(({ name, contentType, size }) =>
        newAttachment(world, { filename: name, contentType, size }),
      ),
      flags: body.flags ?? 0,
      nonce: 'nonce' in body ? (body.nonce ?? null) : null,
      pings: pingsOf(world, author, channel, content, body.allowed_mentions, reply.value),
      ...(reply.value && {
        type: MESSAGE_TYPE.REPLY,
        reference: { messageId: reply.value.id, channelId: channel.id },
      }),
    },
  }
}

/** A reply to a message that is gone is an error, unless the body says that a plain message will do. */
function replyTarget(
  world: World,
  author: StoredMember,
  channel: StoredChannel,
  body: MessageBody,
): Parsed<StoredMessage | undefined> {
  const reference = 'message_reference' in body ? body.message_reference : undefined
  if (!reference) return { ok: true, value: undefined }
  if (!may(world, author, channel, 'READ_MESSAGE_HISTORY')) return { ok: false, reply: refuse(160002) }
  const target = messageById(world, channel.id, reference.message_id)
  const visible = target?.ephemeralTo === null ? target : undefined
  if (visible || reference.fail_if_not_exists === false) return { ok: true, value: visible }
  const problem = { path: ['message_reference'], code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }
  return { ok: false, reply: invalidForm([problem]) }
}

/** What a body changes about a message; fields it leaves out stay. An edit rings no bell. */
export function composeEdit(message: StoredMessage, body: unknown): Parsed<Partial<StoredMessage>> {
  const parsed = parseForm(editMessage(message.flags), body)
  if (!parsed.ok) return parsed
  const edit = parsed.value
  const changes: Partial<StoredMessage> = {
    ...(edit.content !== undefined && { content: edit.content?.trim() ?? '' }),
    ...(edit.embeds !== undefined && { embeds: (edit.embeds ?? []).filter((one) => !isEmptyEmbed(one)) }),
    ...(edit.components !== undefined && { components: edit.components ?? [] }),
    ...(edit.flags != null && { flags: editedFlags(message.flags, edit.flags) }),
    ...(edit.attachments !== undefined && {
      attachments: message.attachments.filter((one) =>
        edit.attachments?.some(({ id }) => String(id) === one.id),
      ),
    }),
  }
  const after = { ...message, ...changes }
  const empty =
    after.content === '' &&
    after.embeds.length === 0 &&
    after.components.length === 0 &&
    after.attachments.length === 0
  return empty ? { ok: false, reply: refuse(50006) } : { ok: true, value: changes }
}

/** An edit can switch the previews; components v2 can be switched on, never off. */
function editedFlags(before: number, asked: number): number {
  const kept = before & ~MESSAGE_FLAG.SUPPRESS_EMBEDS
  return kept | (asked & (MESSAGE_FLAG.SUPPRESS_EMBEDS | MESSAGE_FLAG.COMPONENTS_V2))
}
