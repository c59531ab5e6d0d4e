import type { JudgementRequest } from '../../llm/judgement.ts'
import type { ModelOutcome } from '../../llm/model.ts'
import { judgeJob } from '../jobs/judge.ts'
import type { MessageFacts } from '../message.ts'
import { adviceRequest, isOffTopicAdvice, isTooLateForAdvice } from './advice.ts'
import { askWithin } from './asking.ts'
import {
  afterModelFailed,
  type Candidate,
  isLastCall,
  isNewer,
  MAX_CALLS,
  type Verdict,
} from './candidate.ts'
import type { SweepDeps } from './deps.ts'
import { jobMessageOf, jobPlaceOf } from './look-again.ts'
import type { SweepStore } from './store.ts'

/** What one alarm knows before it judges. */
export interface Circumstances {
  /** A model is configured and today's budget has room for it. */
  mayAsk: boolean
  /** The channel that judging is charged to. */
  budgetChannelId: string
}

/** What came of judging a candidate: nothing to do, a verdict, or another time. */
type Outcome = { kind: 'nothing' } | Verdict | { kind: 'later'; candidate: Candidate }

/** Judges one candidate, alone, as it stands now; the store knows what came of it. */
export async function judgeCandidate(
  candidate: Candidate,
  message: MessageFacts,
  circumstances: Circumstances,
  store: SweepStore,
  deps: SweepDeps,
): Promise<void> {
  const outcome = await verdictOn({ ...candidate, message, failures: 0 }, circumstances, store, deps)
  const stored = store.candidate(message.id) ?? candidate
  // Edited while it was judged: the newer version waits for a judgement of its own.
  if (isNewer(stored.message, message)) return
  if (outcome.kind === 'nothing') store.drop(message.id)
  else if (outcome.kind === 'later') store.save(outcome.candidate)
  else store.save({ ...stored, message, failures: 0, verdict: outcome })
}

async function verdictOn(
  candidate: Candidate,
  circumstances: Circumstances,
  store: SweepStore,
  deps: SweepDeps,
): Promise<Outcome> {
  const { policy, now } = deps
  const { jobs } = policy
  const caller = callerOf(candidate, circumstances, store, deps)
  if (candidate.wants.job && jobs.enabled) {
    const ask = jobs.askModel ? caller.ask : null
    const judgement = await judgeJob(jobMessageOf(candidate.message), {
      place: jobPlaceOf(deps.purposeOf(candidate.message), candidate.message),
      policy: jobs.policy,
      isLastTry: isLastCall(candidate),
      ...(ask && { ask }),
    })
    if (judgement.isToRetry) return later()
    if (judgement.action !== 'allow') return { kind: 'job', judgement }
  }
  const { enabled, askModel } = policy.rules.financialAdvice
  const isAdviceWanted = candidate.wants.advice && enabled && askModel
  if (!isAdviceWanted || !caller.ask || isTooLateForAdvice(candidate.message, now())) return NOTHING
  const outcome = await caller.ask(adviceRequest(candidate.message))
  if (outcome?.ok) {
    return isOffTopicAdvice(outcome.value) ? { kind: 'advice', score: candidate.adviceScore } : NOTHING
  }
  const isToRetry =
    outcome !== null && outcome.failure !== 'misconfigured' && caller.current().calls < MAX_CALLS
  return isToRetry ? later() : NOTHING

  function later(): Outcome {
    return { kind: 'later', candidate: afterModelFailed(caller.current(), now(), jobs.sweepMinutes) }
  }
}

const NOTHING = { kind: 'nothing' } as const

/**
 * Calls the model about one candidate. That a call began is stored before: a restart makes another call, under a
 * reservation of its own. No `ask` when there may be no further call.
 */
function callerOf(
  start: Candidate,
  { mayAsk, budgetChannelId }: Circumstances,
  store: SweepStore,
  { model, budget, log }: SweepDeps,
) {
  let candidate = start
  async function ask<T>(request: JudgementRequest<T>): Promise<ModelOutcome<T> | null> {
    if (!model || candidate.calls >= MAX_CALLS) return null
    const { id, editedAt } = candidate.message
    candidate = { ...candidate, calls: candidate.calls + 1 }
    store.save({ ...(store.candidate(id) ?? candidate), calls: candidate.calls })
    const charge = { id: `sweep:${id}:${editedAt ?? 0}:${candidate.calls}`, channelId: budgetChannelId }
    const outcome = await askWithin(request, charge, { model, budget })
    if (outcome && !outcome.ok) log('model_failed', { failure: outcome.failure, detail: outcome.detail })
    return outcome
  }
  const isAllowed = mayAsk && model !== null && start.calls < MAX_CALLS
  return { ask: isAllowed ? ask : null, current: () => candidate }
}
