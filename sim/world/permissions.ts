import { channelById, DM_CHANNEL, isThread, roleById } from './lookups.ts'
import type { Overwrite, StoredChannel, StoredMember } from './state.ts'
import type { World } from './world.ts'

/** Bits of Discord's permission sets. https://discord.com/developers/docs/topics/permissions */
export const PERMISSIONS = {
  KICK_MEMBERS: 1n << 1n,
  BAN_MEMBERS: 1n << 2n,
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_AUDIT_LOG: 1n << 7n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  USE_EXTERNAL_EMOJIS: 1n << 18n,
  CHANGE_NICKNAME: 1n << 26n,
  MANAGE_NICKNAMES: 1n << 27n,
  MANAGE_ROLES: 1n << 28n,
  MANAGE_WEBHOOKS: 1n << 29n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  CREATE_PRIVATE_THREADS: 1n << 36n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  MODERATE_MEMBERS: 1n << 40n,
  PIN_MESSAGES: 1n << 51n,
} as const

export type Permission = keyof typeof PERMISSIONS

const ALL_PERMISSIONS = Object.values(PERMISSIONS).reduce((all, bit) => all | bit, 0n)

/** What a member may still do while timed out. */
const WHILE_TIMED_OUT = PERMISSIONS.VIEW_CHANNEL | PERMISSIONS.READ_MESSAGE_HISTORY
/** In a DM with the bot. */
const IN_DM =
  PERMISSIONS.VIEW_CHANNEL |
  PERMISSIONS.SEND_MESSAGES |
  PERMISSIONS.EMBED_LINKS |
  PERMISSIONS.ATTACH_FILES |
  PERMISSIONS.READ_MESSAGE_HISTORY |
  PERMISSIONS.ADD_REACTIONS |
  PERMISSIONS.USE_APPLICATION_COMMANDS |
  PERMISSIONS.PIN_MESSAGES

export function bits(...names: Permission[]): bigint {
  return names.reduce((set, name) => set | PERMISSIONS[name], 0n)
}

/** What the member's roles allow anywhere in the guild. */
export function guildPermissions(world: World, member: StoredMember): bigint {
  if (!member.inGuild) return 0n
  if (member.id === world.state.guild.ownerId) return ALL_PERMISSIONS
  const own = [world.state.guild.id, ...member.roleIds].reduce(
    (set, id) => set | BigInt(roleById(world, id)?.permissions ?? '0'),
    0n,
  )
  if (own & PERMISSIONS.ADMINISTRATOR) return ALL_PERMISSIONS
  return isTimedOut(world, member) ? own & WHILE_TIMED_OUT : own
}

/**
 * What the member may do in a channel: @everyone's overwrite, then the roles' (denials before allowances), then the
 * member's own. Threads have their parent's. https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function channelPermissions(world: World, member: StoredMember, channel: StoredChannel): bigint {
  if (channel.type === DM_CHANNEL) {
    return member.bot || channel.recipientId === member.id ? IN_DM : 0n
  }
  const holder = isThread(channel) && channel.parentId ? channelById(world, channel.parentId) : channel
  const base = guildPermissions(world, member)
  if (!holder || base & PERMISSIONS.ADMINISTRATOR) return base
  const timedOut = isTimedOut(world, member)

  let set = base
  const everyone = holder.overwrites.find((one) => one.id === world.state.guild.id)
  if (everyone) set = apply(set, everyone)
  const ofRoles = holder.overwrites.filter((one) => one.type === 0 && member.roleIds.includes(one.id))
  for (const one of ofRoles) set &= ~BigInt(one.deny)
  for (const one of ofRoles) set |= BigInt(one.allow)
  const own = holder.overwrites.find((one) => one.type === 1 && one.id === member.id)
  if (own) set = apply(set, own)

  if (!(set & PERMISSIONS.VIEW_CHANNEL)) return 0n
  return timedOut ? set & WHILE_TIMED_OUT : set
}

export function may(
  world: World,
  member: StoredMember,
  channel: StoredChannel,
  ...names: Permission[]
): boolean {
  const set = channelPermissions(world, member, channel)
  return names.every((name) => (set & PERMISSIONS[name]) !== 0n)
}

/** May write here, whatever kind of channel it is. */
export function maySend(world: World, member: StoredMember, channel: StoredChannel): boolean {
  return may(world, member, channel, sendPermission(channel))
}

export function sendPermission(channel: StoredChannel): Permission {
  return isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES'
}

/** Whether one member's highest role stands above the other's; the owner stands above all, nobody above themselves. */
export function outranks(world: World, member: StoredMember, other: StoredMember): boolean {
  if (other.id === world.state.guild.ownerId) return false
  if (member.id === world.state.guild.ownerId) return true
  return highestPosition(world, member) > highestPosition(world, other)
}

export function highestPosition(world: World, member: StoredMember): number {
  return Math.max(0, ...member.roleIds.map((id) => roleById(world, id)?.position ?? 0))
}

export function isTimedOut(world: World, member: StoredMember): boolean {
  return member.timedOutUntil !== null && Date.parse(member.timedOutUntil) > world.clock.now()
}

function apply(set: bigint, overwrite: Overwrite): bigint {
  return (set & ~BigInt(overwrite.deny)) | BigInt(overwrite.allow)
}
