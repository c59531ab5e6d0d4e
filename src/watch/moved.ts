import { before, compareIds, isAfter, snowflakeAt } from '../discord/snowflake.ts'
import type { WatchedPlace } from './place.ts'

/** What the pulse remembers of a place. */
export interface KnownPlace {
  /** `last_message_id` up to which the place has been read. */
  lastMessageId: string | null
  title: string | null
  /** The newest message that has been compared across channels. */
  sharedId: string | null
  wokenAt: number | null
  /** When the place's own alarm should ring; null when it rests. */
  alarmAt: number | null
  /** Wakes in a row that broke off. */
  failures: number
}

export type KnownPlaces = Record<string, KnownPlace>

export interface Move {
  place: WatchedPlace
  /** Where to begin when the place has never been read: the id before the first message that counts. */
  startAfter: string
}

/** Clocks differ, and a message may have come while the pulse before was under way. */
const OVERLAP_MS = 60_000

/**
 * The places in which something was written, or whose title changed, since `previousAt`, longest unread first. Without a
 * pulse before (`known` is null) nothing has moved: what was written before Steward came is not judged.
 */
export function moved(
  known: KnownPlaces | null,
  places: readonly WatchedPlace[],
  previousAt: number,
): Move[] {
  if (known === null) return []
  return places
    .flatMap((place): Move[] => {
      const before = known[place.id]
      const startAfter = before?.lastMessageId ?? firstOf(place.id, previousAt)
      const isNew = before
        ? place.lastMessageId !== before.lastMessageId || title(place) !== before.title
        : place.lastMessageId !== null && isAfter(place.lastMessageId, startAfter)
      return isNew && place.lastMessageId !== null ? [{ place, startAfter }] : []
    })
    .sort((a, b) => wokenAt(known, a) - wokenAt(known, b) || compareIds(a.place.id, b.place.id))
}

/** What is known of every place before those that moved are woken. Places that are gone and have nothing to do are forgotten. */
export function remember(
  known: KnownPlaces | null,
  places: readonly WatchedPlace[],
  moves: readonly Move[],
): KnownPlaces {
  const starts = new Map(moves.map(({ place, startAfter }) => [place.id, startAfter]))
  const nothingYet = { sharedId: null, wokenAt: null, alarmAt: null, failures: 0 }
  const busy = Object.entries(known ?? {}).filter(([, { alarmAt }]) => alarmAt !== null)
  const seen = places.map((place) => {
    const lastMessageId = starts.get(place.id) ?? place.lastMessageId
    return [place.id, known?.[place.id] ?? { lastMessageId, title: title(place), ...nothingYet }] as const
  })
  return Object.fromEntries([...seen, ...busy])
}

/** A thread's own id is that of the message it began with, so reading begins right before it. */
function firstOf(placeId: string, previousAt: number): string {
  const sincePulse = snowflakeAt(previousAt - OVERLAP_MS)
  const sinceMade = before(placeId)
  return isAfter(sinceMade, sincePulse) ? sinceMade : sincePulse
}

export function title({ thread }: WatchedPlace): string | null {
  return thread?.title ?? null
}

function wokenAt(known: KnownPlaces, { place }: Move): number {
  return known[place.id]?.wokenAt ?? 0
}
