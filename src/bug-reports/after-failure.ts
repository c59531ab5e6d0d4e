import { DAY_MS, MINUTE_MS } from '../budget/day.ts'
import type { GithubFailure } from '../github/result.ts'
import type { LastTry, Report } from './report.ts'

/**
 * A request whose answer did not come may still be carried out: only after this it is looked for, and sent again when it is
 * not there. Steward itself waits 10 s for an answer.
 */
const AFTER_UNKNOWN_MS = 30_000
const MAX_BACKOFF_MS = 30 * MINUTE_MS
/** Refusals that somebody can remedy: the App is not installed there, lacks a permission, or the repository is gone. */
const REMEDIABLE = [401, 403, 404]
const AFTER_REFUSAL_MS = 30 * MINUTE_MS
/** For so long GitHub may be away, or an operator too. */
const PATIENCE_MS = 3 * DAY_MS

export interface AfterFailure {
  isGivenUp: boolean
  lastTry: LastTry
  problem: string | null
  dueAt: number
}

/** What becomes of a report that GitHub did not take. */
export function afterFailure(
  { attempts, sendingSince }: Pick<Report, 'attempts' | 'sendingSince'>,
  failure: GithubFailure,
  lastTry: LastTry,
  now: number,
): AfterFailure {
  const isOutOfPatience = now - (sendingSince ?? now) >= PATIENCE_MS
  switch (failure.kind) {
    case 'rate_limited':
      return {
        isGivenUp: isOutOfPatience,
        lastTry,
        problem: 'GitHub lets me write again in a while',
        dueAt: now + Math.max(1_000, failure.retryAfterMs),
      }
    case 'unknown':
      return {
        isGivenUp: isOutOfPatience,
        lastTry,
        problem: 'GitHub does not answer at the moment',
        dueAt:
          now + Math.min(AFTER_UNKNOWN_MS * 2 ** Math.min(10, Math.max(0, attempts - 1)), MAX_BACKOFF_MS),
      }
    case 'refused':
      return {
        isGivenUp: isOutOfPatience || !REMEDIABLE.includes(failure.status),
        lastTry,
        problem: refusal(failure.status),
        dueAt: now + AFTER_REFUSAL_MS,
      }
  }
}

/** Whether the request of this failure may have been carried out. */
export function outcomeOf(failure: GithubFailure): LastTry {
  return failure.kind === 'unknown' ? 'unknown' : 'nothing_happened'
}

function refusal(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return 'I lack the permission at GitHub'
    case 404:
      return 'I cannot reach that repository'
    case 410:
      return 'that repository takes no issues'
    default:
      return `GitHub does not take it (status ${status})`
  }
}
