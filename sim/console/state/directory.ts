import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Abilities, Channel, Command, Member, Message, Role, Snapshot, Thread } from '../../protocol.ts'

/** A channel or a thread: what can be open in the message pane. */
export type Place =
  | {
      readonly kind: 'channel'
      readonly id: string
      readonly name: string
      readonly can: Abilities
      readonly channel: Channel
    }
  | {
      readonly kind: 'thread'
      readonly id: string
      readonly name: string
      readonly can: Abilities
      readonly thread: Thread
      readonly parent: Channel | undefined
    }

/** Looks people and places up by id; an id that is unknown gives undefined. */
export interface Directory {
  readonly snapshot: Snapshot
  readonly viewer: Member | undefined
  readonly commands: readonly Command[]
  member(id: string): Member | undefined
  role(id: string): Role | undefined
  place(id: string): Place | undefined
  command(name: string): Command | undefined
}

const DIRECT_MESSAGES = 1

/** As people write it: `#help`, `@Steward`, the bare name of a thread. */
export function placeLabel(place: Place): string {
  if (place.kind === 'thread') return place.name
  return place.channel.type === DIRECT_MESSAGES ? `@${place.name}` : `#${place.name}`
}

export function buildDirectory(snapshot: Snapshot): Directory {
  const members = new Map([...snapshot.banned, ...snapshot.members].map((member) => [member.id, member]))
  const roles = new Map(snapshot.roles.map((role) => [role.id, role]))
  const channels = new Map(snapshot.channels.map((channel) => [channel.id, channel]))
  const threads = new Map(snapshot.threads.map((thread) => [thread.id, thread]))
  return {
    snapshot,
    viewer: members.get(snapshot.viewerId),
    commands: snapshot.commands,
    member: (id) => members.get(id),
    role: (id) => roles.get(id),
    command: (name) => snapshot.commands.find((command) => command.name === name),
    place: (id) => {
      const channel = channels.get(id)
      if (channel && channel.type !== 4)
        return { kind: 'channel', id, name: channel.name, can: channel.can, channel }
      const thread = threads.get(id)
      if (thread === undefined) return undefined
      const parent = channels.get(thread.parentId)
      return { kind: 'thread', id, name: thread.name, can: thread.can, thread, parent }
    },
  }
}

export const DirectoryContext = createContext<Directory | undefined>(undefined)

/** Below `<ConsoleProvider>`, once the first snapshot is there. */
export function useDirectory(): Directory {
  const directory = useContext(DirectoryContext)
  if (directory === undefined) throw new Error('useDirectory stands outside of its provider')
  return directory
}

/** Everything that can be opened, in display order; categories and forums' posts are left to their own lists. */
export function firstChannelId(snapshot: Snapshot): string | undefined {
  const open = snapshot.channels.filter((channel) => channel.type !== 4)
  return (open.find((channel) => channel.name === 'help') ?? open[0])?.id
}

export function findMessage(snapshot: Snapshot, channelId: string, messageId: string): Message | undefined {
  return snapshot.messages[channelId]?.find((message) => message.id === messageId)
}
