import {
  beginFollowUp,
  dueFollowUps,
  endFollowUp,
  type FollowUp,
  nextFollowUpAt,
  postponeFollowUp,
} from '../../storage/follow-ups.ts'
import { reconcile } from './definition.ts'
import type { FollowedUp, FollowUpDeps } from './deps.ts'
import { estimateAttributes } from './estimate.ts'
import { showQuestion } from './question.ts'
import { readReplies } from './replies.ts'
import { retryAfter } from './timing.ts'

/** Of one alarm: each may take ten queries and several requests, and the Free plan has 50 of either an invocation. */
const AT_ONCE = 3

const ACTS = {
  question: showQuestion,
  replies: readReplies,
  definition: reconcile,
  estimate: estimateAttributes,
} satisfies Record<FollowUp['kind'], (followUp: FollowUp, deps: FollowUpDeps) => Promise<FollowedUp>>

/** Does some of what is due, each alone: one that fails does not hold up the others. When to go on, or null. */
export async function followUp(deps: FollowUpDeps): Promise<number | null> {
  const { db, now } = deps
  for (const due of await dueFollowUps(db, now(), AT_ONCE)) {
    await beginFollowUp(db, due.id, now(), now() + retryAfter(due.attempts + 1))
    const outcome = await attempt(due, deps)
    if (outcome.kind === 'done') await endFollowUp(db, due)
    else if (outcome.kind === 'again') await postponeFollowUp(db, due, outcome.at, false)
    else {
      const wait = Math.max(outcome.waitMs ?? 0, retryAfter(due.attempts + 1))
      deps.log('not_followed_up', { kind: due.kind, attempts: due.attempts + 1, detail: outcome.detail })
      await postponeFollowUp(db, due, now() + wait, true)
    }
  }
  return nextFollowUpAt(db)
}

async function attempt(due: FollowUp, deps: FollowUpDeps): Promise<FollowedUp> {
  try {
    return await ACTS[due.kind](due, deps)
  } catch (error) {
    return { kind: 'failed', detail: error instanceof Error ? error.name : 'unknown' }
  }
}
