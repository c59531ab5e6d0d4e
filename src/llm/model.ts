import type { Passage } from '../knowledge/section.ts'

/** Tokens as the provider billed them. `cachedInputTokens` are part of neither of the other two. */
export interface TokenUsage {
  inputTokens: number
  outputTokens: number
  cachedInputTokens: number
  /** Input tokens billed at the dearer price of writing them to the provider's cache; part of none of the others. */
  cacheWriteInputTokens?: number
  /** Of several attempts summed up here, the longest one's prompt, as a price can depend on it; absent for one attempt. */
  longestPromptTokens?: number
}

/** One earlier exchange of the same conversation. */
export interface Turn {
  question: string
  answer: string
}

export interface AnswerRequest {
  /** Instructions: persona and rules. Never contains text from members or documents. */
  system: string
  passages: Passage[]
  turns: Turn[]
  /** The member's words: data, fenced by the adapter. */
  question: string
  maxOutputTokens: number
}

/** A run of Markdown the model wrote, with the passages (indices into `AnswerRequest.passages`) it cites for it. */
export interface Statement {
  text: string
  cites: number[]
}

export type ModelFailure =
  | 'timeout'
  | 'rate_limited'
  | 'refused'
  | 'unavailable'
  | 'malformed'
  | 'misconfigured'

/**
 * What a call came to, all its attempts together. An attempt that broke off before the provider said what it billed
 * counts with its upper bound; `usage` is null when not even that is known. `detail` is for the operator's log:
 * bounded, without secrets and without text of members.
 */
export type ModelOutcome<T> =
  | { ok: true; value: T; usage: TokenUsage; truncated: boolean }
  | { ok: false; failure: ModelFailure; usage: TokenUsage | null; detail: string }

/** The port to a language model. Two adapters: Anthropic, and anything that speaks OpenAI's chat completions. */
export interface LanguageModel {
  readonly provider: 'anthropic' | 'openai-compatible'
  readonly model: string
  /** How often one call may reach the provider, and so be billed. */
  readonly maxAttempts: number
  /** Upper bound of the tokens one attempt can be billed as input for this request (never less than the truth). */
  boundInputTokens(request: AnswerRequest): number
  /** Upper bound of the tokens one attempt can be billed as output, thinking included. */
  boundOutputTokens(request: AnswerRequest): number
  /**
   * Writes an answer with citations. `onProgress` gets all finished statements so far, as they grow; after an attempt
   * that broke off it starts again from the first. Never rejects.
   */
  answer(
    request: AnswerRequest,
    onProgress?: (soFar: Statement[]) => void,
  ): Promise<ModelOutcome<Statement[]>>
}
