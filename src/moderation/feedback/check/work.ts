import { DAY_MS } from '../../../budget/day.ts'
import { MODERATION_DAYS } from '../../../privacy/retention.ts'
import { carryOut, nextActAt } from './acting.ts'
import { ask } from './asking.ts'
import { historyOf } from './context.ts'
import type { CheckDeps } from './deps.ts'
import { judge } from './judging.ts'
import type { CheckOrder, CheckProgress } from './order.ts'
import { type CheckRun, failed, newRun } from './run.ts'
import { summaryText } from './telling.ts'

const RETRY_MS = 2_000
const MAX_RETRY_MS = 60_000
/** Tries in a row that broke off before the check is given back. */
const MAX_FAILURES = 6
const REMEMBERED_MS = MODERATION_DAYS.cases * DAY_MS

/** Takes a check over, or says how it ended. One at a time: the same run again is the same. */
export function takeOrder(
  order: CheckOrder,
  { store, now }: Pick<CheckDeps, 'store' | 'now'>,
): CheckProgress {
  const known = store.run()
  if (known?.order.runId === order.runId)
    return known.end ? { kind: 'ended', end: known.end } : { kind: 'running' }
  // Another is under way and will report: this one is no check of the place any more.
  if (known && !known.end) {
    const end = { runId: order.runId, isDone: false, lastProcessedMessageId: null, later: 0 }
    return { kind: 'ended', end }
  }
  store.saveRun(newRun(order, now()))
  return { kind: 'running' }
}

/** Goes on where the check is, and does what is due to show what came of it. Never rejects. */
export async function work(deps: CheckDeps): Promise<void> {
  const { store, now } = deps
  store.forget(now() - REMEMBERED_MS)
  const run = store.run()
  if (run && !run.isReported && run.dueAt <= now()) await advance(run, deps)
  await carryOut(deps)
}

/** When there is something to do again, in epoch milliseconds; null when nothing is kept. */
export function nextAt(deps: Pick<CheckDeps, 'store' | 'now'>): number | null {
  const { store } = deps
  const run = store.run()
  const oldest = store.oldest()
  const times = [
    run && !run.isReported ? run.dueAt : null,
    nextActAt(deps),
    oldest === null ? null : oldest + REMEMBERED_MS + 1,
  ].filter((at) => at !== null)
  return times.length === 0 ? null : Math.min(...times)
}

async function advance(stored: CheckRun, deps: CheckDeps): Promise<void> {
  const { store, log, now } = deps
  try {
    let run = stored
    if (!run.end && !run.answer && hasSomethingToJudge(run)) run = await ask(run, deps)
    if (!run.end) run = await judge(run, deps)
    else store.saveRun(run)
    await report(run, deps)
  } catch (error) {
    const latest = store.run() ?? stored
    const detail = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown'
    log('check_error', { run: latest.order.runId, detail })
    const failures = latest.failures + 1
    const wait = Math.min(RETRY_MS * 2 ** latest.failures, MAX_RETRY_MS)
    const isGivenBack = failures >= MAX_FAILURES && !latest.end
    const next = isGivenBack ? failed(latest, 'something did not answer') : latest
    store.saveRun({ ...next, failures, dueAt: now() + wait })
  }
}

function hasSomethingToJudge({ order }: CheckRun): boolean {
  return historyOf(order).some(({ isToJudge }) => isToJudge)
}

/** Tells who asked, and the place. Until the place knows, it is told again. */
async function report(run: CheckRun, deps: CheckDeps): Promise<void> {
  const { order, end } = run
  if (!end) return
  for (const answer of order.answers) {
    const told = await deps.discord.editOriginal(answer, { content: summaryText(run) })
    if (!told.ok) deps.log('check_not_told', { failure: told.failure.kind })
  }
  await deps.report(order.place.id, end)
  deps.store.saveRun({ ...run, isReported: true, failures: 0 })
}
