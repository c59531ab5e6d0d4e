import type { MemberFacts } from '../../watch/facts.ts'
import type { Exempt, Place } from '../../watch/place.ts'
import type { MessagePlace } from '../enforcement/effect.ts'
import type { Asked } from './asked.ts'
import type { Comparison } from './compare.ts'
import type { Match } from './match.ts'

/** A run and everything that is known of it; stored after each step. Times in epoch milliseconds. */
export interface Run {
  /** The id of the interaction that began it. */
  id: string
  /** The moderator who began it. */
  by: string
  asked: Asked
  /**
   * `beginning`: the places are not known yet. `reading`: pages are read and judged. `reporting`: the report is not shown
   * yet. `finished`: its pages can be turned until it is forgotten.
   */
  phase: 'beginning' | 'reading' | 'reporting' | 'finished'
  outcome: Outcome | null
  /** The answer to the command, as long as it is owed; its token is good for 15 minutes. */
  answer: { applicationId: string; token: string } | null
  startedAt: number
  finishedAt: number | null
  /** The moderators' channel. */
  channelId: string | null
  /** Progress, then the report. */
  message: MessagePlace | null
  shownAt: number
  /** The report of the run before, whose buttons go. */
  retired: MessagePlace | null
  sources: Source[]
  /** The ids of a single channel and its threads; null when everything that is watched is read. */
  scope: string[] | null
  /** Who is never judged, wherever they write. */
  exempt: Exempt
  /** Authors that had to be looked up; null for who has left the server. */
  members: Record<string, MemberFacts | null>
  /** Messages of members that were judged. */
  judged: number
  /** Messages whose content Discord did not show. */
  withheld: number
  /** The last message that was judged; null before the first. */
  lastId: string | null
  /** When it was written: everything up to here is judged. */
  judgedTo: number
  matches: Match[]
  comparison: Comparison | null
  /** In a row. */
  failures: number
}

export type Outcome =
  | { kind: 'done' }
  | { kind: 'stopped'; by: string }
  /** More matches than a report is of use for. */
  | { kind: 'too_many' }
  | { kind: 'failed'; why: string }

/** Where messages come from: a channel or thread, or the words that are kept of messages that cases are about. */
export interface Source {
  id: string
  /** Null for what is kept. */
  place: Place | null
  exempt: Exempt
  /** The last id that was read. */
  cursor: string
  isAtEnd: boolean
  /** Messages that were read. */
  count: number
  /** Discord did not let Steward read it. */
  isBarred: boolean
}

/** The source of words that are kept of messages that cases are about: most of those messages are gone. */
export const KEPT_SOURCE = 'kept'

export interface Order {
  id: string
  by: string
  asked: Asked
  answer: NonNullable<Run['answer']>
}

export function newRun({ id, by, asked, answer }: Order, retired: MessagePlace | null, now: number): Run {
  return {
    id,
    by,
    asked,
    answer,
    retired,
    phase: 'beginning',
    outcome: null,
    startedAt: now,
    finishedAt: null,
    channelId: null,
    message: null,
    shownAt: 0,
    sources: [],
    scope: null,
    exempt: { roleIds: [], memberIds: [] },
    members: {},
    judged: 0,
    withheld: 0,
    lastId: null,
    judgedTo: asked.since,
    matches: [],
    comparison: null,
    failures: 0,
  }
}

/** How much of the time that was asked for is judged, in [0, 1]. */
export function shareDone({ asked, judgedTo, phase }: Pick<Run, 'asked' | 'judgedTo' | 'phase'>): number {
  if (phase === 'reporting' || phase === 'finished') return 1
  const share = (judgedTo - asked.since) / (asked.until - asked.since)
  return Math.min(Math.max(share, 0), 1)
}

export function isUnderWay({ phase }: Pick<Run, 'phase'>): boolean {
  return phase !== 'finished'
}
