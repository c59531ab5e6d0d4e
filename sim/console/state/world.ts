import type {
  Channel,
  Fault,
  InteractionEntry,
  Message,
  RequestEntry,
  ScenarioRun,
  SimEvent,
  Snapshot,
  Thread,
} from '../../protocol.ts'
import { compareIds } from './snowflake.ts'

/** Entries of Steward's log kept on the page; older ones leave it. */
const MAX_LOG_ENTRIES = 400
/** A snapshot holds at most this many messages of a channel; with fewer there is nothing older. */
export const SNAPSHOT_MESSAGES = 100
/** Discord's clients show "… is typing" this long. */
const TYPING_MS = 10_000

interface Typing {
  readonly channelId: string
  readonly memberId: string
  readonly untilMs: number
}

/** What this page knows of the community; `snapshot` is undefined until the first one arrives. */
export interface World {
  readonly snapshot: Snapshot | undefined
  readonly typing: readonly Typing[]
  readonly requests: readonly RequestEntry[]
  readonly interactions: readonly InteractionEntry[]
  readonly faults: readonly Fault[]
  readonly scenario: ScenarioRun | null
}

export const EMPTY_WORLD: World = {
  snapshot: undefined,
  typing: [],
  requests: [],
  interactions: [],
  faults: [],
  scenario: null,
}

/** One event of the stream applied. Events that come before the first snapshot change only the log. */
export function applyEvent(world: World, event: SimEvent, nowMs: number): World {
  switch (event.type) {
    case 'snapshot':
      return { ...world, snapshot: keepHistory(world.snapshot, event.snapshot) }
    case 'request':
      return { ...world, requests: putInLog(world.requests, event.request) }
    case 'interaction':
      return { ...world, interactions: putInLog(world.interactions, event.interaction) }
    case 'scenario':
      return { ...world, scenario: event.run }
    case 'faults':
      return { ...world, faults: event.faults }
    case 'typing': {
      const others = world.typing.filter(
        (typing) => typing.untilMs > nowMs && !isSameTyping(typing, event.channelId, event.memberId),
      )
      const typing = { channelId: event.channelId, memberId: event.memberId, untilMs: nowMs + TYPING_MS }
      return { ...world, typing: [...others, typing] }
    }
    case 'message':
      return {
        ...changeSnapshot(world, (snapshot) => putMessage(snapshot, event.message)),
        typing: world.typing.filter(
          (typing) => !isSameTyping(typing, event.message.channelId, event.message.authorId),
        ),
      }
    case 'message_removed':
      return changeSnapshot(world, (snapshot) => removeMessage(snapshot, event.channelId, event.messageId))
    case 'thread':
      return changeSnapshot(world, (snapshot) => putThread(snapshot, event.thread))
    case 'thread_removed':
      return changeSnapshot(world, (snapshot) => ({
        ...snapshot,
        threads: snapshot.threads.filter((thread) => thread.id !== event.threadId),
      }))
    case 'commands':
      return changeSnapshot(world, (snapshot) => ({ ...snapshot, commands: event.commands }))
  }
}

/** A simulator that comes back sends its log again, and may count from the start. */
export function forgetLog(world: World): World {
  return { ...world, requests: [], interactions: [], scenario: null }
}

/** A full page in the new snapshot says nothing of what was scrolled to before it: that stays. */
function keepHistory(known: Snapshot | undefined, next: Snapshot): Snapshot {
  if (known?.viewerId !== next.viewerId) return next
  const messages = Object.entries(next.messages).map(([channelId, page]): [string, Message[]] => {
    const oldest = page[0]
    if (oldest === undefined || page.length < SNAPSHOT_MESSAGES) return [channelId, page]
    const older = (known.messages[channelId] ?? []).filter((message) => compareIds(message.id, oldest.id) < 0)
    return [channelId, [...older, ...page]]
  })
  return { ...next, messages: Object.fromEntries(messages) }
}

/** Older messages that were scrolled to, put before those already here. */
export function addHistory(world: World, channelId: string, older: readonly Message[]): World {
  return changeSnapshot(world, (snapshot) =>
    older.reduce((at, message) => placeMessage(at, channelId, message), snapshot),
  )
}

function changeSnapshot(world: World, change: (snapshot: Snapshot) => Snapshot): World {
  return world.snapshot === undefined ? world : { ...world, snapshot: change(world.snapshot) }
}

const isSameTyping = (typing: Typing, channelId: string, memberId: string) =>
  typing.channelId === channelId && typing.memberId === memberId

function putInLog<Entry extends { readonly sequence: number }>(log: readonly Entry[], entry: Entry): Entry[] {
  const kept = log.filter((known) => known.sequence !== entry.sequence)
  return [...kept, entry].sort((a, b) => a.sequence - b.sequence).slice(-MAX_LOG_ENTRIES)
}

function placeMessage(snapshot: Snapshot, channelId: string, message: Message): Snapshot {
  const known = snapshot.messages[channelId] ?? []
  const at = known.findIndex((other) => other.id === message.id)
  const next = at >= 0 ? known.with(at, message) : [...known, message].sort((a, b) => compareIds(a.id, b.id))
  return { ...snapshot, messages: { ...snapshot.messages, [channelId]: next } }
}

function putMessage(snapshot: Snapshot, message: Message): Snapshot {
  const isNewest = <Place extends Channel | Thread>(place: Place): Place =>
    place.id === message.channelId && compareIds(message.id, place.lastMessageId ?? '0') > 0
      ? { ...place, lastMessageId: message.id }
      : place
  return {
    ...placeMessage(snapshot, message.channelId, message),
    channels: snapshot.channels.map(isNewest),
    threads: snapshot.threads.map(isNewest),
  }
}

function removeMessage(snapshot: Snapshot, channelId: string, messageId: string): Snapshot {
  const left = (snapshot.messages[channelId] ?? []).filter((message) => message.id !== messageId)
  return { ...snapshot, messages: { ...snapshot.messages, [channelId]: left } }
}

function putThread(snapshot: Snapshot, thread: Thread): Snapshot {
  const others = snapshot.threads.filter((other) => other.id !== thread.id)
  const threads = [...others, thread].sort((a, b) => compareIds(a.id, b.id))
  return { ...snapshot, threads }
}
