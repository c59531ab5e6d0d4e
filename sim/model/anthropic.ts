import { randomBytes } from 'node:crypto'
import { jsonOrText } from '../http.ts'
import type { Settings } from '../protocol.ts'
import type { Service, ServiceAnswer, ServiceRequest } from '../services.ts'
import { compose, LABEL, type Piece, questionIn } from './answer.ts'
import {
  conflictIn,
  lastUserText,
  type MessagesRequest,
  messagesRequest,
  requestProblem,
  searchResults,
} from './anthropic-request.ts'
import { streamMessage } from './anthropic-stream.ts'
import { jsonAnswer } from './json-answer.ts'
import { tokensOf, withinTokens } from './tokens.ts'

const ROUTE = 'POST /v1/messages'
const MODEL = /^claude-[a-z0-9-]+$/
/** What a model that thinks spends on a question with passages. */
const THINKING_TOKENS = 48

/** The blocks of an answer on Anthropic's wire. */
type AnswerBlock =
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'text'; text: string; citations: Citation[] | null }

interface Citation {
  type: 'search_result_location'
  cited_text: string
  source: string
  title: string | null
  search_result_index: number
  start_block_index: number
  end_block_index: number
}

/** A whole answer: Anthropic's Message object. */
export interface AnswerMessage {
  id: string
  type: 'message'
  role: 'assistant'
  model: string
  container: null
  diagnostics: null
  content: AnswerBlock[]
  stop_reason: 'end_turn' | 'max_tokens' | 'refusal'
  stop_sequence: null
  stop_details: { type: 'refusal'; category: null; explanation: string } | null
  usage: Record<string, unknown> & { input_tokens: number; output_tokens: number }
}

/** Anthropic's Messages API with a script in place of a model. */
export function anthropicService(settings: () => Settings): Service {
  return {
    name: 'anthropic',
    base: '/anthropic',
    answer: (request) => {
      const refusal = refuseHeaders(request)
      if (refusal) return refusal
      if (request.method !== 'POST' || request.path !== '/v1/messages') {
        return { ...problem(404, 'not_found_error', 'Not found'), route: null }
      }
      const parsed = messagesRequest.safeParse(jsonOrText(request.body))
      if (!parsed.success) return problem(400, 'invalid_request_error', requestProblem(parsed.error))
      const conflict = conflictIn(parsed.data)
      if (conflict !== null) return problem(400, 'invalid_request_error', conflict)
      if (!MODEL.test(parsed.data.model))
        return problem(404, 'not_found_error', `model: ${parsed.data.model}`)
      return answer(parsed.data, request, settings())
    },
  }
}

function answer(body: MessagesRequest, request: ServiceRequest, settings: Settings): ServiceAnswer {
  const message = writeMessage(body, request)
  const shared = {
    status: 200,
    route: ROUTE,
    rateLimit: null,
    logged: message,
    headers: { 'request-id': newId('req') },
  }
  if (!body.stream) return { ...shared, body: message }
  return { ...shared, stream: streamMessage(message, request.effect, settings) }
}

function writeMessage(body: MessagesRequest, { effect }: ServiceRequest): AnswerMessage {
  const results = searchResults(body)
  const passages = results.map(({ title, content }) => ({ title, blocks: content.map(({ text }) => text) }))
  const question = questionIn(lastUserText(body))
  const format = body.output_config?.format
  const pieces: Piece[] = format
    ? [{ text: jsonAnswer(format.schema, question, passages, effect), extract: null }]
    : compose(question, passages, effect)
  const cites = results.some((result) => result.citations?.enabled)
  const thinks = body.thinking === undefined || ['enabled', 'adaptive'].includes(body.thinking.type)
  const spent = thinks ? THINKING_TOKENS : 0
  const allowed = effect === 'truncate' ? Math.ceil(outputTokens(pieces) / 2) : body.max_tokens - spent

  const content: AnswerBlock[] = thinks ? [{ type: 'thinking', thinking: '', signature: newId('sig') }] : []
  let left = allowed
  for (const piece of pieces) {
    if (left <= 0) break
    const text = withinTokens(piece.text, left)
    left -= tokensOf(piece.text)
    content.push({
      type: 'text',
      text,
      citations: cites && piece.extract ? [citation(piece.extract, results)] : null,
    })
  }
  return {
    id: newId('msg'),
    type: 'message',
    role: 'assistant',
    model: body.model,
    container: null,
    diagnostics: null,
    content,
    stop_reason: effect === 'refuse' ? 'refusal' : left < 0 ? 'max_tokens' : 'end_turn',
    stop_sequence: null,
    stop_details:
      effect === 'refuse'
        ? { type: 'refusal', category: null, explanation: `${LABEL} told to refuse` }
        : null,
    usage: {
      input_tokens: tokensOf(JSON.stringify([body.system, body.messages])),
      output_tokens: spent + Math.min(Math.max(1, allowed), outputTokens(pieces)),
      cache_creation: null,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      inference_geo: null,
      output_tokens_details: { thinking_tokens: spent },
      server_tool_use: null,
      service_tier: 'standard',
      speed: 'standard',
    },
  }
}

function citation(
  extract: NonNullable<Piece['extract']>,
  results: ReturnType<typeof searchResults>,
): Citation {
  const result = results[extract.passage]
  return {
    type: 'search_result_location',
    cited_text: extract.source,
    source: result?.source ?? '',
    title: result?.title ?? null,
    search_result_index: extract.passage,
    start_block_index: extract.block,
    end_block_index: extract.block + 1,
  }
}

function outputTokens(pieces: Piece[]): number {
  return pieces.reduce((total, piece) => total + tokensOf(piece.text), 0)
}

function refuseHeaders({ headers, body }: ServiceRequest): ServiceAnswer | null {
  // The API takes the key in either header; today's SDK sends the second.
  if (!headers['x-api-key'] && !/^Bearer \S+/.test(headers.authorization ?? '')) {
    return problem(401, 'authentication_error', 'x-api-key header is required')
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(headers['anthropic-version'] ?? '')) {
    return problem(400, 'invalid_request_error', 'anthropic-version: header is required')
  }
  if (body !== '' && !(headers['content-type'] ?? '').startsWith('application/json')) {
    return problem(400, 'invalid_request_error', 'content-type: must be application/json')
  }
  return null
}

function problem(status: number, type: string, message: string): ServiceAnswer {
  const body = { type: 'error', error: { type, message, details: null }, request_id: newId('req') }
  return {
    status,
    body,
    logged: body,
    route: ROUTE,
    rateLimit: null,
    headers: { 'request-id': body.request_id },
  }
}

function newId(prefix: string): string {
  return `${prefix}_sim${randomBytes(9).toString('hex')}`
}
