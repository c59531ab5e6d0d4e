import type { TokenUsage } from '../../../llm/model.ts'
import type { CheckAnswer } from '../questions.ts'
import type { CheckEnd, CheckOrder } from './order.ts'

/** What came of a check, for the moderator who asked for it. */
export interface CheckSummary {
  judged: number
  flagged: number
  doubtful: number
  cleared: number
}

/** One check. Stored after each step, so that a restart at any point goes on where it was. */
export interface CheckRun {
  order: CheckOrder
  /** Model calls that were begun; each has a reservation of its own. */
  calls: number
  /** Once the model has answered: it is not asked again. */
  answer: { value: CheckAnswer; usage: TokenUsage } | null
  /** Once all that follows is stored. */
  end: CheckEnd | null
  /** For moderators who asked; null when the check failed. */
  summary: CheckSummary | null
  /** In a moderator's words, why it failed. */
  problem: string | null
  /** The place knows how it ended, and so does who asked. */
  isReported: boolean
  /** Tries in a row that broke off, and when to go on. */
  failures: number
  dueAt: number
}

export function newRun(order: CheckOrder, now: number): CheckRun {
  return {
    order,
    calls: 0,
    answer: null,
    end: null,
    summary: null,
    problem: null,
    isReported: false,
    failures: 0,
    dueAt: now,
  }
}

/** A call that a restart broke off is made again this often in all; then the check fails, and is tried later. */
export const MAX_CALLS = 2

/** The run once nothing more follows from it; of members' words nothing is kept. */
export function ended(
  run: CheckRun,
  end: Omit<CheckEnd, 'runId'>,
  more: Partial<Pick<CheckRun, 'summary' | 'problem'>>,
): CheckRun {
  const order = { ...run.order, messages: [] }
  return { ...run, ...more, order, answer: null, end: { ...end, runId: run.order.runId } }
}

export const failed = (run: CheckRun, problem: string): CheckRun =>
  ended(run, { isDone: false, lastProcessedMessageId: null, later: 0 }, { problem })
