import { directChannel } from '../seed.ts'
import { snowflakeAt } from '../snowflake.ts'
import { MESSAGE_TYPE, postMessage } from './messages.ts'
import type { StoredMember } from './state.ts'
import type { World } from './world.ts'

const DAY_MS = 86_400_000

export interface PersonDraft {
  name: string
  /** The id says how old the account is. */
  accountAgeDays: number
  joinedDaysAgo: number
}

/** Somebody new to Discord's eyes, not in the guild's list yet. */
export function newPerson(world: World, { name, accountAgeDays, joinedDaysAgo }: PersonDraft): StoredMember {
  const { members } = world.state
  const takenIds = new Set(members.map((member) => member.id))
  const createdAt = world.clock.now() - accountAgeDays * DAY_MS
  let increment = 1
  let id = snowflakeAt(createdAt, increment)
  while (takenIds.has(id)) id = snowflakeAt(createdAt, ++increment)
  return {
    id,
    username: freeUsername(world, name.toLowerCase().replace(/[^a-z0-9._]+/g, '_')),
    name,
    nick: null,
    about: 'member',
    hue: hueOf(name),
    bot: false,
    online: true,
    roleIds: [],
    joinedAt: daysAgo(world, joinedDaysAgo),
    timedOutUntil: null,
    inGuild: true,
    banned: false,
    dmsClosed: false,
  }
}

/** Names that are alike get colours that are not. */
function hueOf(name: string): number {
  return [...name].reduce((hue, letter) => (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
}

/** Nobody in Discord has a username twice. */
function freeUsername(world: World, wanted: string): string {
  const taken = new Set(world.state.members.map((member) => member.username))
  let username = wanted
  for (let number = 2; taken.has(username); number++) username = `${wanted}${number}`
  return username
}

export function addPeople(world: World, people: readonly StoredMember[]): void {
  world.state.members.push(...people)
  world.state.channels.push(...people.map(directChannel))
  world.tell({ kind: 'community' })
}

/** The line in the system channel that somebody has joined. */
export function announceArrival(world: World, { id }: StoredMember): void {
  const channelId = world.state.guild.systemChannelId
  postMessage(world, { channelId, authorId: id, type: MESSAGE_TYPE.JOIN })
}

export function daysAgo(world: World, days: number): string {
  return new Date(world.clock.now() - days * DAY_MS).toISOString()
}
