import * as z from 'zod'
import type { TokenUsage } from './model.ts'

const usage = z
  .object({
    prompt_tokens: z.int().min(0),
    completion_tokens: z.int().min(0),
    prompt_tokens_details: z.object({ cached_tokens: z.int().min(0).nullish() }).nullish(),
  })
  .transform(({ prompt_tokens, completion_tokens, prompt_tokens_details }): TokenUsage => {
    const cached = Math.min(prompt_tokens, prompt_tokens_details?.cached_tokens ?? 0)
    return {
      inputTokens: prompt_tokens - cached,
      outputTokens: completion_tokens,
      cachedInputTokens: cached,
    }
  })
const said = z.object({ content: z.string().nullish(), refusal: z.string().nullish() })
const chunk = z.object({
  choices: z
    .array(z.object({ delta: said.nullish(), message: said.nullish(), finish_reason: z.string().nullish() }))
    .default([]),
  usage: usage.nullish().catch(null),
  error: z.object({ message: z.string().catch('') }).nullish(),
})

/** What a host said, streamed or at once. */
export interface Completion {
  text: string
  isRefusal: boolean
  finishReason: string | null
  usage: TokenUsage | null
  /** The host broke off with an error inside the stream. */
  error: string | null
}

/** Bounds what a host that ignores the token limit can make us hold. */
const MAX_REPLY_CHARS = 200_000

/** Reads an answer of `/chat/completions`: server-sent events, or one JSON object from hosts that do not stream. */
export async function readCompletion(
  response: Response,
  onText: (soFar: string, added: string) => void,
): Promise<Completion> {
  const completion: Completion = { text: '', isRefusal: false, finishReason: null, usage: null, error: null }
  const take = (data: string) => {
    const parsed = chunk.safeParse(json(data))
    if (!parsed.success) return
    const [choice] = parsed.data.choices
    const words = choice?.delta ?? choice?.message
    completion.text += words?.content ?? ''
    completion.isRefusal ||= Boolean(words?.refusal) || choice?.finish_reason === 'content_filter'
    completion.finishReason = choice?.finish_reason ?? completion.finishReason
    completion.usage = parsed.data.usage ?? completion.usage
    completion.error = parsed.data.error?.message ?? completion.error
    if (completion.text.length > MAX_REPLY_CHARS) throw new RangeError('the reply is longer than any answer')
    if (words?.content) onText(completion.text, words.content)
  }
  if (response.headers.get('content-type')?.includes('application/json')) take(await response.text())
  else for await (const data of eventData(response)) take(data)
  return completion
}

/** The `data:` lines of a stream of server-sent events. */
async function* eventData(response: Response): AsyncGenerator<string> {
  if (!response.body) return
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of response.body) {
    rest += decoder.decode(bytes, { stream: true })
    const lines = rest.split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data:')) yield line.slice('data:'.length).trim()
  }
  if (rest.startsWith('data:')) yield rest.slice('data:'.length).trim()
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
