import type { Turn } from '../llm/model.ts'
import type { UsageRow } from '../storage/usage.ts'
import type { Ask } from './ask.ts'
import { callModel, reserve } from './calling.ts'
import { concluded } from './concluding.ts'
import type { ConversationDeps } from './deps.ts'
import type { Step } from './next-step.ts'
import { isSilent, type Run } from './run.ts'
import { search } from './searching.ts'
import {
  leaveReply,
  marked,
  pointToAnswer,
  showPart,
  showSources,
  startThread,
  withFailure,
} from './showing.ts'

/** How long to wait before an act is tried again whose failure says nothing about when. */
const RETRY_MS = 2_000

/**
 * Carries one step out and returns the run with what truly happened. The mark `started` is stored before an act, so that
 * a later attempt knows that it may have happened. Expected failures are in the returned run; a rejection is a bug.
 */
export async function perform(
  step: Exclude<Step, { do: 'finish' }>,
  run: Run,
  turns: Turn[],
  deps: ConversationDeps,
  save: (run: Run) => Promise<void>,
): Promise<Run> {
  const started = async (mark: string): Promise<Run> => {
    const begun = marked(run, mark, 'started')
    await save(begun)
    return begun
  }
  switch (step.do) {
    case 'retrieve':
      return retrieve(run, turns, deps)
    case 'start_thread':
      return startThread(await started('thread'), step.threadId, deps)
    case 'show_sources':
      return showSources(await started('sources'), deps)
    case 'reserve':
      return reserve(run, step.call, turns, withModel(deps))
    case 'call_model':
      return callModel(run, turns, withModel(deps), save)
    case 'write_off_call':
      deps.log('model_call_cut_off', { answerId: run.answerId, call: run.calls })
      return {
        ...run,
        reservation: null,
        lostMicroUsd: run.lostMicroUsd + (run.reservation?.worstMicroUsd ?? 0),
      }
    case 'conclude':
      return concluded(run, step.with, deps)
    case 'leave_reply':
      return leaveReply(run)
    case 'show_part':
      return showPart(await started(`part:${step.part}`), step.part, deps)
    case 'point_to_answer':
      return pointToAnswer(await started('point'), deps)
    case 'settle':
      return settle(run, deps)
    case 'record_usage':
      return act(run, 'usage', deps, () => deps.usage.record(usageRowOf(run, deps)))
    case 'hand_over':
      return handOver(run, step.threadId, deps)
    case 'abandon':
      deps.log('answer_not_shown', {
        answerId: run.answerId,
        ageMs: deps.now() - run.askedAt,
        starts: run.starts,
      })
      return marked(run, 'abandon', 'skipped')
  }
}

async function retrieve(run: Run, turns: Turn[], deps: ConversationDeps): Promise<Run> {
  try {
    return { ...run, passages: await search(run, turns, deps) }
  } catch (error) {
    return later(run, 'retrieve', error, deps)
  }
}

/** A call that never came to pass costs nothing; its reservation is given back. */
function settle(run: Run, deps: ConversationDeps): Promise<Run> {
  const { reservation } = run
  if (!reservation) throw new Error('there is nothing to settle')
  const actualMicroUsd = reservation.state === 'answered' ? run.costMicroUsd : 0
  return act(run, 'settle', deps, () => deps.budget.settle(reservation.id, actualMicroUsd))
}

function handOver(run: Run, threadId: string, deps: ConversationDeps): Promise<Run> {
  const turn = turnOf(run)
  return act(run, `hand-over:${threadId}`, deps, () => deps.adopt(threadId, turn))
}

export function turnOf({ ask, result }: Run) {
  return { id: ask.id, question: ask.text, answer: result?.forWindow ?? '' }
}

/** An act that is idempotent by its id on the other side: after a failure it is simply done again, later. */
async function act(run: Run, mark: string, deps: ConversationDeps, send: () => Promise<void>): Promise<Run> {
  try {
    await send()
    return marked(run, mark, 'done')
  } catch (error) {
    return later(run, mark, error, deps)
  }
}

function later(run: Run, mark: string, error: unknown, { log, now }: ConversationDeps): Run {
  const failed = withFailure(run, mark)
  const failures = failed.failures[mark] ?? 1
  log('step_failed', {
    answerId: run.answerId,
    step: mark,
    failures,
    detail: error instanceof Error ? error.name : 'unknown',
  })
  return { ...failed, dueAt: now() + RETRY_MS * 2 ** (failures - 1) }
}

function withModel(deps: ConversationDeps) {
  const { model } = deps
  if (!model) throw new Error('a step for the model without a model')
  return { ...deps, model }
}

function usageRowOf(run: Run, { config, model, now }: ConversationDeps): UsageRow {
  const { ask, answerId, askedAt, shownAt, usage, result } = run
  return {
    answerId,
    at: now(),
    channelId: ask.budgetChannelId,
    command: commandOf(ask),
    outcome: result && (shownAt !== null || isSilent(run)) ? result.outcome : 'gave_up',
    model: run.reservation?.state === 'answered' ? (model?.port.model ?? null) : null,
    latencyMs: Math.max(0, (shownAt ?? now()) - askedAt),
    inputTokens: usage.inputTokens + (usage.cacheWriteInputTokens ?? 0),
    outputTokens: usage.outputTokens,
    cachedInputTokens: usage.cachedInputTokens,
    costMicroUsd: run.costMicroUsd + run.lostMicroUsd,
    sectionIds: result?.sectionIds ?? [],
    question: config.retention.keepQuestionText ? ask.text : null,
  }
}

/** How it was asked, as the usage figures name it. */
function commandOf({ origin, target }: Ask): string {
  if (origin.kind === 'interaction') return target === null ? 'ask' : 'Answer from the docs'
  switch (origin.why) {
    case 'unanswered':
      return 'unanswered question'
    case 'follow_up':
      return 'follow-up'
    case 'addressed':
      return 'mention'
  }
}
