import { isAfter } from '../../../discord/snowflake.ts'
import { costMicroUsd } from '../../../llm/prices.ts'
import { endRun, startRun } from '../../../storage/model-runs.ts'
import { askWithin } from '../../sweep/asking.ts'
import { digestsOf } from '../packet.ts'
import { summaryRequest, usableSummary } from '../summary.ts'
import { type CheckContext, contextOf } from './context.ts'
import type { CheckDeps } from './deps.ts'
import { type CheckRun, failed, MAX_CALLS } from './run.ts'

const NO_BUDGET = 'the budget for models is used up'

/**
 * Asks the model about what is to be judged. That a call begins is stored before it; what it said is stored at once. The
 * run as it is then: with an answer, or failed.
 */
export async function ask(run: CheckRun, deps: CheckDeps): Promise<CheckRun> {
  const { store, db, model, now, log, policy } = deps
  const { runId, place, reasons } = run.order
  if (run.calls >= MAX_CALLS) return failed(run, 'it was interrupted twice')
  const context = await contextOf(run.order, deps)
  const summary = await earlierTalk(run, context, deps)
  const { request } = context.packet(summary)
  const begun = { ...run, calls: run.calls + 1 }
  store.saveRun(begun)
  const messages = context.plan.kept.filter(({ isToJudge }) => isToJudge).length
  const modelName = model.port.model
  await startRun(
    db,
    { runId, channelId: place.id, modelName, ...(await digestsOf(request)), reasons, messages },
    now(),
  )
  // The place's own channel pays: a thread's, its parent.
  const charge = { id: `check:${runId}:${begun.calls}`, channelId: place.parentId ?? place.id }
  const outcome = await askWithin(request, charge, { model, budget: deps.budget })
  if (outcome?.ok) {
    const answered = { ...begun, answer: { value: outcome.value, usage: outcome.usage } }
    store.saveRun(answered)
    return answered
  }
  const detail = outcome ? `${outcome.failure}: ${outcome.detail}` : NO_BUDGET
  log('check_failed', { channel: place.id, detail, attempts: policy.model.attempts })
  const usage = outcome?.usage ?? null
  const cost = usage && costMicroUsd(usage, model.price)
  await endRun(db, runId, { status: 'failed', candidates: null, usage, costMicroUsd: cost, detail }, now())
  return failed(begun, outcome ? 'the model gave no usable answer' : NO_BUDGET)
}

/** What was said before, when it no longer fits; made once and carried on. Without an answer the check does without it. */
async function earlierTalk(
  { order: { runId, place } }: CheckRun,
  { plan: { overflow }, pseudonyms }: CheckContext,
  { store, model, budget, now }: CheckDeps,
): Promise<string | null> {
  const last = overflow.at(-1)
  if (!last) return null
  const known = store.earlier()
  if (known?.throughId === last.id) return known.summary
  const added = known ? overflow.filter(({ id }) => isAfter(id, known.throughId)) : overflow
  const request = summaryRequest(known?.summary ?? null, added.length > 0 ? added : overflow, pseudonyms)
  const charge = { id: `check:${runId}:summary`, channelId: place.parentId ?? place.id }
  const outcome = await askWithin(request, charge, { model, budget })
  const summary = outcome?.ok ? usableSummary(outcome.value, pseudonyms) : null
  if (summary !== null) store.saveEarlier({ throughId: last.id, summary }, now())
  return summary ?? known?.summary ?? null
}
