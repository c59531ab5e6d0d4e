import type { AnswerRequest, LanguageModel } from '../../../src/llm/model.ts'
import { createModel, type ModelOptions } from '../../../src/llm/provider.ts'

export const KEY = 'sk-test-0123456789abcdef'

export const request: AnswerRequest = {
  system: 'You help a community.',
  passages: [
    {
      score: 0.9,
      section: {
        id: 'a',
        url: 'https://docs.test/a#b',
        page: 'https://docs.test/a',
        title: 'Page',
        headings: ['Budget'],
        body: 'The daily cap.',
        scope: '',
        position: 0,
      },
    },
  ],
  turns: [],
  question: 'How do I set it?',
  maxOutputTokens: 900,
}

export type Reply = (url: string, signal: AbortSignal | null | undefined) => Response | Promise<Response>

export interface FetchCall {
  url: string
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a request's JSON as it went over the wire
  body: any
}

interface Host {
  model: LanguageModel
  calls: FetchCall[]
  pauses: number[]
}

function host(provider: ModelOptions['provider'], replies: Reply[], options: Partial<ModelOptions>): Host {
  const calls: FetchCall[] = []
  const pauses: number[] = []
  const created = createModel({
    provider,
    name: 'claude-haiku-5-5',
    apiKey: KEY,
    baseUrl: undefined,
    timeoutMs: 2000,
    maxAttempts: 2,
    price: { input: 1, output: 2, cacheRead: 0.1 },
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      calls.push({ url, headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) })
      const reply = replies[calls.length - 1]
      if (!reply) throw new TypeError('no further reply')
      return reply(url, init?.signal)
    },
    clock: { sleep: async (ms) => void pauses.push(ms), random: () => 0.5 },
    ...options,
  })
  if (!created.ok) throw new Error(created.problem)
  return { model: created.port, calls, pauses }
}

export const anthropic = (replies: Reply[], options: Partial<ModelOptions> = {}) =>
  host('anthropic', replies, options)
export const openAi = (replies: Reply[], options: Partial<ModelOptions> = {}) =>
  host('openai-compatible', replies, { name: 'some-model', ...options })

/** Server-sent events as both providers write them. */
export function sse(events: (object & { type?: string })[] | string[], { breaksOff = false } = {}): Response {
  const texts = events.map((event) =>
    typeof event === 'string'
      ? `data: ${event}\n\n`
      : `${event.type ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
  )
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    start(controller) {
      // Cut in the middle of lines and characters, as networks do.
      const bytes = encoder.encode(texts.join(''))
      for (let at = 0; at < bytes.length; at += 37) controller.enqueue(bytes.slice(at, at + 37))
      if (!breaksOff) controller.close()
    },
    pull(controller) {
      if (breaksOff) controller.error(new TypeError('terminated'))
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
