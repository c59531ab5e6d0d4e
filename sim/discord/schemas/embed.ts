import * as z from 'zod'
import { link, text } from './basics.ts'

/** Limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const MAX_EMBED_CHARS = 6000
const MAX_FIELDS = 25
const MAX_COLOR = 0xffffff

const image = z.strictObject({
  url: link('http', 'https', 'attachment'),
  description: text({ max: 4096 }).exactOptional(),
})

const embed = z.strictObject({
  title: text({ max: 256 }).exactOptional(),
  /** Discord accepts and ignores it. */
  type: z.literal('rich').exactOptional(),
  description: text({ max: 4096 }).exactOptional(),
  url: link('http', 'https').exactOptional(),
  timestamp: z.iso.datetime({ offset: true }).exactOptional(),
  color: z.int().min(0).max(MAX_COLOR).exactOptional(),
  footer: z
    .strictObject({
      text: text({ min: 1, max: 2048 }),
      icon_url: link('http', 'https', 'attachment').exactOptional(),
    })
    .exactOptional(),
  image: image.exactOptional(),
  thumbnail: image.exactOptional(),
  author: z
    .strictObject({
      name: text({ min: 1, max: 256 }),
      url: link('http', 'https').exactOptional(),
      icon_url: link('http', 'https', 'attachment').exactOptional(),
    })
    .exactOptional(),
  fields: z
    .array(
      z.strictObject({
        name: text({ min: 1, max: 256 }),
        value: text({ min: 1, max: 1024 }),
        inline: z.boolean().exactOptional(),
      }),
    )
    .max(MAX_FIELDS)
    .exactOptional(),
})

export type EmbedBody = z.infer<typeof embed>

export const embeds = z
  .array(embed)
  .max(10)
  .superRefine((list, context) => {
    const total = list.reduce((sum, one) => sum + embedChars(one), 0)
    if (total <= MAX_EMBED_CHARS) return
    context.addIssue({
      code: 'custom',
      message: `Embed size exceeds maximum size of ${MAX_EMBED_CHARS}`,
      params: { code: 'MAX_EMBED_SIZE_EXCEEDED' },
    })
  })

function embedChars(one: EmbedBody): number {
  const parts = [
    one.title,
    one.description,
    one.footer?.text,
    one.author?.name,
    ...(one.fields ?? []).flatMap((field) => [field.name, field.value]),
  ]
  return parts.reduce((sum, part) => sum + [...(part ?? '')].length, 0)
}

/** Discord drops embeds with nothing in them, and a message of only those is empty. */
export function isEmptyEmbed(one: EmbedBody): boolean {
  return embedChars(one) === 0 && !one.image && !one.thumbnail && !one.url
}
