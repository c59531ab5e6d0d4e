import type { Abilities, Channel, Command, Member, Role, Snapshot, Thread } from '../protocol.ts'
import { bySnowflake, snowflakeTime } from '../snowflake.ts'
import { commandView } from './command-view.ts'
import {
  botMember,
  CATEGORY,
  channelById,
  DM_CHANNEL,
  directChannelId,
  isThread,
  rolesOf,
} from './lookups.ts'
import { messageView } from './message-view.ts'
import {
  bits,
  channelPermissions,
  guildPermissions,
  PERMISSIONS,
  type Permission,
  sendPermission,
} from './permissions.ts'
import type { StoredChannel, StoredMember, StoredMessage, StoredRole } from './state.ts'
import type { World } from './world.ts'

/** Messages of each channel in a snapshot; older ones are asked for. */
const SNAPSHOT_MESSAGES = 100

/** The whole community as `viewer` sees it. */
export function snapshot(world: World, viewer: StoredMember): Snapshot {
  const { guild } = world.state
  const channels = visibleChannels(world, viewer)
  const threads = world.state.channels
    .filter((channel) => isThread(channel) && canSee(world, viewer, channel))
    .sort(bySnowflake)
  const bot = botMember(world)
  return {
    viewerId: viewer.id,
    now: world.clock.iso(),
    guild: { id: guild.id, name: guild.name, description: guild.description, ownerId: guild.ownerId },
    bot: {
      userId: bot.id,
      applicationId: world.applicationId,
      name: bot.name,
      isWatching: world.isWatching,
    },
    roles: [...world.state.roles].sort((a, b) => b.position - a.position).map(roleView),
    members: world.state.members
      .filter((member) => member.inGuild)
      .map((member) => memberView(world, member)),
    banned: world.state.members
      .filter((member) => member.banned && !member.inGuild)
      .map((member) => memberView(world, member)),
    channels: channels.map((channel) => channelView(world, viewer, channel)),
    threads: threads.map((thread) => threadView(world, viewer, thread)),
    messages: Object.fromEntries(
      [...channels, ...threads]
        .filter((channel) => channel.type !== CATEGORY)
        .map((channel) => [channel.id, newestMessages(world, viewer, channel.id, SNAPSHOT_MESSAGES)]),
    ),
    commands: commandsFor(world, viewer),
  }
}

/** The newest `limit` messages the viewer can see, oldest first, older than `before` when given. */
export function newestMessages(
  world: World,
  viewer: StoredMember,
  channelId: string,
  limit: number,
  before?: string,
) {
  return (world.state.messages[channelId] ?? [])
    .filter((message) => isVisibleTo(message, viewer) && (!before || BigInt(message.id) < BigInt(before)))
    .slice(-limit)
    .map((message) => messageView(world, viewer, message))
}

export function isVisibleTo(message: StoredMessage, viewer: StoredMember): boolean {
  return message.ephemeralTo === null || message.ephemeralTo === viewer.id
}

export function canSee(world: World, viewer: StoredMember, channel: StoredChannel): boolean {
  if (channel.type === DM_CHANNEL) return channel.recipientId === viewer.id
  return (channelPermissions(world, viewer, channel) & PERMISSIONS.VIEW_CHANNEL) !== 0n
}

/** A category stands before its channels and shows only when one of them does. */
function visibleChannels(world: World, viewer: StoredMember): StoredChannel[] {
  const seen = world.state.channels.filter((channel) => !isThread(channel) && canSee(world, viewer, channel))
  const byPosition = (a: StoredChannel, b: StoredChannel) => a.position - b.position
  const plain = seen.filter((channel) => channel.type !== CATEGORY).sort(byPosition)
  const categories = world.state.channels.filter((channel) => channel.type === CATEGORY).sort(byPosition)
  return [
    ...plain.filter((channel) => channel.parentId === null),
    ...categories.flatMap((category) => {
      const inside = plain.filter((channel) => channel.parentId === category.id)
      return inside.length > 0 ? [category, ...inside] : []
    }),
  ]
}

export function channelView(world: World, viewer: StoredMember, channel: StoredChannel): Channel {
  const { type } = channel
  const everyone = channel.overwrites.find((one) => one.id === world.state.guild.id)
  return {
    id: channel.id,
    type: type === 1 || type === 4 || type === 5 || type === 15 ? type : 0,
    name: channel.name,
    topic: channel.topic,
    purpose: channel.purpose,
    categoryId: channel.parentId,
    position: channel.position,
    private: everyone ? (BigInt(everyone.deny) & PERMISSIONS.VIEW_CHANNEL) !== 0n : type === DM_CHANNEL,
    slowmodeSeconds: channel.slowmodeSeconds,
    lastMessageId: channel.lastMessageId,
    can: abilities(world, viewer, channel),
  }
}

export function threadView(world: World, viewer: StoredMember, channel: StoredChannel): Thread {
  const { thread } = channel
  if (!thread) throw new Error(`Channel ${channel.id} is no thread`)
  return {
    id: channel.id,
    parentId: channel.parentId ?? '',
    name: channel.name,
    ownerId: thread.ownerId,
    archived: thread.archived,
    locked: thread.locked,
    starterMessageId: thread.starterMessageId,
    messageCount: messageCount(world, channel),
    createdAt: thread.createdAt,
    lastMessageId: channel.lastMessageId,
    can: abilities(world, viewer, channel),
  }
}

/** Messages of a thread that people wrote; the line that shows its starter is none. */
export function messageCount(world: World, channel: StoredChannel): number {
  return (world.state.messages[channel.id] ?? []).filter(
    (message) => message.ephemeralTo === null && message.type !== 21,
  ).length
}

function abilities(world: World, viewer: StoredMember, channel: StoredChannel): Abilities {
  const set = channelPermissions(world, viewer, channel)
  const has = (...names: Permission[]) => (set & bits(...names)) === bits(...names)
  const open = !channel.thread?.locked || has('MANAGE_THREADS')
  const parent = channel.parentId ? channelById(world, channel.parentId) : undefined
  return {
    send: has(sendPermission(channel)) && open && channel.type !== CATEGORY,
    react: has('ADD_REACTIONS') && !channel.thread?.archived,
    attach: has('ATTACH_FILES'),
    createThreads:
      has('CREATE_PUBLIC_THREADS') && channel.type !== DM_CHANNEL && !(parent && isThread(channel)),
    manageMessages: has('MANAGE_MESSAGES'),
    pin: has('PIN_MESSAGES'),
    useCommands: has('USE_APPLICATION_COMMANDS'),
  }
}

export function roleView(role: StoredRole): Role {
  return {
    id: role.id,
    name: role.name,
    colour: colourOf(role.color),
    permissions: role.permissions,
    position: role.position,
    hoist: role.hoist,
    managed: role.managed,
  }
}

export function memberView(world: World, member: StoredMember): Member {
  const coloured = rolesOf(world, member).find((role) => role.color !== 0)
  return {
    id: member.id,
    name: member.nick ?? member.name,
    username: member.username,
    hue: member.hue,
    about: member.about,
    bot: member.bot,
    online: member.online,
    roleIds: member.roleIds,
    colour: coloured ? colourOf(coloured.color) : null,
    accountCreatedAt: new Date(snowflakeTime(member.id)).toISOString(),
    joinedAt: member.joinedAt,
    timedOutUntil: member.timedOutUntil,
    dmsClosed: member.dmsClosed,
    dmChannelId: directChannelId(member),
  }
}

export function commandsFor(world: World, viewer: StoredMember): Command[] {
  const own = guildPermissions(world, viewer)
  return world.state.commands.map((command) => commandView(command, own))
}

function colourOf(color: number): string | null {
  return color === 0 ? null : `#${color.toString(16).padStart(6, '0')}`
}
