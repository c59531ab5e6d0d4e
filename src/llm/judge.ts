import * as z from 'zod'
import { withAttempts } from './attempts.ts'
import { brokenOff, refusedWithStatus, scrub } from './failures.ts'
import { createFence } from './fence.ts'
import { type JudgeAttempt, judged } from './judge-attempt.ts'
import type { JudgeModel, JudgementRequest } from './judgement.ts'
import { boundJudgementInput, boundJudgementOutput, openAiJudgementBody } from './judgement-request.ts'
import { readCompletion } from './openai-stream.ts'
import type { Price } from './prices.ts'
import { type AdapterOptions, adapterOptions, type ModelOptions } from './provider.ts'

const DEFAULT_OPENAI_URL = 'https://api.openai.com/v1'
const errorBody = z
  .object({ error: z.object({ message: z.string() }) })
  .transform(({ error }) => error.message)
  .catch('')

export type CreatedJudge = { ok: true; port: JudgeModel; price: Price } | { ok: false; problem: string }

/** A model that judges, with the options of one that answers; refused, like that one, when its price is not known. */
export function createJudge(options: ModelOptions): CreatedJudge {
  const created = adapterOptions(options)
  if (!created.ok) return created
  const { adapter, price } = created
  const { provider, name } = options
  const boundOutputTokens = (request: JudgementRequest<unknown>): number =>
    boundJudgementOutput(provider, name, request)
  let attempt: JudgeAttempt | undefined
  const port: JudgeModel = {
    provider,
    model: name,
    maxAttempts: options.maxAttempts,
    boundInputTokens: boundJudgementInput,
    boundOutputTokens,
    judge: async (request) => {
      // The SDK is the heaviest module of the Worker: it is evaluated when it is first needed.
      attempt ??=
        provider === 'anthropic'
          ? (await import('./anthropic-judge.ts')).anthropicJudgeAttempt(adapter)
          : openAiJudgeAttempt(adapter)
      const once = attempt
      const bound = {
        inputTokens: boundJudgementInput(request),
        outputTokens: boundOutputTokens(request),
        cachedInputTokens: 0,
      }
      return withAttempts((signal) => once(request, bound, signal), adapter, adapter.clock)
    },
  }
  return { ok: true, port, price }
}

function openAiJudgeAttempt(options: AdapterOptions): JudgeAttempt {
  const { apiKey, baseUrl = DEFAULT_OPENAI_URL, name, fetch } = options
  return async (request, bound, signal) => {
    const fence = createFence(options.randomHex)
    try {
      const response = await fetch(`${baseUrl}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify(openAiJudgementBody(name, new URL(baseUrl).host, request, fence)),
        signal,
      })
      if (!response.ok) {
        const message = errorBody.parse(await response.json().catch(() => null))
        return refusedWithStatus(response.status, message, response.headers, apiKey)
      }
      const { text, isRefusal, error, usage } = await readCompletion(response, () => {})
      if (error !== null) return brokenOff(signal, scrub(error, apiKey), bound)
      return judged(request, isRefusal ? null : text, usage ?? bound)
    } catch (error) {
      return brokenOff(signal, error instanceof Error ? scrub(error.message, apiKey) : 'no answer', bound)
    }
  }
}
