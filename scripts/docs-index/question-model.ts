import * as z from 'zod'
import { scrub } from '../../src/llm/failures.ts'
import { type Price, priceOf, type Rate } from '../../src/llm/prices.ts'
import { thinkingOf } from '../../src/llm/thinking.ts'

export interface QuestionModelSettings {
  provider: 'anthropic' | 'openai-compatible'
  name: string
  apiKey: string
  baseUrl?: string | undefined
  price?: Rate | undefined
}

export interface QuestionModel {
  name: string
  price: Price
  /** The model's reply as text. Throws an Error fit for the operator when there is none. */
  complete(system: string, user: string, maxTokens: number): Promise<string>
}

const TIMEOUT_MS = 60_000
const ATTEMPTS = 3
const FIRST_DELAY_MS = 1000

const anthropicReply = z.object({
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
})
const openAiReply = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
})

interface Call {
  url: string
  headers: Record<string, string>
  body: object
  read: (reply: unknown) => string
}

function callFor(settings: QuestionModelSettings, system: string, user: string, maxTokens: number): Call {
  if (settings.provider === 'anthropic') {
    const { thinking, effort, allowanceTokens } = thinkingOf(settings.name)
    return {
      url: `${settings.baseUrl ?? 'https://api.anthropic.com'}/v1/messages`,
      headers: { 'x-api-key': settings.apiKey, 'anthropic-version': '2023-06-01' },
      body: {
        model: settings.name,
        max_tokens: maxTokens + allowanceTokens,
        system,
        messages: [{ role: 'user', content: user }],
        ...(thinking && { thinking }),
        ...(effort && { output_config: { effort } }),
      },
      read: (reply) =>
        anthropicReply
          .parse(reply)
          .content.map((block) => block.text ?? '')
          .join(''),
    }
  }
  return {
    url: `${settings.baseUrl ?? 'https://api.openai.com/v1'}/chat/completions`,
    headers: { authorization: `Bearer ${settings.apiKey}` },
    body: {
      model: settings.name,
      max_tokens: maxTokens,
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: user },
      ],
    },
    read: (reply) => openAiReply.parse(reply).choices[0]?.message.content ?? '',
  }
}

const isTransient = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500

/** A model that writes questions, or what is wrong with the settings. */
export function questionModel(
  settings: QuestionModelSettings,
  fetchFn: typeof fetch = fetch,
  wait: (milliseconds: number) => Promise<void> = (milliseconds) =>
    new Promise((done) => setTimeout(done, milliseconds)),
): { ok: true; model: QuestionModel } | { ok: false; problem: string } {
  const price = priceOf(settings.name, settings.price)
  if (price === null) {
    return {
      ok: false,
      problem: `the price of ${settings.name} is not known: set model.price in steward.config.ts`,
    }
  }
  const complete: QuestionModel['complete'] = async (system, user, maxTokens) => {
    const { url, headers, body, read } = callFor(settings, system, user, maxTokens)
    let reason = ''
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) await wait(FIRST_DELAY_MS * 2 ** (attempt - 1))
      try {
        const response = await fetchFn(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        })
        if (response.ok) return read(await response.json())
        reason = `${settings.name} answered ${response.status}`
        if (!isTransient(response.status)) break
      } catch (error) {
        reason = `${settings.name}: ${scrub(error instanceof Error ? error.message : String(error), settings.apiKey)}`
      }
    }
    throw new Error(reason)
  }
  return { ok: true, model: { name: settings.name, price, complete } }
}
