import type { LanguageModel } from './model.ts'
import type { Price, Rate } from './prices.ts'

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
  /** Dollars per million tokens, for a model that is not in the table. */
  price?: Rate | undefined
}

/** A model and what it costs, or why it cannot be used: one whose price nobody knows could not be held to a budget. */
export type CreatedModel = { ok: true; port: LanguageModel; price: Price } | { ok: false; problem: string }
