import type { Composed } from '../answer/compose.ts'
import type { AnswerOutcome } from '../answer/outcome.ts'
import type { Passage } from '../knowledge/section.ts'
import type { TokenUsage } from '../llm/model.ts'
import { type Ask, isUnasked } from './ask.ts'

/** Where an answer appears. */
export type Place =
  /** The reply to the interaction; seen by one person when the reply was deferred so. */
  | { kind: 'reply' }
  /** Messages of Steward's own in a channel or thread. */
  | { kind: 'channel'; channelId: string; replyTo: string | null }

/** An act towards the outside: `started` is stored before it is tried, `done` after; `skipped` will not be tried again. */
export type Mark = 'started' | 'done' | 'skipped'

/** What the member will see, stored before it is shown. */
export interface Result {
  outcome: AnswerOutcome
  composed: Composed
  /** Cited sections in order of their numbers; for anything but an answer, those shown. */
  sectionIds: string[]
  /** The answer as later turns of the conversation see it. */
  forWindow: string
}

/** The state of one question on its way to its answer: all of it in storage before each step, nothing in memory alone. */
export interface Run {
  ask: Ask
  /** Random: refers to the answer in buttons and in the usage log, and leads to nobody. */
  answerId: string
  askedAt: number
  /** Nothing is done before this time. */
  dueAt: number
  /** How often work on it began; bounds what a step that always fails can cost. */
  starts: number
  passages: Passage[] | null
  place: Place
  /** Places that refused; they are not tried again. */
  refusedPlaces: Place['kind'][]
  /** The answer as one message, as further ones may not be posted. */
  isFolded: boolean
  marks: Record<string, Mark>
  failures: Record<string, number>
  /** Model calls reserved so far; each has a reservation of its own. */
  calls: number
  /** The reservation of the latest call. */
  reservation: { id: string; worstMicroUsd: number; state: 'open' | 'calling' | 'answered' } | null
  usage: TokenUsage
  /** What the latest call cost; known once its reservation is `answered`. */
  costMicroUsd: number
  /** Calls that a crash cut off: their reservations are left to be charged in full. */
  lostMicroUsd: number
  result: Result | null
  /** Steward's messages of the answer, in order. */
  messages: { id: string; channelId: string }[]
  /** When the answer was first to be seen. */
  shownAt: number | null
}

export function newRun(ask: Ask, answerId: string, now: number): Run {
  return {
    ask,
    answerId,
    askedAt: now,
    dueAt: now,
    starts: 0,
    passages: null,
    place: placeOf(ask),
    refusedPlaces: [],
    isFolded: false,
    marks: {},
    failures: {},
    calls: 0,
    reservation: null,
    usage: { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0 },
    costMicroUsd: 0,
    lostMicroUsd: 0,
    result: null,
    messages: [],
    shownAt: null,
  }
}

function placeOf({ target, isPrivate, channelId, origin }: Ask): Place {
  if (origin.kind === 'message') return { kind: 'channel', channelId, replyTo: target?.id ?? null }
  return target === null || isPrivate ? { kind: 'reply' } : { kind: 'channel', channelId, replyTo: target.id }
}

/** Outcomes that are of use to nobody but a person who asked for an answer. */
export const NOTHING_TO_SAY: readonly AnswerOutcome[] = [
  'gap',
  'nothing_found',
  'search_unavailable',
  'gave_up',
]

/** Nobody asked, and there is nothing to say: nothing is shown. */
export function isSilent({ ask, result }: Run): boolean {
  return isUnasked(ask) && result !== null && NOTHING_TO_SAY.includes(result.outcome)
}

/** The thread that has to be started under the message that is the question, or null. */
export function threadToStart({ target, isPrivate, threadId, channelId }: Ask): string | null {
  return target !== null && !isPrivate && threadId === target.id && threadId !== channelId ? threadId : null
}
