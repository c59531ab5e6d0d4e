import type { MessageFacts } from '../moderation/message.ts'
import { type Blindness, CLEAR_SIGHT, type Sight } from './blindness.ts'
import type { MemberFacts } from './facts.ts'
import type { FeedbackState } from './feedback.ts'
import type { Exempt, Place } from './place.ts'
import { nextReread } from './rereading.ts'
import type { SeenMessage } from './seen-message.ts'

/** What the pulse tells a place that moved. */
export interface WatchOrder {
  place: Place
  exempt: Exempt
  /** Where to begin when the place has never been read. */
  startAfter: string
  /** The newest message, as Discord lists the place; it may have been deleted. */
  lastMessageId: string | null
  /** When the pulse last saw the guild. */
  unreadSince: number
  /** The newest message of this place that has been compared across channels. */
  sharedId: string | null
  /** Orders in a row that broke off: the messages may be what breaks it. */
  failures: number
  /** Whether the window is read again by itself, for edits and deletions. */
  rereads: boolean
}

/** What the pulse learns in return. */
export interface WatchReport {
  /** Members' messages after `sharedId`, those of the last minutes. */
  fresh: MessageFacts[]
  /** Null when nothing is left to do here. */
  alarmAt: number | null
  blindness: Blindness | null
  /** Not all of it could be read now: what is missing has to be asked for again, to be compared across channels. */
  isUnread: boolean
  /** Errands found since the last report. */
  errands: number
}

/** Everything a place knows; stored as one row, so that what was read and how far it was read are never apart. */
export interface WatchState {
  place: Place
  exempt: Exempt
  rereads: boolean
  /** Everything up to this message is in storage. */
  cursor: string
  /** The newest messages, oldest first. */
  window: SeenMessage[]
  /** What disappeared from the window in the last minutes. */
  deleted: MessageFacts[]
  members: Record<string, MemberFacts & { readAt: number }>
  /** Read and not judged yet, because judging failed. */
  unjudged: Unjudged
  /** When something new was read last. */
  lastFreshAt: number | null
  lastReadAt: number
  /** There is more to read than was read at once. */
  isBehind: boolean
  /** Reads in a row that failed, and when to try again. */
  failures: number
  notBefore: number
  sight: Sight
  /** Absent where feedback is not checked. */
  feedback?: FeedbackState | undefined
}

export interface Unjudged {
  fresh: MessageFacts[]
  edited: MessageFacts[]
  starts: number
  retryAt: number
}

export const NOTHING_UNJUDGED: Unjudged = { fresh: [], edited: [], starts: 0, retryAt: 0 }
/** Text is kept for comparing, never longer than a day after the place fell silent. */
export const KEEP_MS = 86_400_000
const KEEP_SIGHT_MS = 7 * KEEP_MS
/** A flood whose first messages were removed is still the same flood; counted from when they were written. */
export const KEEP_DELETED_MS = 600_000
/** Membership and roles are looked up again after this time. */
export const MEMBER_MS = 600_000
const BEHIND_MS = 1_000
const FRESH_MS = 5_000
const MAX_UNJUDGED = 200

export function newState({ place, exempt, startAfter, rereads }: WatchOrder): WatchState {
  return {
    place,
    exempt,
    rereads,
    cursor: startAfter,
    window: [],
    deleted: [],
    members: {},
    unjudged: NOTHING_UNJUDGED,
    lastFreshAt: null,
    lastReadAt: 0,
    isBehind: false,
    failures: 0,
    notBefore: 0,
    sight: CLEAR_SIGHT,
  }
}

/** When a place has something to do next; null when it may be forgotten. */
export function nextAlarm(
  state: WatchState,
  { enforcement, errand, check }: { enforcement: number | null; errand: number | null; check: number | null },
  now: number,
): number | null {
  const times = [
    check,
    readingAt(state, now + BEHIND_MS),
    hasUnjudged(state) ? state.unjudged.retryAt : null,
    enforcement,
    // An errand needs to know what is true now: it waits until the place can be read.
    errand !== null && state.failures > 0 ? Math.max(errand, state.notBefore) : errand,
    forgetAt(state),
    forgetDeletedAt(state),
  ]
  const due = times.filter((at) => at !== null)
  return due.length === 0 ? null : Math.min(...due)
}

/** Whether the alarm that rings now is there to read. */
export function isReadingDue(state: WatchState, now: number): boolean {
  return (readingAt(state, now) ?? Number.POSITIVE_INFINITY) <= now
}

/** Whether reading goes on later; a refusal is no such thing, as it stays until a person changes something. */
export function isUnread({ isBehind, failures, sight }: WatchState): boolean {
  return isBehind || (failures > 0 && sight.refused === 0)
}

/** So many wait to be judged that reading more would only pile them up in storage. */
export function isFull({ unjudged }: WatchState): boolean {
  return unjudged.fresh.length >= MAX_UNJUDGED
}

/** What is known is too old to act on. */
export function isStale({ lastReadAt }: WatchState, now: number): boolean {
  return now - lastReadAt > FRESH_MS
}

export function hasUnjudged({ unjudged }: WatchState): boolean {
  return unjudged.fresh.length + unjudged.edited.length > 0
}

/** The state without text that is older than it may be. */
export function withoutOld(state: WatchState, now: number): WatchState {
  const window = state.window.filter(({ createdAt }) => createdAt > now - KEEP_MS)
  const authors = new Set(window.map(({ author }) => author.id))
  const members = Object.fromEntries(Object.entries(state.members).filter(([id]) => authors.has(id)))
  const deleted = state.deleted.filter(({ createdAt }) => createdAt > now - KEEP_DELETED_MS)
  return { ...state, window, deleted, members }
}

function readingAt(state: WatchState, soon: number): number | null {
  const { failures, notBefore, isBehind, lastFreshAt, lastReadAt, window, rereads } = state
  if (isFull(state)) return null
  if (failures > 0) return notBefore
  if (isBehind) return soon
  return window.length === 0 || !rereads ? null : nextReread(lastFreshAt, lastReadAt)
}

function forgetDeletedAt({ deleted }: WatchState): number | null {
  const [oldest] = deleted.map(({ createdAt }) => createdAt).sort((a, b) => a - b)
  return oldest === undefined ? null : oldest + KEEP_DELETED_MS
}

/** When text is to be deleted; what is known of Steward's own sight, which is no text, stays for longer. */
function forgetAt({ window, sight }: WatchState): number | null {
  const newest = window.at(-1)
  if (newest) return newest.createdAt + KEEP_MS
  return sight.at > 0 ? sight.at + KEEP_SIGHT_MS : null
}
