/** Wires the configured model, as one that answers and as one that judges. */
import type { Settings } from '../config/settings.ts'
import type { ConversationDeps } from '../conversation/deps.ts'
import { createJudge } from '../llm/judge.ts'
import { createModel, type ModelOptions } from '../llm/provider.ts'
import type { JudgingModel } from '../moderation/sweep/asking.ts'

/** A model whose price is unknown could not be held to the budget: it is a problem, and answers quote the docs. */
export function makeModel(settings: Settings): ConversationDeps['model'] {
  const options = modelOptions(settings)
  if (!options) return null
  const created = createModel(options)
  if (created.ok) return { port: created.port, price: created.price }
  settings.problems.push({ path: 'model.price', message: created.problem })
  return null
}

/** The same model, to judge; what is wrong with it is a problem already. */
export function makeJudge(settings: Settings): JudgingModel | null {
  const options = modelOptions(settings)
  const created = options && createJudge(options)
  return created?.ok ? { port: created.port, price: created.price } : null
}

function modelOptions({ config, model }: Settings): ModelOptions | null {
  const { provider, name, timeoutSeconds, attempts, price } = config.model
  return (
    model && {
      provider,
      name,
      apiKey: model.apiKey,
      baseUrl: model.baseUrl,
      timeoutMs: timeoutSeconds * 1000,
      maxAttempts: attempts,
      price,
    }
  )
}

/** The model that answers the questions of feedback checks; null when there is none that may be used. */
export function makeFeedbackJudge(settings: Settings): JudgingModel | null {
  const { config, feedbackModel } = settings
  const own = config.feedback.model
  if (!feedbackModel) return null
  const name = own.name ?? config.model.name
  const created = createJudge({
    provider: own.provider ?? config.model.provider,
    name,
    apiKey: feedbackModel.apiKey,
    baseUrl: feedbackModel.baseUrl,
    timeoutMs: own.timeoutSeconds * 1000,
    maxAttempts: own.attempts,
    price: name === config.model.name ? config.model.price : undefined,
  })
  if (created.ok) return { port: created.port, price: created.price }
  settings.problems.push({ path: 'feedback.model', message: created.problem })
  return null
}
