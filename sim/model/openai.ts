import { randomBytes } from 'node:crypto'
import { jsonOrText, sse, wait } from '../http.ts'
import type { Settings } from '../protocol.ts'
import type { Service, ServiceAnswer, ServiceRequest } from '../services.ts'
import { compose, questionIn } from './answer.ts'
import type { ModelEffect } from './effects.ts'
import { jsonAnswer } from './json-answer.ts'
import {
  type CompletionRequest,
  completionRequest,
  passagesIn,
  strictProblem,
  textOf,
} from './openai-request.ts'
import { chunksOf, tokensOf, withinTokens } from './tokens.ts'

const ROUTE = 'POST /chat/completions'
const DEFAULT_MAX_TOKENS = 4096
const STALL_MS = 600_000

interface Completion {
  id: string
  model: string
  text: string
  refusal: string | null
  finishReason: 'stop' | 'length'
  usage: Record<string, unknown>
}

/** A host that speaks OpenAI's chat completions, with a script in place of a model. */
export function openaiService(settings: () => Settings): Service {
  return {
    name: 'openai',
    base: '/openai/v1',
    answer: (request) => {
      if (!/^Bearer \S+/.test(request.headers.authorization ?? '')) {
        return problem(401, 'You did not provide an API key.', null, 'invalid_api_key')
      }
      if (request.method !== 'POST' || request.path !== '/chat/completions') {
        return { ...problem(404, `Invalid URL (${request.method} ${request.path})`, null, null), route: null }
      }
      const parsed = completionRequest.safeParse(jsonOrText(request.body))
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
        const param = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join('.')
        return unknown === undefined
          ? problem(400, `Invalid value for '${param}': ${issue?.message}`, param, 'invalid_value')
          : problem(400, `Unrecognized request argument supplied: ${param}`, param, 'unknown_parameter')
      }
      return complete(parsed.data, request, settings())
    },
  }
}

function complete(body: CompletionRequest, request: ServiceRequest, settings: Settings): ServiceAnswer {
  const format = body.response_format
  if (format?.type === 'json_schema' && format.json_schema.strict) {
    const wrong = strictProblem(format.json_schema.schema)
    if (wrong) return problem(400, wrong, 'response_format', null)
  }
  if (body.stream_options && !body.stream) {
    return problem(
      400,
      "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      'stream_options',
      null,
    )
  }
  const completion = write(body, request.effect)
  const whole = wholeOf(completion)
  const shared = { status: 200, route: ROUTE, rateLimit: null, logged: whole }
  if (!body.stream) return { ...shared, body: whole }
  const withUsage = body.stream_options?.include_usage === true
  return { ...shared, stream: streamOf(completion, withUsage, request.effect, settings) }
}

function write(body: CompletionRequest, effect: ModelEffect | null): Completion {
  const last = body.messages.findLast(({ role }) => role === 'user')
  const said = last ? textOf(last) : ''
  const passages = passagesIn(said)
  const question = questionIn(said)
  const format = body.response_format
  const text =
    effect === 'refuse' || effect === 'empty'
      ? ''
      : format?.type === 'json_schema'
        ? jsonAnswer(format.json_schema.schema, question, passages, effect)
        : compose(question, passages, effect)
            .map((piece) => piece.text)
            .join('')
  const limit = body.max_completion_tokens ?? body.max_tokens ?? DEFAULT_MAX_TOKENS
  const allowed = effect === 'truncate' ? Math.ceil(tokensOf(text) / 2) : limit
  const cut = tokensOf(text) > allowed
  const input = tokensOf(body.messages.map(textOf).join('\n'))
  const output = Math.min(allowed, tokensOf(text))
  return {
    id: `chatcmpl-sim${randomBytes(9).toString('hex')}`,
    model: body.model,
    text: cut ? withinTokens(text, allowed) : text,
    refusal: effect === 'refuse' ? '(scripted model) told to refuse' : null,
    finishReason: cut ? 'length' : 'stop',
    usage: {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
  }
}

function wholeOf(completion: Completion) {
  const { id, model, text, refusal, finishReason, usage } = completion
  const message = { role: 'assistant', content: refusal === null ? text : null, refusal }
  return {
    id,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
    usage,
  }
}

async function* streamOf(
  { id, model, text, refusal, finishReason, usage }: Completion,
  withUsage: boolean,
  effect: ModelEffect | null,
  settings: Settings,
): AsyncGenerator<string | null> {
  const created = Math.floor(Date.now() / 1000)
  const chunk = (choices: unknown[], rest: Record<string, unknown> = {}) =>
    sse({
      id,
      object: 'chat.completion.chunk',
      created,
      model,
      choices,
      ...(withUsage && { usage: null }),
      ...rest,
    })
  const delta = (fields: Record<string, unknown>) => [
    { index: 0, delta: fields, logprobs: null, finish_reason: null },
  ]

  await wait(settings.modelFirstTokenMs)
  yield chunk(delta({ role: 'assistant', content: '', refusal: null }))
  const pieces = chunksOf(text)
  for (const [index, piece] of pieces.entries()) {
    if (index >= pieces.length / 2) {
      if (effect === 'drop_mid_stream') return yield null
      if (effect === 'stall_mid_stream') await wait(STALL_MS)
    }
    yield chunk(delta({ content: piece }))
    if (settings.modelChunkMs > 0) await wait(settings.modelChunkMs)
  }
  if (refusal !== null) yield chunk(delta({ refusal }))
  yield chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: finishReason }])
  if (withUsage) yield chunk([], { usage })
  yield 'data: [DONE]\n\n'
}

function problem(status: number, message: string, param: string | null, code: string | null): ServiceAnswer {
  const body = { error: { message, type: 'invalid_request_error', param, code } }
  return { status, body, logged: body, route: ROUTE, rateLimit: null }
}
