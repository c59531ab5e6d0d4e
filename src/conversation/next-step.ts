import type { NoAnswer } from '../answer/outcome.ts'
import { isUnasked } from './ask.ts'
import { isSilent, type Run, threadToStart } from './run.ts'

/** What is done next about a question. */
export type Step =
  | { do: 'retrieve' }
  | { do: 'start_thread'; threadId: string }
  | { do: 'show_sources' }
  | { do: 'reserve'; call: number }
  | { do: 'call_model' }
  /** A call was cut off by a crash: its reservation is left to be charged. */
  | { do: 'write_off_call' }
  /** No model writes this answer. */
  | { do: 'conclude'; with: NoAnswer }
  | { do: 'leave_reply' }
  | { do: 'show_part'; part: number }
  | { do: 'point_to_answer' }
  | { do: 'settle' }
  | { do: 'record_usage' }
  | { do: 'hand_over'; threadId: string }
  | { do: 'finish' }
  /** The answer could not be shown in time; nothing more can be done. */
  | { do: 'abandon' }

export interface StepFacts {
  now: number
  hasModel: boolean
  minScore: number
  /** Messages the answer takes where it is going to be shown. */
  partCount: number
}

/** An interaction's token is good for 15 minutes; half a minute is kept for the last edit itself. */
export const TOKEN_MS = 14.5 * 60_000
/** A question that waited this long in a queue is answered by quotes, so that it is answered in time at all. */
const MODEL_DEADLINE_MS = 10 * 60_000
const ABANDON_MS = 20 * 60_000
/** A call may be repeated once after a crash. */
const MAX_CALLS = 2
const MAX_SEARCHES = 3
const MAX_HOUSEKEEPING_FAILURES = 5
/** Restarts that are no plain waiting for a rate limit. */
const MAX_STARTS = 20

/** Decides the next step from what is stored alone, so that a crash anywhere resumes where it was. */
export function nextStep(run: Run, facts: StepFacts): Step {
  const age = facts.now - run.askedAt
  const isShown = isPast(run, `part:${facts.partCount - 1}`)
  if (isPast(run, 'abandon') || isSilent(run)) return housekeeping(run)
  if (!isShown && (age > ABANDON_MS || run.starts > MAX_STARTS)) return { do: 'abandon' }
  if (!run.result) return towardsResult(run, facts, age)
  if (!isShown) return showing(run, facts, age)
  return housekeeping(run)
}

function towardsResult(run: Run, { hasModel, minScore }: StepFacts, age: number): Step {
  if (!run.passages) {
    return (run.failures.retrieve ?? 0) < MAX_SEARCHES
      ? { do: 'retrieve' }
      : { do: 'conclude', with: 'search_unavailable' }
  }
  const [best] = run.passages
  if (!best) return { do: 'conclude', with: 'nothing_found' }
  if (best.score < minScore) return { do: 'conclude', with: 'gap' }
  // Unasked, nothing is shown before it is known that there is an answer.
  if (!isUnasked(run.ask)) {
    const thread = threadToStart(run.ask)
    if (thread !== null && !isPast(run, 'thread')) return { do: 'start_thread', threadId: thread }
    if (!isPast(run, 'sources')) return { do: 'show_sources' }
  }
  return towardsAnswer(run, hasModel, age)
}

function towardsAnswer(run: Run, hasModel: boolean, age: number): Step {
  if (!hasModel) return { do: 'conclude', with: 'no_model' }
  if (run.reservation?.state === 'calling') return { do: 'write_off_call' }
  if (age > MODEL_DEADLINE_MS) return { do: 'conclude', with: 'timeout' }
  if (run.reservation?.state === 'open') return { do: 'call_model' }
  if (run.calls < MAX_CALLS) return { do: 'reserve', call: run.calls + 1 }
  return { do: 'conclude', with: 'interrupted' }
}

function showing(run: Run, { partCount }: StepFacts, age: number): Step {
  if (run.place.kind === 'reply' && age > TOKEN_MS) {
    return canLeaveReply(run) ? { do: 'leave_reply' } : { do: 'abandon' }
  }
  const thread = threadToStart(run.ask)
  if (thread !== null && !isPast(run, 'thread')) return { do: 'start_thread', threadId: thread }
  for (let part = 0; part < partCount; part++) {
    if (!isPast(run, `part:${part}`)) return { do: 'show_part', part }
  }
  return housekeeping(run)
}

/** What nobody waits for. A part that keeps failing is given up: it must not keep the conversation's text in storage. */
function housekeeping(run: Run): Step {
  const isOpen = (mark: string) => !isPast(run, mark) && (run.failures[mark] ?? 0) < MAX_HOUSEKEEPING_FAILURES
  const isAwaited = run.ask.origin.kind === 'interaction' && run.ask.target !== null
  const isElsewhere = isAwaited && run.place.kind === 'channel' && run.messages.length > 0
  if (isElsewhere && isOpen('point')) return { do: 'point_to_answer' }
  if (run.reservation && run.reservation.state !== 'calling' && isOpen('settle')) return { do: 'settle' }
  if (isOpen('usage')) return { do: 'record_usage' }
  const threadId = handOverTargets(run).find((id) => isOpen(`hand-over:${id}`))
  return threadId === undefined ? { do: 'finish' } : { do: 'hand_over', threadId }
}

/** A thread started from a message has that message's id, so each public message of the answer can become one. */
function handOverTargets({ ask, place, messages }: Run): string[] {
  const isHidden = ask.isPrivate || (ask.target !== null && place.kind === 'reply')
  return isHidden ? [] : messages.filter(({ channelId }) => channelId !== ask.threadId).map(({ id }) => id)
}

/** What only one person may see never moves to where others see it. */
export function canLeaveReply(run: Run): boolean {
  return !run.ask.isPrivate && run.ask.target === null && !run.refusedPlaces.includes('channel')
}

function isPast(run: Run, mark: string): boolean {
  const state = run.marks[mark]
  return state === 'done' || state === 'skipped'
}
