import * as z from 'zod'
import { compareSnowflakes } from '../../snowflake.ts'
import { channelById } from '../../world/lookups.ts'
import { may } from '../../world/permissions.ts'
import type { StoredMessage } from '../../world/state.ts'
import { messagePayload } from '../message-payload.ts'
import { ok } from '../reply.ts'
import { route } from '../route.ts'
import { snowflake } from '../schemas/basics.ts'

const HAS = {
  link: (message: StoredMessage) => /https?:\/\//.test(message.content),
  image: (message: StoredMessage) => message.attachments.some((one) => one.contentType.startsWith('image/')),
  file: (message: StoredMessage) => message.attachments.length > 0,
  embed: (message: StoredMessage) => message.embeds.length > 0,
}

/** A parameter that may stand more than once. */
function many<T extends z.ZodType>(one: T) {
  return z.union([one.transform((value) => [value]), z.array(one)])
}

export const searchRoutes = [
  route({
    method: 'GET',
    path: '/guilds/{guild}/messages/search',
    needs: ['READ_MESSAGE_HISTORY'],
    limit: [5, 5],
    query: z.strictObject({
      content: z.string().max(1024).exactOptional(),
      author_id: many(snowflake).exactOptional(),
      channel_id: many(snowflake).exactOptional(),
      has: many(z.enum(['link', 'image', 'file', 'embed'])).exactOptional(),
      min_id: snowflake.exactOptional(),
      max_id: snowflake.exactOptional(),
      limit: z.coerce.number().int().min(1).max(25).exactOptional(),
      offset: z.coerce.number().int().min(0).max(9975).exactOptional(),
      sort_by: z.enum(['timestamp', 'relevance']).exactOptional(),
      sort_order: z.enum(['asc', 'desc']).exactOptional(),
    }),
    handle: ({ world, bot, query }) => {
      const words = query.content?.toLowerCase().split(/\s+/).filter(Boolean) ?? []
      const found = Object.entries(world.state.messages)
        .filter(([id]) => {
          const channel = channelById(world, id)
          return (
            channel &&
            channel.recipientId === null &&
            may(world, bot, channel, 'VIEW_CHANNEL', 'READ_MESSAGE_HISTORY')
          )
        })
        .flatMap(([, messages]) => messages)
        .filter(
          (message) =>
            message.ephemeralTo === null &&
            (!query.author_id || query.author_id.includes(message.authorId)) &&
            (!query.channel_id || query.channel_id.includes(message.channelId)) &&
            (query.min_id === undefined || compareSnowflakes(message.id, query.min_id) > 0) &&
            (query.max_id === undefined || compareSnowflakes(message.id, query.max_id) < 0) &&
            (query.has ?? []).every((kind) => HAS[kind](message)) &&
            words.every((word) => message.content.toLowerCase().includes(word)),
        )
        .sort((a, b) => compareSnowflakes(a.id, b.id) * (query.sort_order === 'asc' ? 1 : -1))
      const offset = query.offset ?? 0
      return ok({
        doing_deep_historical_index: false,
        total_results: found.length,
        messages: found
          .slice(offset, offset + (query.limit ?? 25))
          .map((message) => [messagePayload(world, message)]),
        threads: [],
        members: [],
      })
    },
  }),
]
