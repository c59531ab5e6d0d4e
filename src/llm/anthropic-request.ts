import type Anthropic from '@anthropic-ai/sdk'
import type { Fence } from './fence.ts'
import { memberText, passageTitle } from './member-text.ts'
import type { AnswerRequest } from './model.ts'
import { thinkingOf } from './thinking.ts'
import { boundTokens } from './token-bound.ts'

/**
 * What Anthropic adds to a request by itself: the instructions that citations bring along, and the marks around the
 * request, each message and each search result. Not published; the citing instructions are a few hundred tokens.
 */
const REQUEST_OVERHEAD_TOKENS = 2_000
const PASSAGE_OVERHEAD_TOKENS = 100

/** The passages as search results that can be cited, then the members' text, fenced. */
export function anthropicBody(
  model: string,
  request: AnswerRequest,
  fence: Fence,
): Anthropic.MessageCreateParamsStreaming {
  const { thinking, effort } = thinkingOf(model)
  return {
    model,
    max_tokens: boundOutputTokens(model, request),
    stream: true,
    system: request.system,
    messages: [
      {
        role: 'user',
        content: [...request.passages.map(searchResult), { type: 'text', text: memberText(request, fence) }],
      },
    ],
    ...(thinking && { thinking }),
    ...(effort && { output_config: { effort } }),
  }
}

function searchResult(passage: AnswerRequest['passages'][number]): Anthropic.SearchResultBlockParam {
  const title = passageTitle(passage)
  return {
    type: 'search_result',
    source: passage.section.url,
    title,
    // Anthropic refuses empty text blocks.
    content: [{ type: 'text', text: passage.section.body.trim() || title }],
    citations: { enabled: true },
  }
}

export function boundInputTokens(request: AnswerRequest): number {
  // The fence's real mark is as long as this one.
  const text = memberText(
    request,
    (label, inner) => `<<${label} ${'0'.repeat(24)}>>\n${inner}\n<<end of ${label} ${'0'.repeat(24)}>>`,
  )
  const passages = request.passages.map(
    (passage) =>
      PASSAGE_OVERHEAD_TOKENS +
      boundTokens(passage.section.url + passageTitle(passage).repeat(2) + passage.section.body),
  )
  return (
    REQUEST_OVERHEAD_TOKENS +
    boundTokens(request.system) +
    boundTokens(text) +
    passages.reduce((sum, tokens) => sum + tokens, 0)
  )
}

/** `max_tokens` bounds thinking and text together, so the bill can hold no more. */
export function boundOutputTokens(model: string, request: AnswerRequest): number {
  return request.maxOutputTokens + thinkingOf(model).allowanceTokens
}
