import * as anthropicRequest from './anthropic-request.ts'
import { type AttemptClock, defaultClock } from './attempts.ts'
import { randomHex } from './fence.ts'
import type { AnswerRequest, LanguageModel, ModelOutcome, Statement } from './model.ts'
import { createOpenAiCall } from './openai-compatible.ts'
import * as openAiRequest from './openai-request.ts'
import { type Price, priceOf, type Rate } from './prices.ts'

export interface ModelOptions {
  provider: LanguageModel['provider']
  /** The model's name as the provider knows it. */
  name: string
  apiKey: string
  /** Without a slash at the end; undefined: the provider's own. */
  baseUrl: string | undefined
  /** For one attempt. */
  timeoutMs: number
  maxAttempts: number
  /** Dollars per million tokens; wins over the table. */
  price?: Rate | undefined
  fetch?: typeof fetch
  clock?: AttemptClock
  randomHex?: (bytes: number) => string
}

/** What an adapter gets: the options with their defaults filled in. */
export interface AdapterOptions extends Omit<ModelOptions, 'provider' | 'price' | 'baseUrl'> {
  baseUrl?: string
  fetch: typeof fetch
  clock: AttemptClock
  randomHex: (bytes: number) => string
}

export type AnswerCall = (
  request: AnswerRequest,
  onProgress: (soFar: Statement[]) => void,
) => Promise<ModelOutcome<Statement[]>>

/** A model and what it costs, or why it cannot be used: one whose price nobody knows could not be held to a budget. */
export type CreatedModel = { ok: true; port: LanguageModel; price: Price } | { ok: false; problem: string }

type CreatedAdapter = { ok: true; adapter: AdapterOptions; price: Price } | { ok: false; problem: string }

/** The options with their defaults, for either kind of call. */
export function adapterOptions(options: ModelOptions): CreatedAdapter {
  const { provider: _, name, price: configured, baseUrl, ...rest } = options
  const price = priceOf(name, configured)
  if (!price) {
    return {
      ok: false,
      problem: `no price is known for ${name}: set model.price (dollars per million tokens) so that the budget holds`,
    }
  }
  const adapter: AdapterOptions = {
    fetch: (input, init) => fetch(input, init),
    clock: defaultClock,
    randomHex,
    ...rest,
    name,
    ...(baseUrl && { baseUrl: baseUrl.replace(/\/+$/, '') }),
  }
  return { ok: true, adapter, price }
}

export function createModel(options: ModelOptions): CreatedModel {
  const created = adapterOptions(options)
  if (!created.ok) return created
  const { adapter, price } = created
  const { provider, name } = options
  const port: LanguageModel =
    provider === 'anthropic'
      ? {
          provider,
          model: name,
          maxAttempts: options.maxAttempts,
          boundInputTokens: anthropicRequest.boundInputTokens,
          boundOutputTokens: (request) => anthropicRequest.boundOutputTokens(name, request),
          answer: anthropicAnswer(adapter),
        }
      : {
          provider,
          model: name,
          maxAttempts: options.maxAttempts,
          boundInputTokens: openAiRequest.boundInputTokens,
          boundOutputTokens: (request) => request.maxOutputTokens,
          answer: (request, onProgress = ignore) => createOpenAiCall(adapter)(request, onProgress),
        }
  return { ok: true, port, price }
}

/** The SDK is the heaviest module of the Worker: it is evaluated with the first answer, not with the first request. */
function anthropicAnswer(adapter: AdapterOptions): LanguageModel['answer'] {
  let call: AnswerCall | undefined
  return async (request, onProgress = ignore) => {
    call ??= (await import('./anthropic.ts')).createAnthropicCall(adapter)
    return call(request, onProgress)
  }
}

function ignore(): void {}
