import * as z from 'zod'
import { MESSAGE_FLAG } from '../../world/messages.ts'
import { complain, snowflake, text } from './basics.ts'
import { checkComponents } from './component-rules.ts'
import { topLevel } from './components.ts'
import { embeds } from './embed.ts'

const MAX_CONTENT_CHARS = 2000
const MAX_NONCE_CHARS = 25

const allowedMentions = z
  .strictObject({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).exactOptional(),
    users: z.array(snowflake).max(100).exactOptional(),
    roles: z.array(snowflake).max(100).exactOptional(),
    replied_user: z.boolean().exactOptional(),
  })
  .superRefine((value, context) => {
    for (const kind of ['users', 'roles'] as const) {
      if (!value.parse?.includes(kind) || !value[kind]?.length) continue
      complain(
        context,
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      )
    }
  })

const content = text({ max: MAX_CONTENT_CHARS })
const attachments = z
  .array(
    z.strictObject({
      id: z.union([snowflake, z.int()]),
      filename: z.string().exactOptional(),
      description: text({ max: 1024 }).exactOptional(),
    }),
  )
  .max(10)

function flags(...allowed: (keyof typeof MESSAGE_FLAG)[]) {
  const mask = allowed.reduce((set, name) => set | MESSAGE_FLAG[name], 0)
  return z
    .int()
    .min(0)
    .superRefine((value, context) => {
      if ((value & ~mask) !== 0) {
        complain(context, 'MESSAGE_FLAGS_INVALID', `Only these flags can be set: ${allowed.join(', ')}.`)
      }
    })
}

interface Body {
  content?: string | null
  embeds?: unknown[] | null
  components?: z.infer<typeof topLevel>[] | null
  flags?: number | null
}

/** `already` are the flags of the message that is edited. */
function wholeMessage(already: number) {
  return (body: Body, context: z.RefinementCtx): void => {
    const v2 = (((body.flags ?? 0) | already) & MESSAGE_FLAG.COMPONENTS_V2) !== 0
    checkComponents(body.components ?? [], v2, context)
    if (!v2) return
    for (const field of ['content', 'embeds'] as const) {
      if (body[field]?.length) {
        complain(
          context,
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          'The MessageFlags.IS_COMPONENTS_V2 flag cannot be used with content, embeds, stickers or polls.',
          [field],
        )
      }
    }
  }
}

export const createMessage = z
  .strictObject({
    content: content.exactOptional(),
    nonce: z
      .union([z.int(), z.string().max(MAX_NONCE_CHARS)])
      .transform(String)
      .exactOptional(),
    enforce_nonce: z.boolean().exactOptional(),
    tts: z.boolean().exactOptional(),
    embeds: embeds.exactOptional(),
    allowed_mentions: allowedMentions.exactOptional(),
    message_reference: z
      .strictObject({
        type: z.literal(0).exactOptional(),
        message_id: snowflake,
        channel_id: snowflake.exactOptional(),
        guild_id: snowflake.exactOptional(),
        fail_if_not_exists: z.boolean().exactOptional(),
      })
      .exactOptional(),
    components: z.array(topLevel).exactOptional(),
    flags: flags('SUPPRESS_EMBEDS', 'SUPPRESS_NOTIFICATIONS', 'COMPONENTS_V2').exactOptional(),
  })
  .superRefine(wholeMessage(0))

/** An edit of a message that has these flags. */
export const editMessage = (already: number) =>
  z
    .strictObject({
      content: content.nullable().exactOptional(),
      embeds: embeds.nullable().exactOptional(),
      flags: flags('SUPPRESS_EMBEDS', 'COMPONENTS_V2').nullable().exactOptional(),
      allowed_mentions: allowedMentions.nullable().exactOptional(),
      attachments: attachments.exactOptional(),
      components: z.array(topLevel).nullable().exactOptional(),
    })
    .superRefine(wholeMessage(already))

const webhookBody = {
  content: content.exactOptional(),
  tts: z.boolean().exactOptional(),
  embeds: embeds.exactOptional(),
  allowed_mentions: allowedMentions.exactOptional(),
  components: z.array(topLevel).exactOptional(),
  attachments: attachments.exactOptional(),
  flags: flags('SUPPRESS_EMBEDS', 'EPHEMERAL', 'SUPPRESS_NOTIFICATIONS', 'COMPONENTS_V2').exactOptional(),
}

/** A follow-up, and the data of an interaction's answer. */
export const webhookMessage = z.strictObject(webhookBody).superRefine(wholeMessage(0))

export type CreateMessageBody = z.infer<typeof createMessage>
export type WebhookMessageBody = z.infer<typeof webhookMessage>
