import * as z from 'zod'
import type { MessageFacts } from '../../src/moderation/message.ts'

/** Discord's epoch: the first millisecond of 2015. */
const DISCORD_EPOCH_MS = 1_420_070_400_000
/** An id that tells its time has 17 digits at least; a smaller number is a mere label. */
const SNOWFLAKE = /^\d{17,20}$/

const time = z.union([
  z.number(),
  z.string().transform((text, context) => {
    const value = Date.parse(text)
    if (Number.isNaN(value)) context.addIssue(`"${text}" is no time: expected ISO 8601 or epoch milliseconds`)
    return value
  }),
])
const id = z.union([z.string().min(1).max(100), z.number().transform(String)])
const optional = <T extends z.ZodType>(schema: T) => schema.nullish()

const attachment = z.object({
  filename: z.string().default('file'),
  size: z.number().default(0),
  content_type: optional(z.string()),
  url: z.string().default(''),
})

const embed = z.object({
  title: optional(z.string()),
  description: optional(z.string()),
  url: optional(z.string()),
  author: optional(z.object({ name: optional(z.string()), url: optional(z.string()) })),
  footer: optional(z.object({ text: optional(z.string()) })),
  fields: optional(z.array(z.object({ name: z.string().default(''), value: z.string().default('') }))),
})

/** One line of an export. Unknown keys are ignored: exports hold more than is asked here. */
export const exportedMessage = z.object({
  id,
  channel: z.union([id, z.object({ id: optional(id), name: optional(z.string()) })]),
  author: z.object({
    id,
    username: optional(z.string()),
    created_at: optional(time),
    joined_at: optional(time),
    roles: optional(z.array(id)),
    bot: optional(z.boolean()),
  }),
  content: z.string(),
  timestamp: time,
  edited_timestamp: optional(time),
  attachments: optional(z.array(attachment)),
  embeds: optional(z.array(embed)),
})
type ExportedMessage = z.output<typeof exportedMessage>

/**
 * A line of an export as facts. What is missing: an account's age comes from its id, or else it is ten years old;
 * without `joined_at` its time in the server is unknown and does not count; no roles; a file without a size has 0 bytes.
 */
export function messageFacts(
  { author, channel, ...message }: ExportedMessage,
  guildId: string,
): MessageFacts {
  const place = typeof channel === 'string' ? { id: channel, name: channel } : channel
  const channelId = place.id ?? place.name ?? 'unknown'
  const embeds = message.embeds ?? []
  return {
    id: message.id,
    guildId,
    channelId,
    channelName: (place.name ?? channelId).replace(/^#/, ''),
    parentId: null,
    author: {
      id: author.id,
      username: author.username ?? author.id,
      displayName: author.username ?? author.id,
      accountCreatedAt: author.created_at ?? createdAt(author.id) ?? message.timestamp - TEN_YEARS_MS,
      joinedAt: author.joined_at ?? null,
      roleIds: author.roles ?? [],
      isBot: author.bot ?? false,
      isWebhook: false,
      isExempt: false,
    },
    content: message.content,
    extraText: embeds.flatMap(textOf),
    extraUrls: embeds.flatMap(({ url, author }) => [url, author?.url].filter((it) => typeof it === 'string')),
    attachments: (message.attachments ?? []).map(({ filename, size, content_type, url }) => ({
      filename,
      size,
      contentType: content_type ?? null,
      url,
    })),
    createdAt: message.timestamp,
    editedAt: message.edited_timestamp ?? null,
    replyToId: null,
    hasReplies: false,
  }
}

const TEN_YEARS_MS = 10 * 365 * 86_400_000

const createdAt = (snowflake: string): number | null =>
  SNOWFLAKE.test(snowflake) ? Number(BigInt(snowflake) >> 22n) + DISCORD_EPOCH_MS : null

function textOf({ title, description, author, footer, fields }: z.output<typeof embed>): string[] {
  const parts = [
    author?.name,
    title,
    description,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]
  const text = parts.filter((part) => typeof part === 'string' && part !== '').join('\n')
  return text === '' ? [] : [text]
}
