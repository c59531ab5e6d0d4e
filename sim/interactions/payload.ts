import { randomBytes } from 'node:crypto'
import {
  actingMemberPayload,
  interactionChannelPayload,
  resolvedChannelPayload,
  resolvedMemberPayload,
  rolePayload,
  userPayload,
} from '../discord/payloads.ts'
import { botMember, channelById, DM_CHANNEL, memberById, roleById } from '../world/lookups.ts'
import { channelPermissions } from '../world/permissions.ts'
import type { StoredChannel, StoredInteraction, StoredMember } from '../world/state.ts'
import type { World } from '../world/world.ts'

/** Interactions older than this are forgotten; their tokens died at 15 minutes. */
const KEEP_MS = 20 * 60_000
const ATTACHMENT_LIMIT_BYTES = 10_485_760
const GUILD_CONTEXT = 0
const DM_CONTEXT = 1

/** Writes a new interaction down, so that its token is known. */
export function beginInteraction(
  world: World,
  draft: Pick<StoredInteraction, 'type' | 'channelId' | 'memberId' | 'command' | 'sourceMessageId'>,
): StoredInteraction {
  const id = world.newId()
  const interaction: StoredInteraction = {
    ...draft,
    id,
    token: Buffer.from(`interaction:${id}:${randomBytes(48).toString('base64url')}`).toString('base64url'),
    createdAt: world.clock.iso(),
    originalMessageId: null,
    acknowledged: false,
  }
  const oldest = world.clock.now() - KEEP_MS
  world.state.interactions = [
    ...world.state.interactions.filter((one) => Date.parse(one.createdAt) > oldest),
    interaction,
  ]
  return interaction
}

/** The whole of what Discord posts to an application, around its `data`. */
export function interactionPayload(
  world: World,
  interaction: StoredInteraction,
  member: StoredMember,
  channel: StoredChannel,
  data: Record<string, unknown>,
): Record<string, unknown> {
  const direct = channel.type === DM_CHANNEL
  return {
    id: interaction.id,
    application_id: world.applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: interactionChannelPayload(world, member, channel),
    app_permissions: channelPermissions(world, botMember(world), channel).toString(),
    locale: 'en-US',
    entitlements: [],
    attachment_size_limit: ATTACHMENT_LIMIT_BYTES,
    context: direct ? DM_CONTEXT : GUILD_CONTEXT,
    authorizing_integration_owners: { 0: direct ? '0' : world.state.guild.id },
    ...(direct
      ? { user: userPayload(member) }
      : {
          guild_id: world.state.guild.id,
          guild_locale: 'en-US',
          guild: { id: world.state.guild.id, locale: 'en-US', features: ['COMMUNITY', 'NEWS'] },
          member: actingMemberPayload(world, member, channel),
        }),
  }
}

/** What ids in options, selects and targets stand for. */
export interface ResolvedIds {
  members?: string[]
  roles?: string[]
  channels?: string[]
}

export function resolvedPayload(
  world: World,
  viewer: StoredMember,
  channel: StoredChannel,
  ids: ResolvedIds,
): Record<string, unknown> {
  const members = (ids.members ?? []).flatMap((id) => memberById(world, id) ?? [])
  const roles = (ids.roles ?? []).flatMap((id) => roleById(world, id) ?? [])
  const channels = (ids.channels ?? []).flatMap((id) => channelById(world, id) ?? [])
  return {
    ...(members.length > 0 && {
      users: Object.fromEntries(members.map((one) => [one.id, userPayload(one)])),
      members: Object.fromEntries(members.map((one) => [one.id, resolvedMemberPayload(world, one, channel)])),
    }),
    ...(roles.length > 0 && { roles: Object.fromEntries(roles.map((one) => [one.id, rolePayload(one)])) }),
    ...(channels.length > 0 && {
      channels: Object.fromEntries(
        channels.map((one) => [one.id, resolvedChannelPayload(world, viewer, one)]),
      ),
    }),
  }
}
