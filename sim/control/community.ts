import type { ActionAnswers, ActionBody } from '../protocol.ts'
import { channelById, memberById, personById, roleById } from '../world/lookups.ts'
import { addPeople, announceArrival, daysAgo, newPerson } from '../world/members.ts'
import type { StoredChannel } from '../world/state.ts'
import { channelView, memberView, roleView } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { badBody, done, notFound, type Outcome } from './refusal.ts'

const NEW_MEMBER_ACCOUNT_DAYS = 365

/** Changes a member or lets a new one in. */
export function setMember(
  world: World,
  body: ActionBody<'/sim/members'>,
): Outcome<ActionAnswers['/sim/members']> {
  const existing = body.id === undefined ? undefined : personById(world, body.id)
  if (body.id !== undefined && !existing) return notFound('member')
  const unknownRole = (body.roleIds ?? []).find((id) => !roleById(world, id))
  if (unknownRole !== undefined) return notFound('role')
  if (!existing && body.name === undefined) return badBody('"name" is required for a new member.')
  const member =
    existing ??
    newPerson(world, {
      name: body.name ?? '',
      accountAgeDays: body.accountAgeDays ?? NEW_MEMBER_ACCOUNT_DAYS,
      joinedDaysAgo: body.joinedDaysAgo ?? 0,
    })
  member.name = body.name ?? member.name
  member.about = body.about ?? member.about
  member.hue = body.hue ?? member.hue
  member.online = body.online ?? member.online
  member.roleIds = body.roleIds ?? member.roleIds
  member.dmsClosed = body.dmsClosed ?? member.dmsClosed
  if (body.joinedDaysAgo !== undefined) member.joinedAt = daysAgo(world, body.joinedDaysAgo)
  const arrives = !existing || !member.inGuild
  member.inGuild = true
  member.banned = false
  if (existing) world.tell({ kind: 'community' })
  else addPeople(world, [member])
  if (arrives) announceArrival(world, member)
  return done({ member: memberView(world, member) })
}

export function removeMember(
  world: World,
  body: ActionBody<'/sim/members/remove'>,
): Outcome<ActionAnswers['/sim/members/remove']> {
  const member = memberById(world, body.id)
  if (!member || member.bot) return notFound('member')
  member.inGuild = false
  member.roleIds = []
  world.tell({ kind: 'community' })
  return done({ ok: true })
}

export function setRole(world: World, body: ActionBody<'/sim/roles'>): Outcome<ActionAnswers['/sim/roles']> {
  const existing = body.id === undefined ? undefined : roleById(world, body.id)
  if (body.id !== undefined && !existing) return notFound('role')
  if (!existing && body.name === undefined) return badBody('"name" is required for a new role.')
  const role = existing ?? {
    id: world.newId(),
    name: '',
    color: 0,
    permissions: '0',
    position: 1,
    hoist: false,
    managed: false,
    mentionable: false,
  }
  if (!existing) {
    for (const other of world.state.roles) if (other.position >= 1) other.position++
    world.state.roles.push(role)
  }
  role.name = body.name ?? role.name
  role.permissions = body.permissions ?? role.permissions
  role.hoist = body.hoist ?? role.hoist
  if (body.colour !== undefined)
    role.color = body.colour === null ? 0 : Number.parseInt(body.colour.slice(1), 16)
  world.tell({ kind: 'community' })
  return done({ role: roleView(role) })
}

export function setChannel(
  world: World,
  body: ActionBody<'/sim/channels'>,
): Outcome<ActionAnswers['/sim/channels']> {
  const existing = body.id === undefined ? undefined : channelById(world, body.id)
  if (body.id !== undefined && !existing) return notFound('channel')
  if (!existing && body.name === undefined) return badBody('"name" is required for a new channel.')
  const owner = personById(world, world.state.guild.ownerId)
  if (!owner) return notFound('member')
  const channel = existing ?? newChannel(world)
  if (!existing) world.state.channels.push(channel)
  channel.name = body.name ?? channel.name
  channel.type = body.type ?? channel.type
  channel.overwrites = body.overwrites ?? channel.overwrites
  if (body.topic !== undefined) channel.topic = body.topic
  if (body.categoryId !== undefined) channel.parentId = body.categoryId
  world.tell({ kind: 'community' })
  return done({ channel: channelView(world, owner, channel) })
}

function newChannel(world: World): StoredChannel {
  return {
    id: world.newId(),
    type: 0,
    name: '',
    topic: null,
    purpose: null,
    parentId: null,
    position: world.state.channels.length,
    overwrites: [],
    slowmodeSeconds: 0,
    recipientId: null,
    thread: null,
    lastMessageId: null,
  }
}
