import type { Settings } from '../../src/config/settings.ts'
import { createJudge } from '../../src/llm/judge.ts'
import type { JudgementRequest } from '../../src/llm/judgement.ts'
import type { ModelOutcome } from '../../src/llm/model.ts'
import { costMicroUsd, worstCaseMicroUsd } from '../../src/llm/prices.ts'

const MICRO_PER_USD = 1_000_000

export interface AskedModel {
  name: string
  /** Null when the budget does not allow it. */
  ask<T>(request: JudgementRequest<T>): Promise<ModelOutcome<T> | null>
  /** What was spent so far, in dollars; calls whose cost is not known count with their bound. */
  spentUsd: () => number
}

/** The configured model for messages that words do not settle, within the day's budget; or why there is none. */
export function modelWithin({
  config,
  model,
}: Settings): { ok: true; model: AskedModel } | { ok: false; problem: string } {
  if (!model) {
    const key = config.model.provider === 'anthropic' ? 'ANTHROPIC_API_KEY' : 'LLM_API_KEY'
    return { ok: false, problem: `--model needs ${key} in the environment` }
  }
  const { provider, name, timeoutSeconds, attempts, price: configured } = config.model
  const created = createJudge({
    provider,
    name,
    ...model,
    timeoutMs: timeoutSeconds * 1000,
    maxAttempts: attempts,
    price: configured,
  })
  if (!created.ok) return created
  const { port, price } = created
  const cap = config.budget.dailyUsd * MICRO_PER_USD
  let spent = 0
  return {
    ok: true,
    model: {
      name,
      spentUsd: () => spent / MICRO_PER_USD,
      async ask<T>(request: JudgementRequest<T>) {
        const bound = worstCaseMicroUsd(port, request, price)
        if (spent + bound > cap) return null
        spent += bound
        const outcome = await port.judge(request)
        if (outcome.usage) spent += costMicroUsd(outcome.usage, price) - bound
        return outcome
      },
    },
  }
}
