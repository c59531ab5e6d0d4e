import * as z from 'zod'
import { snowflakeTime } from '../../snowflake.ts'
import { isThread } from '../../world/lookups.ts'
import { may, maySend } from '../../world/permissions.ts'
import { channelPayload } from '../payloads.ts'
import { NO_CONTENT, ok, refuse } from '../reply.ts'
import { route } from '../route.ts'
import { text } from '../schemas/basics.ts'

export const channelRoutes = [
  route({
    method: 'GET',
    path: '/channels/{channel}',
    limit: [50, 1],
    handle: ({ world, channel }) => ok(channelPayload(world, channel)),
  }),
  route({
    method: 'PATCH',
    path: '/channels/{channel}',
    limit: [5, 5],
    body: z.strictObject({
      name: text({ min: 1, max: 100 }).exactOptional(),
      topic: text({ max: 1024 }).nullable().exactOptional(),
      archived: z.boolean().exactOptional(),
      locked: z.boolean().exactOptional(),
      auto_archive_duration: z.int().exactOptional(),
      rate_limit_per_user: z.int().min(0).max(21_600).nullable().exactOptional(),
    }),
    handle: ({ world, bot, channel, body }) => {
      const { thread } = channel
      const own = thread?.ownerId === bot.id
      if (thread && !own && !may(world, bot, channel, 'MANAGE_THREADS')) return refuse(50013)
      if (!thread && !may(world, bot, channel, 'MANAGE_CHANNELS')) return refuse(50013)
      if (body.name !== undefined) channel.name = body.name
      if (body.topic !== undefined && !thread) channel.topic = body.topic
      if (body.rate_limit_per_user != null) channel.slowmodeSeconds = body.rate_limit_per_user
      if (thread) {
        if (body.archived !== undefined && body.archived !== thread.archived) {
          thread.archived = body.archived
          thread.archiveChangedAt = world.clock.iso()
        }
        thread.locked = body.locked ?? thread.locked
        thread.autoArchiveMinutes = body.auto_archive_duration ?? thread.autoArchiveMinutes
      }
      world.tell(isThread(channel) ? { kind: 'thread', threadId: channel.id } : { kind: 'community' })
      return ok(channelPayload(world, channel))
    },
  }),
  route({
    method: 'DELETE',
    path: '/channels/{channel}',
    limit: [5, 5],
    handle: ({ world, bot, channel }) => {
      if (!may(world, bot, channel, isThread(channel) ? 'MANAGE_THREADS' : 'MANAGE_CHANNELS'))
        return refuse(50013)
      world.state.channels = world.state.channels.filter((one) => one.id !== channel.id)
      delete world.state.messages[channel.id]
      world.tell(
        isThread(channel)
          ? { kind: 'thread_removed', threadId: channel.id, parentId: channel.parentId ?? '' }
          : { kind: 'community' },
      )
      return ok(channelPayload(world, channel))
    },
  }),
  route({
    method: 'POST',
    path: '/channels/{channel}/typing',
    limit: [5, 5],
    handle: ({ world, bot, channel }) => {
      if (!maySend(world, bot, channel)) return refuse(50013)
      world.tell({ kind: 'typing', channelId: channel.id, memberId: bot.id })
      return NO_CONTENT
    },
  }),
  route({
    method: 'GET',
    path: '/channels/{channel}/threads/archived/public',
    needs: ['READ_MESSAGE_HISTORY'],
    limit: [5, 5],
    query: z.strictObject({
      before: z.iso.datetime({ offset: true }).exactOptional(),
      limit: z.coerce.number().int().min(2).max(100).exactOptional(),
    }),
    handle: ({ world, channel, query }) => {
      const archived = world.state.channels
        .filter((one) => one.parentId === channel.id && one.thread?.archived && one.type !== 12)
        .sort((a, b) => snowflakeTime(b.id) - snowflakeTime(a.id))
      const limit = query.limit ?? 50
      return ok({
        threads: archived.slice(0, limit).map((one) => channelPayload(world, one)),
        members: [],
        has_more: archived.length > limit,
      })
    },
  }),
]
