import * as z from 'zod'
import { bySnowflake, snowflakeTime } from '../../snowflake.ts'
import { memberById, personById, roleById } from '../../world/lookups.ts'
import { removeMessage } from '../../world/messages.ts'
import { guildPermissions, highestPosition, outranks, PERMISSIONS } from '../../world/permissions.ts'
import type { StoredMember, StoredRole } from '../../world/state.ts'
import type { World } from '../../world/world.ts'
import { memberPayload, userPayload } from '../payloads.ts'
import { invalidForm, NO_CONTENT, ok, type Reply, refuse } from '../reply.ts'
import { route } from '../route.ts'
import { snowflake, text } from '../schemas/basics.ts'

const MAX_TIMEOUT_MS = 28 * 86_400_000
const MAX_DELETE_SECONDS = 604_800
const LIMIT = [5, 5] as const

const memberChanges = z.strictObject({
  nick: text({ max: 32 }).nullable().exactOptional(),
  roles: z.array(snowflake).nullable().exactOptional(),
  communication_disabled_until: z.iso.datetime({ offset: true }).nullable().exactOptional(),
})

export const memberRoutes = [
  route({
    method: 'GET',
    path: '/guilds/{guild}/members',
    limit: [10, 10],
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1000).exactOptional(),
      after: snowflake.exactOptional(),
    }),
    handle: ({ world, query }) => {
      if (!world.settings.guildMembersIntent) return refuse(50001)
      const after = BigInt(query.after ?? '0')
      const members = world.state.members
        .filter((member) => member.inGuild && BigInt(member.id) > after)
        .sort(bySnowflake)
      return ok(members.slice(0, query.limit ?? 1).map(memberPayload))
    },
  }),
  route({
    method: 'GET',
    path: '/guilds/{guild}/members/{user}',
    limit: [10, 1],
    handle: ({ world, params }) => {
      const member = memberById(world, params.user)
      if (member) return ok(memberPayload(member))
      return refuse(personById(world, params.user) ? 10007 : 10013)
    },
  }),
  route({
    method: 'PATCH',
    path: '/guilds/{guild}/members/{user}',
    limit: [10, 10],
    body: memberChanges,
    handle: ({ world, bot, params, body }) => {
      const member = memberById(world, params.user)
      if (!member) return refuse(10007)
      const refusal = refuseChanges(world, bot, member, body)
      if (refusal) return refusal
      if (body.nick !== undefined) member.nick = body.nick || null
      if (body.roles != null) member.roleIds = body.roles
      if (body.communication_disabled_until !== undefined)
        member.timedOutUntil = body.communication_disabled_until
      world.tell({ kind: 'community' })
      return ok(memberPayload(member))
    },
  }),
  route({
    method: 'PUT',
    path: '/guilds/{guild}/members/{user}/roles/{role}',
    needs: ['MANAGE_ROLES'],
    limit: [10, 10],
    handle: ({ world, bot, params }) => giveRole(world, bot, params, true),
  }),
  route({
    method: 'DELETE',
    path: '/guilds/{guild}/members/{user}/roles/{role}',
    needs: ['MANAGE_ROLES'],
    limit: [10, 10],
    handle: ({ world, bot, params }) => giveRole(world, bot, params, false),
  }),
  route({
    method: 'DELETE',
    path: '/guilds/{guild}/members/{user}',
    needs: ['KICK_MEMBERS'],
    limit: LIMIT,
    handle: ({ world, bot, params }) => {
      const member = memberById(world, params.user)
      if (!member) return refuse(10007)
      if (!outranks(world, bot, member)) return refuse(50013)
      return leave(world, member, { banned: false })
    },
  }),
  route({
    method: 'GET',
    path: '/guilds/{guild}/bans/{user}',
    needs: ['BAN_MEMBERS'],
    limit: LIMIT,
    handle: ({ world, params }) => {
      const person = personById(world, params.user)
      return person?.banned ? ok({ reason: null, user: userPayload(person) }) : refuse(10026)
    },
  }),
  route({
    method: 'PUT',
    path: '/guilds/{guild}/bans/{user}',
    needs: ['BAN_MEMBERS'],
    limit: LIMIT,
    body: z.strictObject({
      delete_message_seconds: z.int().min(0).max(MAX_DELETE_SECONDS).exactOptional(),
      delete_message_days: z.int().min(0).max(7).exactOptional(),
    }),
    handle: ({ world, bot, params, body }) => {
      const person = personById(world, params.user)
      if (!person) return refuse(10013)
      if (person.inGuild && !outranks(world, bot, person)) return refuse(50013)
      const seconds = body.delete_message_seconds ?? (body.delete_message_days ?? 0) * 86_400
      deleteRecentMessages(world, person, seconds)
      return leave(world, person, { banned: true })
    },
  }),
  route({
    method: 'DELETE',
    path: '/guilds/{guild}/bans/{user}',
    needs: ['BAN_MEMBERS'],
    limit: LIMIT,
    handle: ({ world, params }) => {
      const person = personById(world, params.user)
      if (!person?.banned) return refuse(10026)
      person.banned = false
      world.tell({ kind: 'community' })
      return NO_CONTENT
    },
  }),
]

/** Each change has its own permission; nobody changes who stands level or above. */
function refuseChanges(
  world: World,
  bot: StoredMember,
  member: StoredMember,
  body: z.infer<typeof memberChanges>,
): Reply | null {
  const own = guildPermissions(world, bot)
  const until = body.communication_disabled_until
  if (body.nick !== undefined && !(own & PERMISSIONS.MANAGE_NICKNAMES)) return refuse(50013)
  if (body.roles != null && !(own & PERMISSIONS.MANAGE_ROLES)) return refuse(50013)
  if (until !== undefined && !(own & PERMISSIONS.MODERATE_MEMBERS)) return refuse(50013)
  if (member.id !== bot.id && !outranks(world, bot, member)) return refuse(50013)
  const changed = [...member.roleIds, ...(body.roles ?? member.roleIds)].filter(
    (id) => member.roleIds.includes(id) !== (body.roles ?? member.roleIds).includes(id),
  )
  for (const id of changed) {
    const role = roleById(world, id)
    if (!role) return refuse(10011)
    if (!mayGive(world, bot, role)) return refuse(50013)
  }
  if (until != null && Date.parse(until) - world.clock.now() > MAX_TIMEOUT_MS) {
    const message = 'Invalid communication disabled timestamp'
    return invalidForm([
      { path: ['communication_disabled_until'], code: 'INVALID_COMMUNICATION_DISABLED_TIMESTAMP', message },
    ])
  }
  if (until != null && guildPermissions(world, member) & PERMISSIONS.ADMINISTRATOR) return refuse(50013)
  return null
}

function mayGive(world: World, bot: StoredMember, role: StoredRole): boolean {
  return !role.managed && role.id !== world.state.guild.id && role.position < highestPosition(world, bot)
}

function giveRole(
  world: World,
  bot: StoredMember,
  params: { user: string; role: string },
  on: boolean,
): Reply {
  const member = memberById(world, params.user)
  if (!member) return refuse(10007)
  const role = roleById(world, params.role)
  if (!role) return refuse(10011)
  if (!mayGive(world, bot, role)) return refuse(50013)
  const others = member.roleIds.filter((id) => id !== role.id)
  member.roleIds = on ? [...others, role.id] : others
  world.tell({ kind: 'community' })
  return NO_CONTENT
}

function leave(world: World, member: StoredMember, { banned }: { banned: boolean }): Reply {
  member.inGuild = false
  member.banned = banned
  member.roleIds = []
  world.tell({ kind: 'community' })
  return NO_CONTENT
}

/** In every channel and thread of the guild; direct messages are not the guild's. */
function deleteRecentMessages(world: World, person: StoredMember, seconds: number): void {
  const since = world.clock.now() - seconds * 1000
  const inGuild = world.state.channels.filter((channel) => channel.recipientId === null)
  for (const message of inGuild.flatMap(({ id }) => world.state.messages[id] ?? [])) {
    if (message.authorId === person.id && snowflakeTime(message.id) > since) removeMessage(world, message)
  }
}
