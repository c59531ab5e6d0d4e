import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createJudge } from '../../../src/llm/judge.ts'
import type { JudgementRequest } from '../../../src/llm/judgement.ts'
import { worstCaseMicroUsd } from '../../../src/llm/prices.ts'
import type { ModelOptions } from '../../../src/llm/provider.ts'
import { type FetchCall, KEY } from './hosts.ts'

const schema = z.strictObject({ verdict: z.enum(['fine', 'rude']), why: z.string() })
const asked: JudgementRequest<z.infer<typeof schema>> = {
  system: 'Judge it.',
  data: [{ label: 'message', text: 'you are all wonderful' }],
  schema,
  maxOutputTokens: 100,
}
const FINE = '{"verdict":"fine","why":"kind"}'

const anthropicReply = (text: string, stop_reason = 'end_turn') =>
  Response.json({
    id: 'm',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-5-5',
    content: [{ type: 'text', text, citations: null }],
    stop_reason,
    stop_sequence: null,
    usage: {
      input_tokens: 120,
      output_tokens: 30,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
    },
  })
const openAiReply = (content: string | null, refusal: string | null = null) =>
  Response.json({
    choices: [{ message: { content, refusal }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 120, completion_tokens: 30 },
  })

function host(provider: ModelOptions['provider'], replies: (Response | 'hangs')[]) {
  const calls: FetchCall[] = []
  const created = createJudge({
    provider,
    name: provider === 'anthropic' ? 'claude-haiku-5-5' : 'some-model',
    apiKey: KEY,
    baseUrl: undefined,
    timeoutMs: 50,
    maxAttempts: 2,
    price: { input: 1, output: 2, cacheRead: 0.1 },
    randomHex: () => 'ab'.repeat(12),
    clock: { sleep: async () => {}, random: () => 0.5 },
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      calls.push({ url, headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) })
      const reply = replies[calls.length - 1]
      if (reply === undefined) throw new TypeError('no further reply')
      if (reply !== 'hangs') return reply
      return new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      })
    },
  })
  if (!created.ok) throw new Error(created.problem)
  return { ...created, calls }
}

const HOSTS = [
  { provider: 'anthropic', reply: anthropicReply, refusal: () => anthropicReply('', 'refusal') },
  { provider: 'openai-compatible', reply: openAiReply, refusal: () => openAiReply(null, 'no') },
] as const

describe.each(HOSTS)('a judgement by $provider', ({ provider, reply, refusal }) => {
  test('is the value the schema asks for, with what it was billed', async () => {
    const { port } = host(provider, [reply(FINE)])
    expect(await port.judge(asked)).toEqual({
      ok: true,
      value: { verdict: 'fine', why: 'kind' },
      truncated: false,
      usage: { inputTokens: 120, outputTokens: 30, cachedInputTokens: 0 },
    })
  })

  test('is asked for with members’ words fenced and kept out of the instructions', async () => {
    const { port, calls } = host(provider, [reply(FINE)])
    await port.judge(asked)
    const body = JSON.stringify(calls[0]?.body)
    expect(body).toContain(`<<message ${'ab'.repeat(12)}>>\\nyou are all wonderful`)
    expect(body).toContain('"additionalProperties":false')
    expect(JSON.stringify(calls[0]?.body.system ?? calls[0]?.body.messages[0])).not.toContain('wonderful')
  })

  test('is repaired when there is text around it', async () => {
    const { port, calls } = host(provider, [reply(`Sure:\n\`\`\`json\n${FINE.replace('}', ',}')}\n\`\`\``)])
    expect(await port.judge(asked)).toMatchObject({ ok: true, value: { verdict: 'fine' } })
    expect(calls).toHaveLength(1)
  })

  test('that is nonsense is asked for once more, and then malformed', async () => {
    const { port, calls } = host(provider, [reply('{"verdict":"ban"}'), reply('hello')])
    expect(await port.judge(asked)).toMatchObject({
      ok: false,
      failure: 'malformed',
      usage: { inputTokens: 240, outputTokens: 60 },
    })
    expect(calls).toHaveLength(2)
  })

  test('that the model refuses is not asked for again', async () => {
    const { port, calls } = host(provider, [refusal()])
    expect(await port.judge(asked)).toMatchObject({ ok: false, failure: 'refused' })
    expect(calls).toHaveLength(1)
  })

  test('that does not come in time is a timeout, billed at its bound', async () => {
    const { port } = host(provider, ['hangs', 'hangs'])
    expect(await port.judge(asked)).toMatchObject({
      ok: false,
      failure: 'timeout',
      usage: { inputTokens: 2 * port.boundInputTokens(asked), outputTokens: 200 },
    })
  })

  test('that the host refuses with an error status is told by it, without the key', async () => {
    const error = Response.json({ error: { message: `bad key ${KEY}` } }, { status: 401 })
    const outcome = await host(provider, [error]).port.judge(asked)
    expect(outcome).toMatchObject({ ok: false, failure: 'misconfigured' })
    expect(JSON.stringify(outcome)).not.toContain(KEY)
  })

  test('can be reserved for before it is made', () => {
    const { port, price } = host(provider, [])
    expect(worstCaseMicroUsd(port, asked, price)).toBeGreaterThanOrEqual(
      2 * (port.boundInputTokens(asked) + 200),
    )
  })
})
