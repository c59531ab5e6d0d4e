import { compareIds, createdAt, snowflakeAt } from '../../discord/snowflake.ts'
import type { Exempt, WatchedPlace } from '../../watch/place.ts'
import type { MessageFacts } from '../message.ts'
import type { Asked } from './asked.ts'
import { KEPT_SOURCE, type Source } from './run.ts'

/** What was read and is not judged yet, by source, oldest first. */
export type Buffers = Map<string, MessageFacts[]>

export type NextUp =
  | { do: 'read'; source: Source }
  | { do: 'judge'; source: Source; facts: MessageFacts }
  | { do: 'nothing' }

/** Places beyond these are not read; those that were quiet longest are left out. */
export const MAX_PLACES = 200

/** The places in which something was written since, those of `channelId` alone if there is one, and what is kept of cases. */
export function sourcesOf(places: readonly WatchedPlace[], asked: Asked, exempt: Exempt): Source[] {
  const cursor = snowflakeAt(asked.since - 1)
  const moved = placesOf(places, asked)
    .filter(({ lastMessageId }) => lastMessageId !== null && compareIds(lastMessageId, cursor) > 0)
    .toSorted((a, b) => compareIds(b.lastMessageId ?? '', a.lastMessageId ?? ''))
    .slice(0, MAX_PLACES)
  const fresh = { cursor, isAtEnd: false, count: 0, isBarred: false }
  return [
    ...moved.map(({ lastMessageId: _, exempt: own, ...place }) => ({
      id: place.id,
      place,
      exempt: own,
      ...fresh,
    })),
    { id: KEPT_SOURCE, place: null, exempt, ...fresh },
  ]
}

export function placesOf(places: readonly WatchedPlace[], { channelId }: Asked): WatchedPlace[] {
  return places.filter(({ id, parentId }) => channelId === null || id === channelId || parentId === channelId)
}

/**
 * The oldest message that is not judged, over all sources: floods and posts in many channels show only in the order in
 * which they were written. A source whose next message is unknown is read first.
 */
export function nextUp(sources: readonly Source[], buffers: Buffers): NextUp {
  const unread = sources.find(({ id, isAtEnd }) => !isAtEnd && (buffers.get(id)?.length ?? 0) === 0)
  if (unread) return { do: 'read', source: unread }
  let first: { source: Source; facts: MessageFacts } | null = null
  for (const source of sources) {
    const facts = buffers.get(source.id)?.[0]
    if (facts && (!first || compareIds(facts.id, first.facts.id) < 0)) first = { source, facts }
  }
  return first ? { do: 'judge', ...first } : { do: 'nothing' }
}

/** The source after a page: `ids` are all of the page, oldest first. */
export function afterPage(source: Source, ids: readonly string[], isLast: boolean, until: number): Source {
  const cursor = ids.at(-1) ?? source.cursor
  const isPast = ids.length > 0 && createdAt(cursor) >= until
  return { ...source, cursor, isAtEnd: isLast || isPast, count: source.count + ids.length }
}
