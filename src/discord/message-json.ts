import * as z from 'zod'

/** Ids are compared and computed with: what is none is no message. */
export const idText = z.string().regex(/^\d{1,20}$/)
const text = z.string().nullish().catch(null)
const list = <T extends z.ZodType>(item: T) => z.array(item.nullable().catch(null)).nullish().catch(null)

const embed = z.object({
  title: text,
  description: text,
  url: text,
  author: z.object({ name: text, url: text }).nullish().catch(null),
  footer: z.object({ text }).nullish().catch(null),
  fields: list(z.object({ name: text, value: text })),
})

const attachment = z.object({
  filename: z.string().catch(''),
  title: text,
  size: z.number().catch(0),
  content_type: text,
  url: z.string().catch(''),
})

/** Buttons, text and what they are nested in. */
const component = z.object({
  url: text,
  label: text,
  content: text,
  get components() {
    return list(component)
  },
  /** A button or a picture beside a section's text. */
  accessory: z.object({ url: text, label: text }).nullish().catch(null),
})

const body = {
  content: z.string().catch(''),
  embeds: list(embed),
  attachments: list(attachment),
  components: list(component),
  sticker_items: list(z.object({ name: text })),
}

const media = z.object({ text })

/**
 * What is read of a message. Only its identity is demanded: a part of a shape nobody knows yet counts as missing, so that
 * one odd message cannot keep a channel from being read.
 */
export const messageJson = z.object({
  ...body,
  id: idText,
  type: z.number().catch(0),
  timestamp: text,
  edited_timestamp: text,
  author: z.object({
    id: idText,
    username: z.string().catch(''),
    global_name: text,
    bot: z.boolean().nullish().catch(null),
  }),
  webhook_id: text,
  /** An invitation into a game or activity: such a message has no content of its own. */
  activity: z.object({}).nullish().catch(null),
  mentions: list(z.object({ id: z.string(), username: text, global_name: text })),
  message_reference: z.object({ type: z.number().nullish(), message_id: text }).nullish().catch(null),
  /** What is replied to, or what a thread was started from; null when it is gone. */
  referenced_message: z
    .object({ author: z.object({ id: z.string() }) })
    .nullish()
    .catch(null),
  message_snapshots: list(z.object({ message: z.object(body) })),
  poll: z
    .object({ question: media.nullish(), answers: list(z.object({ poll_media: media.nullish() })) })
    .nullish()
    .catch(null),
  thread: z.object({ id: z.string(), name: text, owner_id: text }).nullish().catch(null),
})

export type MessageJson = z.output<typeof messageJson>
export type MessageBodyJson = Pick<MessageJson, keyof typeof body>
export type ComponentJson = z.output<typeof component>
