import Anthropic, { APIConnectionError, APIError } from '@anthropic-ai/sdk'
import { anthropicBody, boundInputTokens, boundOutputTokens } from './anthropic-request.ts'
import { type Attempt, NO_TOKENS, withAttempts } from './attempts.ts'
import { brokenOff, refusedWithStatus, scrub } from './failures.ts'
import { createFence } from './fence.ts'
import type { AnswerRequest, Statement, TokenUsage } from './model.ts'
import type { AdapterOptions, AnswerCall } from './provider.ts'

const DEFAULT_BASE_URL = 'https://api.anthropic.com'

/** Answers with Anthropic's Messages API, streamed; the text between citations arrives as blocks of their own. */
export function createAnthropicCall(options: AdapterOptions): AnswerCall {
  const { apiKey, baseUrl = DEFAULT_BASE_URL, name, timeoutMs, fetch, clock } = options
  const client = new Anthropic({
    apiKey,
    baseURL: baseUrl,
    // Attempts are counted in one place, for both providers.
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: (url, init) => fetch(url, init),
  })
  return (request, onProgress) =>
    withAttempts((signal) => attempt(request, signal, onProgress), options, clock)

  async function attempt(
    request: AnswerRequest,
    signal: AbortSignal,
    onProgress: (soFar: Statement[]) => void,
  ): Promise<Attempt<Statement[]>> {
    const reading = new Reading()
    const bound: TokenUsage = {
      ...NO_TOKENS,
      inputTokens: boundInputTokens(request),
      outputTokens: boundOutputTokens(name, request),
    }
    try {
      const body = anthropicBody(name, request, createFence(options.randomHex))
      for await (const event of await client.messages.create(body, { signal })) {
        if (reading.take(event)) onProgress(reading.finished())
      }
    } catch (error) {
      if (error instanceof APIError && typeof error.status === 'number' && !reading.usage) {
        return refusedWithStatus(error.status, error.message, error.headers ?? new Headers(), apiKey)
      }
      const known = error instanceof APIConnectionError || error instanceof APIError
      const reason = known ? scrub(error.message, apiKey) : 'the stream broke off'
      return brokenOff(signal, reason, reading.billedAtMost(bound))
    }
    return reading.result() ?? brokenOff(signal, 'the stream ended early', reading.billedAtMost(bound))
  }
}

/** What has arrived of one answer. */
class Reading {
  usage: TokenUsage | null = null
  private blocks = new Map<number, { text: string; cites: Set<number>; isFinished: boolean }>()
  private stopReason: Anthropic.StopReason | null = null

  /** Takes the next event; true when a block of text was finished by it. */
  take(event: Anthropic.RawMessageStreamEvent): boolean {
    switch (event.type) {
      case 'message_start':
        this.usage = usageOf(event.message.usage)
        return false
      case 'content_block_start':
        // Thinking comes as blocks too: only text is an answer.
        if (event.content_block.type === 'text') {
          this.blocks.set(event.index, {
            text: event.content_block.text,
            cites: new Set(),
            isFinished: false,
          })
        }
        return false
      case 'content_block_delta': {
        const block = this.blocks.get(event.index)
        if (!block) return false
        if (event.delta.type === 'text_delta') block.text += event.delta.text
        if (
          event.delta.type === 'citations_delta' &&
          event.delta.citation.type === 'search_result_location'
        ) {
          block.cites.add(event.delta.citation.search_result_index)
        }
        return false
      }
      case 'content_block_stop': {
        const block = this.blocks.get(event.index)
        if (block) block.isFinished = true
        return block !== undefined
      }
      case 'message_delta':
        this.stopReason = event.delta.stop_reason
        // The counts are cumulative; a null means as in message_start.
        this.usage = usageOf({
          input_tokens: event.usage.input_tokens ?? this.usage?.inputTokens ?? 0,
          output_tokens: event.usage.output_tokens,
          cache_read_input_tokens: event.usage.cache_read_input_tokens ?? this.usage?.cachedInputTokens ?? 0,
          cache_creation_input_tokens:
            event.usage.cache_creation_input_tokens ?? this.usage?.cacheWriteInputTokens ?? 0,
        })
        return false
      default:
        return false
    }
  }

  finished(): Statement[] {
    return [...this.blocks.values()]
      .filter(({ isFinished }) => isFinished)
      .map(({ text, cites }) => ({ text, cites: [...cites] }))
  }

  /** Null when the answer broke off before its end. */
  result(): Attempt<Statement[]> | null {
    if (!this.usage || this.stopReason === null) return null
    if (this.stopReason === 'refusal') {
      return {
        ok: false,
        failure: 'refused',
        usage: this.usage,
        detail: 'the model refused',
        isTransient: false,
      }
    }
    const truncated = this.stopReason === 'max_tokens' || this.stopReason === 'model_context_window_exceeded'
    return { ok: true, value: this.finished(), usage: this.usage, truncated }
  }

  /** Input is counted before the first word; how much was written when the line broke is not known. */
  billedAtMost(bound: TokenUsage): TokenUsage {
    return this.usage ? { ...this.usage, outputTokens: bound.outputTokens } : bound
  }
}

export function usageOf(
  usage: Pick<
    Anthropic.Usage,
    'input_tokens' | 'output_tokens' | 'cache_read_input_tokens' | 'cache_creation_input_tokens'
  >,
): TokenUsage {
  const written = usage.cache_creation_input_tokens ?? 0
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    cachedInputTokens: usage.cache_read_input_tokens ?? 0,
    ...(written > 0 && { cacheWriteInputTokens: written }),
  }
}
