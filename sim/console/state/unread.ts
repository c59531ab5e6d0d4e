import type { Message, Snapshot } from '../../protocol.ts'
import { compareIds } from './snowflake.ts'

/** By channel or thread id: the newest message the viewer has seen. */
export type ReadMarks = Readonly<Record<string, string>>

export interface Unread {
  readonly channelId: string
  /** Messages that ping the viewer, shown as a number. */
  readonly mentions: number
  /** Steward's cards in a channel that is not for everybody. */
  readonly cards: number
}

/** Marks for places that have none yet: what stood there on arrival counts as seen. */
export function startMarks(marks: ReadMarks, snapshot: Snapshot): ReadMarks {
  const places = [...snapshot.channels, ...snapshot.threads]
  const fresh = places.filter((place) => marks[place.id] === undefined)
  if (fresh.length === 0) return marks
  return { ...marks, ...Object.fromEntries(fresh.map((place) => [place.id, place.lastMessageId ?? '0'])) }
}

/** Places with a message that is newer than the viewer's mark and not the viewer's own. */
export function findUnread(snapshot: Snapshot, marks: ReadMarks): ReadonlyMap<string, Unread> {
  const found = new Map<string, Unread>()
  const privateIds = new Set(
    snapshot.channels.filter((channel) => channel.private && channel.type !== 1).map(({ id }) => id),
  )
  for (const { id } of [...snapshot.channels, ...snapshot.threads]) {
    const mark = marks[id]
    if (mark === undefined) continue
    const fresh = (snapshot.messages[id] ?? []).filter((message) => isFresh(message, mark, snapshot.viewerId))
    if (fresh.length === 0) continue
    const mentions = fresh.filter((message) => pingsViewer(message, snapshot)).length
    const cards = privateIds.has(id) ? fresh.filter((message) => isCard(message, snapshot)).length : 0
    found.set(id, { channelId: id, mentions, cards })
  }
  return found
}

/** The first message after the mark that somebody else wrote: "New" is drawn above it. */
export function firstUnread(
  messages: readonly Message[],
  mark: string,
  viewerId: string,
): string | undefined {
  return messages.find((message) => isFresh(message, mark, viewerId))?.id
}

function isFresh(message: Message, mark: string, viewerId: string): boolean {
  return !message.ephemeral && message.authorId !== viewerId && compareIds(message.id, mark) > 0
}

function isCard(message: Message, { bot }: Snapshot): boolean {
  return message.authorId === bot.userId && message.embeds.length > 0
}

export function pingsViewer(message: Message, snapshot: Snapshot): boolean {
  const { memberIds, roleIds, everyone } = message.pings
  if (everyone || memberIds.includes(snapshot.viewerId)) return true
  const viewer = snapshot.members.find((member) => member.id === snapshot.viewerId)
  return roleIds.some((id) => viewer?.roleIds.includes(id))
}
