import Anthropic, { APIConnectionError, APIError } from '@anthropic-ai/sdk'
import { usageOf } from './anthropic.ts'
import { brokenOff, refusedWithStatus, scrub } from './failures.ts'
import { createFence } from './fence.ts'
import { type JudgeAttempt, judged } from './judge-attempt.ts'
import { anthropicJudgementBody } from './judgement-request.ts'
import type { AdapterOptions } from './provider.ts'

const DEFAULT_BASE_URL = 'https://api.anthropic.com'

/** Judges with Anthropic's Messages API and its structured output; the answer is short, so it is not streamed. */
export function anthropicJudgeAttempt(options: AdapterOptions): JudgeAttempt {
  const { apiKey, baseUrl = DEFAULT_BASE_URL, name, timeoutMs, fetch } = options
  const client = new Anthropic({
    apiKey,
    baseURL: baseUrl,
    // Attempts are counted in one place, for both providers.
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: (url, init) => fetch(url, init),
  })
  return async (request, bound, signal) => {
    try {
      const body = anthropicJudgementBody(name, request, createFence(options.randomHex))
      const message = await client.messages.create(body, { signal })
      // Thinking comes as blocks too: only text is an answer.
      const text = message.content.map((block) => (block.type === 'text' ? block.text : '')).join('')
      return judged(request, message.stop_reason === 'refusal' ? null : text, usageOf(message.usage))
    } catch (error) {
      if (error instanceof APIError && typeof error.status === 'number') {
        return refusedWithStatus(error.status, error.message, error.headers ?? new Headers(), apiKey)
      }
      const known = error instanceof APIConnectionError || error instanceof APIError
      return brokenOff(signal, known ? scrub(error.message, apiKey) : 'no answer', bound)
    }
  }
}
