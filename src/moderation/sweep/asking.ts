import { utcDay } from '../../budget/day.ts'
import type { Budget, BudgetReport } from '../../budget/port.ts'
import type { JudgeModel, JudgementRequest } from '../../llm/judgement.ts'
import type { ModelOutcome } from '../../llm/model.ts'
import { costMicroUsd, type Price, worstCaseMicroUsd } from '../../llm/prices.ts'
import { jobRequest } from '../jobs/prompt.ts'

export interface JudgingModel {
  port: JudgeModel
  price: Price
}

export interface AskingDeps {
  model: JudgingModel
  budget: Pick<Budget, 'reserve' | 'settle'>
}

/** One call: `id` is its idempotency key in the ledger, `channelId` the channel it is charged to. */
export interface Charge {
  id: string
  channelId: string
}

/**
 * Sets the worst case aside, asks, and settles what it cost. Null: the budget does not allow it. A ledger that does not
 * answer is a failure that passes, like a model's.
 */
export async function askWithin<T>(
  request: JudgementRequest<T>,
  charge: Charge,
  { model: { port, price }, budget }: AskingDeps,
): Promise<ModelOutcome<T> | null> {
  const worstMicroUsd = worstCaseMicroUsd(port, request, price)
  const reserved = await budget.reserve({ ...charge, worstMicroUsd })
  if (!reserved.ok) return reserved.refusal === 'unreachable' ? LEDGER_SILENT : null
  const outcome = await port.judge(request)
  const { usage } = outcome
  await budget.settle(reserved.reservationId, usage ? costMicroUsd(usage, price) : worstMicroUsd)
  return outcome
}

const LEDGER_SILENT = {
  ok: false,
  failure: 'unavailable',
  usage: null,
  detail: 'the budget did not answer',
} as const

/** Whether the day's budget has room for the shortest judgement there is. False as well when the ledger does not answer. */
export async function hasBudget(
  { port, price }: JudgingModel,
  channelId: string,
  budget: Pick<Budget, 'report'>,
  now: number,
): Promise<boolean> {
  const shortest = jobRequest({ text: '', authorName: '', channelName: '' }, '')
  const least = worstCaseMicroUsd(port, shortest, price)
  try {
    return leftOf(await budget.report(utcDay(now)), channelId) >= least
  } catch {
    return false
  }
}

function leftOf(report: BudgetReport, channelId: string): number {
  const { dailyCapMicroUsd, channelCapMicroUsd, spentMicroUsd, reservedMicroUsd, channels } = report
  const channel = channels.find((each) => each.channelId === channelId)
  return Math.min(
    dailyCapMicroUsd - spentMicroUsd - reservedMicroUsd,
    channelCapMicroUsd - (channel?.spentMicroUsd ?? 0) - (channel?.reservedMicroUsd ?? 0),
  )
}
