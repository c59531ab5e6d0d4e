import type { ModelFailure, ModelOutcome, TokenUsage } from './model.ts'
import { promptTokens } from './prices.ts'

/** What one attempt came to. `usage` is what it was billed, or its upper bound when nobody knows. */
export type Attempt<T> =
  | { ok: true; value: T; usage: TokenUsage; truncated: boolean }
  | {
      ok: false
      failure: ModelFailure
      usage: TokenUsage
      detail: string
      /** Whether a further attempt may go better. */
      isTransient: boolean
      /** The provider's own word on when to come back. */
      retryAfterMs?: number | undefined
    }

export interface AttemptPolicy {
  maxAttempts: number
  timeoutMs: number
}

export interface AttemptClock {
  sleep: (ms: number) => Promise<void>
  /** Uniform in [0, 1). */
  random: () => number
}

export const NO_TOKENS: TokenUsage = { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0 }

const BASE_BACKOFF_MS = 500
/** A member is waiting: a longer pause than this is a failure, and the docs are quoted. */
const MAX_PAUSE_MS = 8_000

/**
 * Tries until it goes well, with exponential backoff and jitter between attempts. Takes at most
 * `maxAttempts × timeoutMs` and a pause of 8 s between attempts; each attempt gets its own timeout signal.
 */
export async function withAttempts<T>(
  once: (signal: AbortSignal) => Promise<Attempt<T>>,
  { maxAttempts, timeoutMs }: AttemptPolicy,
  { sleep, random }: AttemptClock,
): Promise<ModelOutcome<T>> {
  let usage = NO_TOKENS
  for (let number = 1; ; number++) {
    const attempt = await once(AbortSignal.timeout(timeoutMs))
    usage = addUsage(usage, attempt.usage)
    if (attempt.ok) return { ...attempt, usage }
    const { failure, detail, isTransient, retryAfterMs = 0 } = attempt
    const backoff = BASE_BACKOFF_MS * 2 ** (number - 1) * (0.5 + random() / 2)
    const pause = Math.max(backoff, retryAfterMs)
    if (!isTransient || number >= maxAttempts || pause > MAX_PAUSE_MS) {
      return { ok: false, failure, usage, detail: `${detail} (attempt ${number} of ${maxAttempts})` }
    }
    await sleep(pause)
  }
}

function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  const written = (a.cacheWriteInputTokens ?? 0) + (b.cacheWriteInputTokens ?? 0)
  const sum = {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
    ...(written > 0 && { cacheWriteInputTokens: written }),
  }
  const longest = Math.max(promptTokens(a), promptTokens(b))
  return longest < promptTokens(sum) ? { ...sum, longestPromptTokens: longest } : sum
}

export const defaultClock: AttemptClock = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
}
