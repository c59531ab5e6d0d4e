import * as z from 'zod'

/** The body of `POST /v1/messages` as far as the simulator knows it; other fields are refused, as the API does. */

const cacheControl = z
  .strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() })
  .nullish()
const textBlock = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1, 'text content blocks must be non-empty'),
  cache_control: cacheControl,
  citations: z.array(z.unknown()).nullish(),
})
const searchResult = z.strictObject({
  type: z.literal('search_result'),
  source: z.string().min(1),
  title: z.string(),
  content: z.array(textBlock).min(1),
  cache_control: cacheControl,
  citations: z.strictObject({ enabled: z.boolean().optional() }).optional(),
})
const block = z.discriminatedUnion('type', [textBlock, searchResult])

export const messagesRequest = z.strictObject({
  model: z.string().min(1),
  max_tokens: z.int().min(1),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['user', 'assistant']),
        content: z.union([z.string().min(1), z.array(block).min(1)]),
      }),
    )
    .min(1),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  stream: z.boolean().optional(),
  stop_sequences: z.array(z.string()).optional(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  cache_control: cacheControl,
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      format: z
        .strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) })
        .nullish(),
    })
    .optional(),
  thinking: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('disabled') }),
      z.strictObject({ type: z.literal('between_tools') }),
      z.strictObject({ type: z.literal('adaptive'), display: z.enum(['summarized', 'omitted']).nullish() }),
      z.strictObject({
        type: z.literal('enabled'),
        budget_tokens: z.int().min(1024),
        display: z.enum(['summarized', 'omitted']).nullish(),
      }),
    ])
    .optional(),
})

export type MessagesRequest = z.infer<typeof messagesRequest>
type SearchResult = z.infer<typeof searchResult>

/** All search results in the order of their index in citations. */
export function searchResults(request: MessagesRequest): SearchResult[] {
  return request.messages.flatMap(({ content }) =>
    typeof content === 'string' ? [] : content.flatMap((one) => (one.type === 'search_result' ? one : [])),
  )
}

/** What the last message of the user says. */
export function lastUserText(request: MessagesRequest): string {
  const content = request.messages.findLast(({ role }) => role === 'user')?.content ?? ''
  if (typeof content === 'string') return content
  return content.flatMap((one) => (one.type === 'text' ? one.text : [])).join('\n')
}

/** What zod found, in the API's words for the first of it. */
export function requestProblem(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'invalid request'
  const path = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    return `${[...issue.path, issue.keys[0]].join('.')}: Extra inputs are not permitted`
  }
  if (issue.code === 'invalid_type' && issue.message.includes('undefined')) return `${path}: Field required`
  return `${path}: ${issue.message}`
}

/** Rules over more than one field. Null when they are kept. */
export function conflictIn(request: MessagesRequest): string | null {
  const results = searchResults(request)
  const citing = results.filter((result) => result.citations?.enabled).length
  if (citing > 0 && request.output_config?.format) {
    return 'output_config.format: Citations cannot be used together with structured outputs'
  }
  if (citing > 0 && citing < results.length) {
    return 'messages: Citations must be enabled on all search result blocks or on none of them'
  }
  if (request.thinking?.type === 'enabled' && request.thinking.budget_tokens >= request.max_tokens) {
    return 'max_tokens: must be greater than thinking.budget_tokens'
  }
  if (request.messages.at(-1)?.role === 'assistant') {
    return 'messages: this model does not support assistant message prefill'
  }
  return null
}
