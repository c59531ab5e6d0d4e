import * as z from 'zod'
import { isThread } from '../../world/lookups.ts'
import { channelPermissions, PERMISSIONS } from '../../world/permissions.ts'
import { channelPayload, guildPayload, rolePayload } from '../payloads.ts'
import { ok, refuse } from '../reply.ts'
import { route } from '../route.ts'

const READ = [10, 1] as const

export const guildRoutes = [
  route({
    method: 'GET',
    path: '/guilds/{guild}',
    limit: READ,
    query: z.strictObject({ with_counts: z.enum(['true', 'false']).exactOptional() }),
    handle: ({ world, query }) => {
      const inGuild = world.state.members.filter((member) => member.inGuild)
      return ok({
        ...guildPayload(world),
        ...(query.with_counts === 'true' && {
          approximate_member_count: inGuild.length,
          approximate_presence_count: inGuild.filter((member) => member.online).length,
        }),
      })
    },
  }),
  route({
    method: 'GET',
    path: '/guilds/{guild}/channels',
    limit: READ,
    // Channels are listed whether the bot can see them or not; threads are not among them.
    handle: ({ world }) =>
      ok(
        world.state.channels
          .filter((channel) => !isThread(channel) && channel.recipientId === null)
          .map((channel) => channelPayload(world, channel)),
      ),
  }),
  route({
    method: 'GET',
    path: '/guilds/{guild}/threads/active',
    limit: READ,
    handle: ({ world, bot }) => {
      const threads = world.state.channels.filter(
        (channel) =>
          channel.thread &&
          !channel.thread.archived &&
          channelPermissions(world, bot, channel) & PERMISSIONS.VIEW_CHANNEL,
      )
      return ok({
        threads: threads.map((thread) => channelPayload(world, thread)),
        members: threads
          .filter((thread) => thread.thread?.memberIds.includes(bot.id))
          .map((thread) => ({
            id: thread.id,
            user_id: bot.id,
            join_timestamp: thread.thread?.createdAt,
            flags: 0,
          })),
      })
    },
  }),
  route({
    method: 'GET',
    path: '/guilds/{guild}/roles',
    limit: READ,
    handle: ({ world }) => ok(world.state.roles.map(rolePayload)),
  }),
  route({
    method: 'GET',
    path: '/guilds/{guild}/roles/{role}',
    limit: READ,
    handle: ({ world, params }) => {
      const role = world.state.roles.find((one) => one.id === params.role)
      return role ? ok(rolePayload(role)) : refuse(10011)
    },
  }),
]
