import * as z from 'zod'
import { type Attempt, NO_TOKENS, withAttempts } from './attempts.ts'
import { brokenOff, refusedWithStatus, scrub } from './failures.ts'
import { createFence } from './fence.ts'
import type { AnswerRequest, Statement, TokenUsage } from './model.ts'
import { boundInputTokens, openAiBody } from './openai-request.ts'
import { type Completion, readCompletion } from './openai-stream.ts'
import type { AdapterOptions, AnswerCall } from './provider.ts'
import { finishedStatements, parseStatements } from './statements-json.ts'

const DEFAULT_BASE_URL = 'https://api.openai.com/v1'
const errorBody = z
  .object({ error: z.object({ message: z.string() }) })
  .transform(({ error }) => error.message)
  .catch('')

/** Answers with any host that speaks OpenAI's `/chat/completions` with a JSON schema. */
export function createOpenAiCall(options: AdapterOptions): AnswerCall {
  const { apiKey, baseUrl = DEFAULT_BASE_URL, name, fetch, clock } = options
  return (request, onProgress) =>
    withAttempts((signal) => attempt(request, signal, onProgress), options, clock)

  async function attempt(
    request: AnswerRequest,
    signal: AbortSignal,
    onProgress: (soFar: Statement[]) => void,
  ): Promise<Attempt<Statement[]>> {
    const bound = {
      ...NO_TOKENS,
      inputTokens: boundInputTokens(request),
      outputTokens: request.maxOutputTokens,
    }
    const body = openAiBody(name, new URL(baseUrl).host, request, createFence(options.randomHex))
    let finished = 0
    const report = (soFar: string, added: string) => {
      // Only a brace can finish a statement.
      if (!added.includes('}')) return
      const statements = finishedStatements(soFar)
      if (statements.length > finished) onProgress(statements)
      finished = statements.length
    }
    try {
      const response = await fetch(`${baseUrl}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify(body),
        signal,
      })
      if (!response.ok) {
        const message = errorBody.parse(await response.json().catch(() => null))
        return refusedWithStatus(response.status, message, response.headers, apiKey)
      }
      const completion = await readCompletion(response, report)
      if (completion.error !== null) return brokenOff(signal, scrub(completion.error, apiKey), bound)
      return (
        outcome(completion, bound) ?? brokenOff(signal, 'the stream ended early', completion.usage ?? bound)
      )
    } catch (error) {
      return brokenOff(signal, error instanceof Error ? scrub(error.message, apiKey) : 'no answer', bound)
    }
  }
}

/** Null when the reply stopped in the middle without saying why. */
function outcome(completion: Completion, bound: TokenUsage): Attempt<Statement[]> | null {
  const usage = completion.usage ?? bound
  if (completion.isRefusal) {
    return { ok: false, failure: 'refused', usage, detail: 'the model refused', isTransient: false }
  }
  const parsed = parseStatements(completion.text)
  if (completion.finishReason === null && !parsed?.isWhole) return null
  if (!parsed) {
    return {
      ok: false,
      failure: 'malformed',
      usage,
      detail: 'the reply is not the JSON asked for',
      isTransient: true,
    }
  }
  const truncated = completion.finishReason === 'length' || !parsed.isWhole
  return { ok: true, value: parsed.statements, usage, truncated }
}
