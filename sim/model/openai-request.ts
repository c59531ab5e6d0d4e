import * as z from 'zod'
import type { SourcePassage } from './extract.ts'

/** The body of `POST /chat/completions` as far as the simulator knows it; other fields are refused. */
export const completionRequest = z.strictObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['system', 'developer', 'user', 'assistant']),
        content: z.union([
          z.string(),
          z.array(z.strictObject({ type: z.literal('text'), text: z.string() })),
        ]),
        name: z.string().optional(),
      }),
    )
    .min(1),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  seed: z.int().nullish(),
  n: z.literal(1).nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  user: z.string().optional(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_usage: z.boolean().optional() }).nullish(),
  reasoning_effort: z.string().nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text') }),
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          description: z.string().optional(),
          strict: z.boolean().nullish(),
          schema: z.record(z.string(), z.unknown()),
        }),
      }),
    ])
    .optional(),
})

export type CompletionRequest = z.infer<typeof completionRequest>

export function textOf({ content }: CompletionRequest['messages'][number]): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('\n')
}

const SOURCE = /Source (\d+):\n<<source ([0-9a-f]+)>>\n([\s\S]*?)\n<<end of source \2>>/g

/** The passages in a request's text: numbered, fenced, the title in the first line. */
export function passagesIn(text: string): SourcePassage[] {
  return [...text.matchAll(SOURCE)].map(([, , , inner = '']) => {
    const [title = '', ...rest] = inner.split('\n')
    return { title, blocks: [rest.join('\n').trim()] }
  })
}

/** Strict structured output wants every property required and no others allowed. Null when it is so. */
export function strictProblem(schema: Record<string, unknown>, path = ''): string | null {
  const parsed = z
    .object({
      type: z.unknown().optional(),
      properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
      required: z.array(z.string()).optional(),
      additionalProperties: z.unknown().optional(),
      items: z.record(z.string(), z.unknown()).optional(),
    })
    .safeParse(schema)
  if (!parsed.success) return `Invalid schema for response_format at ${path || 'root'}`
  const { type, properties = {}, required = [], additionalProperties, items } = parsed.data
  if (type === 'object' && additionalProperties !== false) {
    return `Invalid schema for response_format: In context=(${path}), 'additionalProperties' is required to be supplied and to be false.`
  }
  if (type === 'object' && Object.keys(properties).some((key) => !required.includes(key))) {
    return `Invalid schema for response_format: In context=(${path}), 'required' is required to be supplied and to be an array including every key in properties.`
  }
  const inner = [...Object.entries(properties), ...(items ? [['items', items] as const] : [])]
  for (const [key, one] of inner) {
    const problem = strictProblem(one, `${path}/${key}`)
    if (problem) return problem
  }
  return null
}
