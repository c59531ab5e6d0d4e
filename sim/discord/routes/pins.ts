import * as z from 'zod'
import { pin, publicMessages } from '../../world/messages.ts'
import { createdAt } from '../../world/threads.ts'
import { messagePayload } from '../message-payload.ts'
import { NO_CONTENT, ok, refuse } from '../reply.ts'
import { route } from '../route.ts'
import { publicMessage } from './messages.ts'

export const pinRoutes = [
  route({
    method: 'GET',
    path: '/channels/{channel}/messages/pins',
    needs: ['READ_MESSAGE_HISTORY'],
    limit: [5, 5],
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(50).exactOptional(),
      before: z.iso.datetime({ offset: true }).exactOptional(),
    }),
    handle: ({ world, channel, query }) => {
      const pinned = publicMessages(world, channel.id)
        .filter((message) => message.pinned)
        .reverse()
      const limit = query.limit ?? 50
      return ok({
        items: pinned.slice(0, limit).map((message) => ({
          pinned_at: message.editedAt ?? createdAt(message),
          message: messagePayload(world, message),
        })),
        has_more: pinned.length > limit,
      })
    },
  }),
  route({
    method: 'PUT',
    path: '/channels/{channel}/messages/pins/{message}',
    needs: ['PIN_MESSAGES'],
    wakeful: true,
    limit: [5, 5],
    handle: ({ world, bot, channel, params }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      pin(world, message, bot.id, true)
      return NO_CONTENT
    },
  }),
  route({
    method: 'DELETE',
    path: '/channels/{channel}/messages/pins/{message}',
    needs: ['PIN_MESSAGES'],
    wakeful: true,
    limit: [5, 5],
    handle: ({ world, bot, channel, params }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      pin(world, message, bot.id, false)
      return NO_CONTENT
    },
  }),
]
