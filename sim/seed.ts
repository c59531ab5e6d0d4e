import { CHANNELS, COMMUNITY, MEMBERS, newcomerId, ROLES } from './community.ts'
import { OPENING, type OpeningMessage } from './opening.ts'
import { snowflakeAt } from './snowflake.ts'
import { directChannelId } from './world/lookups.ts'
import { MESSAGE_TYPE } from './world/messages.ts'
import type { State, StoredChannel, StoredMember, StoredMessage } from './world/state.ts'

const GUILD_DESCRIPTION = 'The community of people who run Steward'
const BOT_JOINED_AT = '2023-04-24T12:05:00.000Z'
const BOT_HUE = 174

/** The demo community as it stands when it is first opened, `now` in epoch milliseconds. */
export function seedState(now: number, ids: { applicationId: string } = COMMUNITY): State {
  const newcomer = newcomerId(now)
  const members: StoredMember[] = [
    ...MEMBERS.map((seed) => ({
      ...FRESH_MEMBER,
      ...seed,
      id: seed.id ?? newcomer,
      joinedAt: seed.joinedAt ?? new Date(now - 3_600_000).toISOString(),
    })),
    {
      id: ids.applicationId,
      username: 'steward',
      name: 'Steward',
      about: 'answers from the docs',
      hue: BOT_HUE,
      online: true,
      roleIds: [COMMUNITY.roles.steward],
      joinedAt: BOT_JOINED_AT,
      ...FRESH_MEMBER,
      bot: true,
    },
  ]
  const messages = openingMessages(members, now)
  const channels = [...guildChannels(), ...members.filter((member) => !member.bot).map(directChannel)]
  for (const channel of channels) channel.lastMessageId = messages[channel.id]?.at(-1)?.id ?? null
  return {
    version: 1,
    guild: {
      id: COMMUNITY.guildId,
      name: 'Steward Commons',
      description: GUILD_DESCRIPTION,
      ownerId: COMMUNITY.members.alma,
      systemChannelId: COMMUNITY.channels.general,
    },
    botUserId: ids.applicationId,
    roles: ROLES.map((role, position) => ({
      id: role.id,
      name: role.name,
      color: role.color,
      permissions: role.permissions.toString(),
      position,
      hoist: role.hoist,
      managed: role.managed ?? false,
      mentionable: false,
    })),
    members,
    channels,
    messages,
    interactions: [],
    commands: [],
  }
}

const FRESH_MEMBER = {
  nick: null,
  timedOutUntil: null,
  bot: false,
  inGuild: true,
  banned: false,
  dmsClosed: false,
}

function guildChannels(): StoredChannel[] {
  return CHANNELS.map((seed, position) => ({
    ...seed,
    position,
    slowmodeSeconds: 0,
    recipientId: null,
    thread: null,
    lastMessageId: null,
  }))
}

/** Everybody's direct messages with Steward; the channel's id follows from the person's. */
export function directChannel(member: StoredMember): StoredChannel {
  return {
    id: directChannelId(member),
    type: 1,
    name: 'Steward',
    topic: null,
    purpose: null,
    parentId: null,
    position: CHANNELS.length,
    overwrites: [],
    slowmodeSeconds: 0,
    recipientId: member.id,
    thread: null,
    lastMessageId: null,
  }
}

function openingMessages(members: StoredMember[], now: number): Record<string, StoredMessage[]> {
  const idOf = (username: string) => members.find((member) => member.username === username)?.id ?? ''
  const messageId = (index: number) => {
    const seed = OPENING[index]
    return seed ? snowflakeAt(now - seed.minutesAgo * 60_000, index) : ''
  }
  const byChannel: Record<string, StoredMessage[]> = {}
  for (const [index, seed] of OPENING.entries()) {
    byChannel[seed.channelId] ??= []
    byChannel[seed.channelId]?.push(openingMessage(seed, messageId(index), idOf, messageId))
  }
  return byChannel
}

function openingMessage(
  seed: OpeningMessage,
  id: string,
  idOf: (username: string) => string,
  messageId: (index: number) => string,
): StoredMessage {
  const reply = seed.replyTo === undefined ? null : OPENING[seed.replyTo]
  return {
    id,
    channelId: seed.channelId,
    type: seed.join ? MESSAGE_TYPE.JOIN : reply ? MESSAGE_TYPE.REPLY : MESSAGE_TYPE.DEFAULT,
    authorId: idOf(seed.by),
    content: seed.content,
    embeds: [],
    components: [],
    attachments: [],
    reactions: (seed.reactions ?? []).map(({ emoji, by }) => ({ emoji, memberIds: by.map(idOf) })),
    flags: 0,
    editedAt: null,
    pinned: false,
    reference: reply ? { messageId: messageId(seed.replyTo ?? 0), channelId: reply.channelId } : null,
    threadId: null,
    nonce: null,
    ephemeralTo: null,
    state: 'sent',
    interaction: null,
    pings: { memberIds: reply ? [idOf(reply.by)] : [], roleIds: [], everyone: false },
  }
}
