import type { Fence } from './fence.ts'
import { memberText, passageTitle } from './member-text.ts'
import type { AnswerRequest } from './model.ts'
import { boundTokens } from './token-bound.ts'

/** Marks around messages, and what a host adds to make the model keep to a schema. */
const REQUEST_OVERHEAD_TOKENS = 1_000

/** How sources are cited without a provider's own citations. */
const FORMAT_RULES = [
  'Reply with one JSON object: {"statements": [{"text": "…", "sources": [0]}]}.',
  'Each statement is one paragraph, one list item (with its "- " or "1. ") or one whole code block, in Markdown, in reading order.',
  '"sources" holds the numbers of the sources that say what the statement says. A statement without a source is thrown away; write no source numbers, links or footnotes into "text".',
  'When the sources do not answer the question, reply {"statements": []}.',
].join('\n')

/** Accepted by strict structured output: every property required, nothing else allowed. */
const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['statements'],
  properties: {
    statements: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['text', 'sources'],
        properties: { text: { type: 'string' }, sources: { type: 'array', items: { type: 'integer' } } },
      },
    },
  },
}

export function openAiBody(model: string, host: string, request: AnswerRequest, fence: Fence): object {
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    // OpenAI's own models refuse the old name, other hosts do not know the new one and would write without a bound.
    [host === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens']: request.maxOutputTokens,
    messages: [
      { role: 'system', content: systemText(request) },
      { role: 'user', content: userText(request, fence) },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: SCHEMA } },
  }
}

function systemText({ system }: AnswerRequest): string {
  return `${system}\n\n${FORMAT_RULES}`
}

function userText(request: AnswerRequest, fence: Fence): string {
  const sources = request.passages.map(
    (passage, index) =>
      `Source ${index}:\n${fence('source', `${passageTitle(passage)}\n\n${passage.section.body}`)}`,
  )
  return ['From the documentation:', ...sources, memberText(request, fence)].join('\n\n')
}

export function boundInputTokens(request: AnswerRequest): number {
  // The fence's real mark is as long as this one.
  const mark = '0'.repeat(24)
  const fence: Fence = (label, text) => `<<${label} ${mark}>>\n${text}\n<<end of ${label} ${mark}>>`
  return (
    REQUEST_OVERHEAD_TOKENS +
    boundTokens(systemText(request)) +
    boundTokens(userText(request, fence)) +
    boundTokens(JSON.stringify(SCHEMA))
  )
}
