import type { Decision } from '../decision.ts'
import type { JobJudgement } from '../jobs/verdict.ts'
import type { MessageFacts } from '../message.ts'
import { type Wants, wantsOf } from './look-again.ts'

/** What came of judging: something is to be done. */
export type Verdict = { kind: 'job'; judgement: JobJudgement } | { kind: 'advice'; score: number }

/** A message that waits to be judged, or to be decided about together with its copies. */
export interface Candidate {
  /** As it was read last. */
  message: MessageFacts
  wants: Wants
  /** How much its words ask for advice on money; 0 when they do not. */
  adviceScore: number
  /** Calls of the model that were begun; also what tells their reservations apart. */
  calls: number
  /** Times in a row that it could not be read. */
  failures: number
  /** Null until judged. */
  verdict: Verdict | null
  addedAt: number
  /** Not before this time, in epoch milliseconds. */
  dueAt: number
}

/** Calls of the model about one message. With waits of one, two and four sweeps it is half an hour until words decide. */
export const MAX_CALLS = 4
const MINUTE_MS = 60_000
/** With `sweepMinutes: 0` a model that failed still needs a pause. */
const MIN_RETRY_MS = 30_000
const MAX_READ_RETRY_MS = 30 * MINUTE_MS
/** What could not be judged for so long is let go: nobody expects it any more, and its words may not be kept. */
const GIVE_UP_MS = 86_400_000

/**
 * A message that is to be looked at, or that has changed since: then it is judged as it is now, and the model's calls so
 * far still count, so that editing does not buy more of them.
 */
export function candidateOf(
  decision: Decision,
  message: MessageFacts,
  known: Candidate | null,
  now: number,
  sweepAt: number,
): Candidate {
  const advice = decision.signals.find(({ name }) => name === 'advice')
  return {
    message,
    wants: wantsOf(decision),
    adviceScore: advice?.weight ?? 0,
    calls: known?.calls ?? 0,
    failures: 0,
    verdict: null,
    addedAt: known?.addedAt ?? now,
    dueAt: known?.dueAt ?? sweepAt,
  }
}

/** The next sweep: the one that others wait for already, else in `sweepMinutes`. What is overdue is being swept now. */
export function nextSweepAt(waiting: readonly Candidate[], now: number, sweepMinutes: number): number {
  const latest = now + sweepMinutes * MINUTE_MS
  const ahead = waiting.filter(({ verdict, dueAt }) => verdict === null && dueAt > now && dueAt < latest)
  return Math.min(latest, ...ahead.map(({ dueAt }) => dueAt))
}

/** Whether a message was edited since a version of it. */
export function isNewer(a: Pick<MessageFacts, 'editedAt'>, b: Pick<MessageFacts, 'editedAt'>): boolean {
  return (a.editedAt ?? 0) > (b.editedAt ?? 0)
}

/** Whether what is asked now is asked for the last time. */
export function isLastCall({ calls }: Pick<Candidate, 'calls'>): boolean {
  return calls + 1 >= MAX_CALLS
}

/** After the model gave no usable answer: twice as long each time. */
export function afterModelFailed(candidate: Candidate, now: number, sweepMinutes: number): Candidate {
  const wait = Math.max(sweepMinutes * MINUTE_MS, MIN_RETRY_MS)
  return { ...candidate, dueAt: now + wait * 2 ** Math.max(0, candidate.calls - 1) }
}

/** After Discord did not let it be read; null when it is given up. */
export function afterReadingFailed(candidate: Candidate, now: number, leastWaitMs: number): Candidate | null {
  if (now - candidate.addedAt > GIVE_UP_MS) return null
  const wait = Math.min(MIN_RETRY_MS * 2 ** Math.min(candidate.failures, 10), MAX_READ_RETRY_MS)
  return {
    ...candidate,
    failures: candidate.failures + 1,
    dueAt: now + Math.max(wait, leastWaitMs),
  }
}
