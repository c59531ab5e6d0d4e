import type { StoredChannel, StoredInteraction, StoredMember, StoredMessage, StoredRole } from './state.ts'
import type { World } from './world.ts'

export function channelById(world: World, id: string): StoredChannel | undefined {
  return world.state.channels.find((channel) => channel.id === id)
}

export function messageById(world: World, channelId: string, id: string): StoredMessage | undefined {
  return world.state.messages[channelId]?.find((message) => message.id === id)
}

/** Whoever was ever here; `memberById` for those who still are. */
export function personById(world: World, id: string): StoredMember | undefined {
  return world.state.members.find((member) => member.id === id)
}

export function memberById(world: World, id: string): StoredMember | undefined {
  return world.state.members.find((member) => member.id === id && member.inGuild)
}

export function roleById(world: World, id: string): StoredRole | undefined {
  return world.state.roles.find((role) => role.id === id)
}

export function interactionByToken(world: World, token: string): StoredInteraction | undefined {
  return world.state.interactions.find((interaction) => interaction.token === token)
}

/** Steward's own account. The seed always has it. */
export function botMember(world: World): StoredMember {
  const bot = personById(world, world.state.botUserId)
  if (!bot) throw new Error('The state has no bot member')
  return bot
}

/** The channel of a person's direct messages with Steward. */
export function directChannelId(person: { id: string }): string {
  return (BigInt(person.id) + 1n).toString()
}

/** Roles of a member, highest first, without @everyone. */
export function rolesOf(world: World, member: StoredMember): StoredRole[] {
  return world.state.roles
    .filter((role) => member.roleIds.includes(role.id))
    .sort((a, b) => b.position - a.position)
}

/** Discord's channel types of threads: announcement, public, private. */
export function isThread(channel: StoredChannel): boolean {
  return channel.type === 10 || channel.type === 11 || channel.type === 12
}

export const DM_CHANNEL = 1
export const CATEGORY = 4
export const ANNOUNCEMENT_CHANNEL = 5
export const FORUM_CHANNEL = 15
