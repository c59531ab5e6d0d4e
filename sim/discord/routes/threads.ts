import * as z from 'zod'
import { ANNOUNCEMENT_CHANNEL, FORUM_CHANNEL, isThread, memberById } from '../../world/lookups.ts'
import { may } from '../../world/permissions.ts'
import { openThread } from '../../world/threads.ts'
import { channelPayload } from '../payloads.ts'
import { NO_CONTENT, ok, refuse } from '../reply.ts'
import { route } from '../route.ts'
import { text } from '../schemas/basics.ts'
import { publicMessage } from './messages.ts'

const PRIVATE_THREAD = 12
const THREAD_LIMIT = [5, 5] as const

const archiveAfter = z.union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)])
const threadBody = {
  name: text({ min: 1, max: 100 }),
  auto_archive_duration: archiveAfter.exactOptional(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullable().exactOptional(),
}

export const threadRoutes = [
  route({
    method: 'POST',
    path: '/channels/{channel}/messages/{message}/threads',
    limit: THREAD_LIMIT,
    body: z.strictObject(threadBody),
    handle: ({ world, bot, channel, params, body }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      if (channel.type !== 0 && channel.type !== ANNOUNCEMENT_CHANNEL) return refuse(50024)
      if (!may(world, bot, channel, 'CREATE_PUBLIC_THREADS')) return refuse(50013)
      if (message.threadId) return refuse(160004)
      const thread = openThread(world, channel, {
        name: body.name,
        ownerId: bot.id,
        starter: message,
        autoArchiveMinutes: body.auto_archive_duration,
      })
      return ok(channelPayload(world, thread), 201)
    },
  }),
  route({
    method: 'POST',
    path: '/channels/{channel}/threads',
    limit: THREAD_LIMIT,
    body: z.strictObject({
      ...threadBody,
      /** Left out, Discord makes a private one. */
      type: z.union([z.literal(10), z.literal(11), z.literal(PRIVATE_THREAD)]).exactOptional(),
      invitable: z.boolean().exactOptional(),
    }),
    handle: ({ world, bot, channel, body }) => {
      if (isThread(channel) || channel.type === FORUM_CHANNEL) return refuse(50024)
      const type = body.type ?? PRIVATE_THREAD
      const needed = type === PRIVATE_THREAD ? 'CREATE_PRIVATE_THREADS' : 'CREATE_PUBLIC_THREADS'
      if (!may(world, bot, channel, needed)) return refuse(50013)
      const thread = openThread(world, channel, {
        name: body.name,
        ownerId: bot.id,
        type,
        autoArchiveMinutes: body.auto_archive_duration,
      })
      return ok(channelPayload(world, thread), 201)
    },
  }),
  route({
    method: 'PUT',
    path: '/channels/{channel}/thread-members/{user}',
    wakeful: true,
    limit: THREAD_LIMIT,
    handle: ({ world, bot, channel, params }) => {
      const id = params.user === '@me' ? bot.id : params.user
      if (!channel.thread) return refuse(50024)
      if (!memberById(world, id)) return refuse(10007)
      if (!channel.thread.memberIds.includes(id)) channel.thread.memberIds.push(id)
      world.tell({ kind: 'thread', threadId: channel.id })
      return NO_CONTENT
    },
  }),
  route({
    method: 'DELETE',
    path: '/channels/{channel}/thread-members/{user}',
    wakeful: true,
    limit: THREAD_LIMIT,
    handle: ({ world, bot, channel, params }) => {
      const id = params.user === '@me' ? bot.id : params.user
      if (!channel.thread) return refuse(50024)
      if (id !== bot.id && !may(world, bot, channel, 'MANAGE_THREADS')) return refuse(50013)
      channel.thread.memberIds = channel.thread.memberIds.filter((one) => one !== id)
      world.tell({ kind: 'thread', threadId: channel.id })
      return NO_CONTENT
    },
  }),
]
