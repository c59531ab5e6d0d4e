import { botMember, DM_CHANNEL, isThread, personById } from '../world/lookups.ts'
import { channelPermissions, guildPermissions } from '../world/permissions.ts'
import type { StoredChannel, StoredMember, StoredRole } from '../world/state.ts'
import { messageCount } from '../world/views.ts'
import type { World } from '../world/world.ts'

/** What Discord's API says about the community, in its own shapes. Message payloads are in message-payload.ts. */

export function userPayload(member: StoredMember) {
  return {
    id: member.id,
    username: member.username,
    discriminator: '0',
    global_name: member.bot ? null : member.name,
    avatar: null,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    public_flags: 0,
    flags: 0,
    ...(member.bot && { bot: true }),
  }
}

export function memberPayload(member: StoredMember) {
  return {
    user: userPayload(member),
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roleIds,
    joined_at: member.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    communication_disabled_until: member.timedOutUntil,
    avatar_decoration_data: null,
  }
}

/** As interactions carry it: with what the member may do in the channel. */
export function actingMemberPayload(world: World, member: StoredMember, channel: StoredChannel) {
  return { ...memberPayload(member), permissions: channelPermissions(world, member, channel).toString() }
}

export function rolePayload(role: StoredRole) {
  return {
    id: role.id,
    name: role.name,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: role.hoist,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: role.permissions,
    managed: role.managed,
    mentionable: role.mentionable,
    flags: 0,
  }
}

export function channelPayload(world: World, channel: StoredChannel): Record<string, unknown> {
  const shared = { id: channel.id, type: channel.type, flags: 0, last_message_id: channel.lastMessageId }
  if (channel.type === DM_CHANNEL) {
    const recipient = channel.recipientId ? personById(world, channel.recipientId) : undefined
    return { ...shared, recipients: recipient ? [userPayload(recipient)] : [] }
  }
  const inGuild = {
    ...shared,
    guild_id: world.state.guild.id,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: channel.slowmodeSeconds,
  }
  if (isThread(channel)) return { ...inGuild, ...threadFields(world, channel) }
  return {
    ...inGuild,
    position: channel.position,
    topic: channel.topic,
    nsfw: false,
    permission_overwrites: channel.overwrites,
  }
}

function threadFields(world: World, channel: StoredChannel) {
  const { thread } = channel
  if (!thread) return {}
  const count = messageCount(world, channel)
  return {
    owner_id: thread.ownerId,
    message_count: count,
    total_message_sent: count,
    member_count: thread.memberIds.length,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: thread.archiveChangedAt,
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: thread.createdAt,
    },
  }
}

/** As interactions carry it. */
export function interactionChannelPayload(world: World, member: StoredMember, channel: StoredChannel) {
  return {
    ...channelPayload(world, channel),
    permissions: channelPermissions(world, member, channel).toString(),
  }
}

export function guildPayload(world: World) {
  const { guild, roles } = world.state
  return {
    id: guild.id,
    name: guild.name,
    description: guild.description,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    owner_id: guild.ownerId,
    features: ['COMMUNITY', 'NEWS'],
    roles: roles.map(rolePayload),
    emojis: [],
    stickers: [],
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: guild.systemChannelId,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 2,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    preferred_locale: 'en-US',
    incidents_data: null,
  }
}

/** What the bot may do in the whole guild, as `GET /users/@me/guilds` says it. */
export function ownGuildPayload(world: World) {
  const { guild } = world.state
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    banner: null,
    owner: false,
    features: ['COMMUNITY', 'NEWS'],
    permissions: guildPermissions(world, botMember(world)).toString(),
  }
}

/** Members as an interaction's `resolved` carries them: without the user, with permissions. */
export function resolvedMemberPayload(world: World, member: StoredMember, channel: StoredChannel) {
  const { user: _, deaf: _deaf, mute: _mute, ...rest } = actingMemberPayload(world, member, channel)
  return rest
}

export function resolvedChannelPayload(world: World, member: StoredMember, channel: StoredChannel) {
  return {
    id: channel.id,
    name: channel.name,
    type: channel.type,
    parent_id: channel.parentId,
    permissions: channelPermissions(world, member, channel).toString(),
    ...(isThread(channel) && { thread_metadata: threadFields(world, channel).thread_metadata }),
  }
}
