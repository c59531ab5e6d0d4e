import type { TokenUsage } from './model.ts'

/** US dollars per million tokens, which is micro-dollars per token. */
export interface Rate {
  input: number
  output: number
  cacheRead: number
}

export interface Price extends Rate {
  /** Applies to the whole request when its prompt is longer than `aboveInputTokens`. */
  long?: Rate & { aboveInputTokens: number }
}

/** Writing to Anthropic's one-hour cache, the dearest of its caches, costs this many times plain input. */
const CACHE_WRITE_FACTOR = 2

/** List prices of October 2026: https://platform.claude.com/docs/en/about-claude/pricing */
const PRICES: Record<string, Price> = {
  'claude-haiku-5-5': {
    input: 0.1,
    output: 0.5,
    cacheRead: 0.01,
    long: { aboveInputTokens: 100_000, input: 0.5, output: 2.5, cacheRead: 0.05 },
  },
  'claude-sonnet-5-5': { input: 2, output: 10, cacheRead: 0.1 },
  'claude-opus-5-5': { input: 4, output: 20, cacheRead: 0.2 },
}

/** What the model costs: the configuration's price when it names one, else the table's; null when neither knows it. */
export function priceOf(model: string, configured?: Rate): Price | null {
  if (configured) return configured
  return Object.hasOwn(PRICES, model) ? (PRICES[model] ?? null) : null
}

/** The cost in whole micro-dollars, rounded up. */
export function costMicroUsd(usage: TokenUsage, price: Price): number {
  const written = usage.cacheWriteInputTokens ?? 0
  const rate = price.long && promptTokens(usage) > price.long.aboveInputTokens ? price.long : price
  const cost =
    usage.inputTokens * rate.input +
    written * rate.input * CACHE_WRITE_FACTOR +
    usage.cachedInputTokens * rate.cacheRead +
    usage.outputTokens * rate.output
  // Sums of binary fractions land a hair above the true value; that must not cost a micro-dollar more.
  return Math.ceil(Number(cost.toFixed(6)))
}

/** Tokens of the longest prompt that was billed, wherever they were read from or written to. */
export function promptTokens(usage: TokenUsage): number {
  const { inputTokens, cachedInputTokens, cacheWriteInputTokens = 0 } = usage
  return usage.longestPromptTokens ?? inputTokens + cachedInputTokens + cacheWriteInputTokens
}

/** What is known of a call before it is made, be it an answer or a judgement. */
interface BoundedModel<Request> {
  readonly maxAttempts: number
  boundInputTokens(request: Request): number
  boundOutputTokens(request: Request): number
}

/** The most one call can cost: every attempt billed with its longest prompt and its longest output. */
export function worstCaseMicroUsd<Request>(
  model: BoundedModel<Request>,
  request: Request,
  price: Price,
): number {
  const prompt = model.boundInputTokens(request)
  const outputTokens = model.boundOutputTokens(request)
  const attempt = Math.max(
    costMicroUsd({ inputTokens: prompt, outputTokens, cachedInputTokens: 0 }, price),
    costMicroUsd({ inputTokens: 0, outputTokens, cachedInputTokens: prompt }, price),
  )
  return model.maxAttempts * attempt
}
