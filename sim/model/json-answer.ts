import * as z from 'zod'
import { compose } from './answer.ts'
import type { ModelEffect } from './effects.ts'
import type { SourcePassage } from './extract.ts'
import { feedbackAnswer } from './feedback-answer.ts'

const node: z.ZodType<SchemaNode> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string()).transform(() => undefined)]).optional(),
    enum: z.array(z.union([z.string(), z.number(), z.null()])).optional(),
    properties: z.record(z.string(), node).optional(),
    items: node.optional(),
  }),
)

interface SchemaNode {
  type?: string | undefined
  enum?: (string | number | null)[] | undefined
  properties?: Record<string, SchemaNode> | undefined
  items?: SchemaNode | undefined
}

/** Names under which schemas ask for the numbers of the passages that a statement rests on. */
const SOURCE_NAMES = /^(sources?|cites?|citations?|passages?|references?)$/i

/**
 * JSON text that fits a schema. A list of objects with a text and numbers of sources is the answer, statement by
 * statement; whatever else is asked for gets the answer's text, or the emptiest value that fits.
 */
export function jsonAnswer(
  schema: Record<string, unknown>,
  question: string,
  passages: SourcePassage[],
  effect: ModelEffect | null,
): string {
  if (effect === 'malformed') return '{"statements": [{"text": "(scripted model) told to break off'
  const pieces = compose(question, passages, effect)
  // The lead-in cites nothing itself; with nothing behind it there is no answer.
  const cited = effect === 'uncited' || pieces.some((piece) => piece.extract !== null) ? pieces : []
  const whole = pieces.map((piece) => piece.text).join('')
  const parsed = node.safeParse(schema)
  // Questions about a conversation, one set for each candidate, are answered by a rule of their own.
  if (parsed.success && parsed.data.properties?.candidates?.items?.properties?.tone_harshness)
    return JSON.stringify(feedbackAnswer(question))
  return JSON.stringify(parsed.success ? fill(parsed.data) : {})

  function fill(one: SchemaNode): unknown {
    if (one.enum) return one.enum[0]
    switch (one.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(one.properties ?? {}).map(([key, inner]) => [key, fill(inner)]),
        )
      case 'array':
        return one.items && isStatement(one.items) ? cited.map((piece) => statement(one.items, piece)) : []
      case 'string':
        return whole
      case 'integer':
      case 'number':
        return 0
      case 'boolean':
        return false
      default:
        return null
    }
  }

  function statement(one: SchemaNode | undefined, piece: (typeof pieces)[number]): unknown {
    return Object.fromEntries(
      Object.entries(one?.properties ?? {}).map(([key, inner]) => {
        if (inner.type === 'array') return [key, piece.extract ? [piece.extract.passage] : []]
        return [key, inner.type === 'string' ? piece.text.trim() : fill(inner)]
      }),
    )
  }
}

function isStatement({ type, properties = {} }: SchemaNode): boolean {
  const entries = Object.entries(properties)
  return (
    type === 'object' &&
    entries.some(([, inner]) => inner.type === 'string') &&
    entries.some(([key, inner]) => inner.type === 'array' && SOURCE_NAMES.test(key))
  )
}
