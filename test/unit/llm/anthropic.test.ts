import { describe, expect, test } from 'vitest'
import type { Statement } from '../../../src/llm/model.ts'
import { anthropic, type FetchCall, KEY, type Reply, request, sse } from './hosts.ts'

const start = (usage = {}) => ({
  type: 'message_start',
  message: {
    id: 'm',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-5-5',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: 1200,
      output_tokens: 1,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
      ...usage,
    },
  },
})
const block = (index: number, text: string, cites: number[] = []) => [
  { type: 'content_block_start', index, content_block: { type: 'text', text: '', citations: null } },
  ...cites.map((cite) => ({
    type: 'content_block_delta',
    index,
    delta: {
      type: 'citations_delta',
      citation: {
        type: 'search_result_location',
        cited_text: 'x',
        source: 'https://docs.test',
        title: 't',
        search_result_index: cite,
        start_block_index: 0,
        end_block_index: 1,
      },
    },
  })),
  { type: 'content_block_delta', index, delta: { type: 'text_delta', text } },
  { type: 'content_block_stop', index },
]
const thinking = (index: number) => [
  { type: 'content_block_start', index, content_block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'content_block_delta', index, delta: { type: 'thinking_delta', thinking: 'The key is secret' } },
  { type: 'content_block_stop', index },
]
const end = (stop_reason = 'end_turn', output_tokens = 40) => [
  {
    type: 'message_delta',
    delta: { stop_reason, stop_sequence: null },
    usage: {
      output_tokens,
      input_tokens: null,
      cache_read_input_tokens: null,
      cache_creation_input_tokens: null,
    },
  },
  { type: 'message_stop' },
]
const whole =
  (...events: object[]): Reply =>
  () =>
    sse([start(), ...events])

describe('an answer', () => {
  test('comes as runs of text with the passages each cites, thinking left out', async () => {
    const { model } = anthropic([
      whole(...thinking(0), ...block(1, 'Set it: '), ...block(2, 'in the file.', [1, 0, 1]), ...end()),
    ])
    expect(await model.answer(request)).toEqual({
      ok: true,
      value: [
        { text: 'Set it: ', cites: [] },
        { text: 'in the file.', cites: [1, 0] },
      ],
      usage: { inputTokens: 1200, outputTokens: 40, cachedInputTokens: 0 },
      truncated: false,
    })
  })

  test('is reported while it grows, by finished runs only', async () => {
    const seen: Statement[][] = []
    const { model } = anthropic([whole(...block(0, 'One.', [0]), ...block(1, 'Two.', [1]), ...end())])
    await model.answer(request, (soFar) => seen.push(soFar))
    expect(seen.map((soFar) => soFar.map(({ text }) => text))).toEqual([['One.'], ['One.', 'Two.']])
  })

  test('counts tokens read from and written to the cache', async () => {
    const usage = { input_tokens: 10, cache_read_input_tokens: 700, cache_creation_input_tokens: 20 }
    const { model } = anthropic([() => sse([start(usage), ...block(0, 'One.', [0]), ...end()])])
    expect((await model.answer(request)).usage).toEqual({
      inputTokens: 10,
      outputTokens: 40,
      cachedInputTokens: 700,
      cacheWriteInputTokens: 20,
    })
  })

  test('that reached the limit of tokens is said to be cut', async () => {
    const { model } = anthropic([whole(...block(0, 'One.', [0]), ...end('max_tokens'))])
    expect(await model.answer(request)).toMatchObject({ ok: true, truncated: true })
  })

  test('that is a refusal is a failure with its bill, and not tried again', async () => {
    const { model, calls } = anthropic([whole(...end('refusal', 3))])
    expect(await model.answer(request)).toMatchObject({
      ok: false,
      failure: 'refused',
      usage: { inputTokens: 1200, outputTokens: 3 },
    })
    expect(calls).toHaveLength(1)
  })
})

describe('the request', () => {
  const sent = async (name: string) => {
    const { model, calls } = anthropic([whole(...end())], { name })
    await model.answer(request)
    return (calls[0] as FetchCall).body
  }

  test('gives passages as search results to cite, the members’ words fenced behind them, instructions apart', async () => {
    const body = await sent('claude-haiku-5-5')
    expect(body.system).toBe(request.system)
    expect(JSON.stringify(body.system)).not.toContain(request.question)
    const content = body.messages[0].content
    expect(content[0]).toEqual({
      type: 'search_result',
      source: 'https://docs.test/a#b',
      title: 'Page › Budget',
      content: [{ type: 'text', text: 'The daily cap.' }],
      citations: { enabled: true },
    })
    expect(content.at(-1).text).toMatch(
      /<<question ([0-9a-f]{24})>>\nHow do I set it\?\n<<end of question \1>>$/,
    )
  })

  test.each([
    ['claude-haiku-5-5', { thinking: { type: 'disabled' }, max_tokens: 900 }],
    ['claude-sonnet-5-5', { thinking: { type: 'between_tools' }, max_tokens: 900 }],
    ['claude-opus-5-5', { output_config: { effort: 'low' }, max_tokens: 2948 }],
    ['claude-haiku-4-5', { max_tokens: 900 }],
    ['claude-next-7', { max_tokens: 2948 }],
  ])('keeps %s from thinking as far as it lets itself be kept, within the tokens reserved', async (name, expected) => {
    const { thinking, output_config, max_tokens } = await sent(name)
    expect(JSON.parse(JSON.stringify({ thinking, output_config, max_tokens }))).toEqual(expected)
  })

  test('is never longer in tokens than its bound, one byte being the shortest token', async () => {
    const { model, calls } = anthropic([whole(...end())])
    await model.answer(request)
    const { system, messages } = (calls[0] as FetchCall).body
    const bytes = new TextEncoder().encode(JSON.stringify([system, messages])).length
    expect(model.boundInputTokens(request)).toBeGreaterThan(bytes)
    const ligatures = { ...request, question: '\ufdfa'.repeat(100) }
    expect(
      model.boundInputTokens(ligatures) - model.boundInputTokens({ ...request, question: '' }),
    ).toBeGreaterThanOrEqual(3300)
  })
})

describe('when the host does not answer as it should', () => {
  const status =
    (code: number, headers = {}): Reply =>
    () =>
      Response.json(
        { type: 'error', error: { type: 'x', message: `bad key ${KEY}` } },
        { status: code, headers },
      )
  const fine = whole(...block(0, 'One.', [0]), ...end())

  test.each([
    [401, 'misconfigured', 1],
    [404, 'misconfigured', 1],
    [400, 'misconfigured', 1],
    [429, 'rate_limited', 2],
    [500, 'unavailable', 2],
    [529, 'unavailable', 2],
  ])('status %i is %s after %i attempts, and costs nothing', async (code, failure, attempts) => {
    const { model, calls } = anthropic([status(code), status(code), status(code)])
    const outcome = await model.answer(request)
    expect(outcome).toMatchObject({ ok: false, failure, usage: { inputTokens: 0, outputTokens: 0 } })
    expect(calls).toHaveLength(attempts)
  })

  test('the key is in no failure’s detail', async () => {
    const { model } = anthropic([status(401)])
    const outcome = await model.answer(request)
    expect(outcome.ok ? '' : outcome.detail).toContain('status 401')
    expect(JSON.stringify(outcome)).not.toContain(KEY)
  })

  test('a pause that the host asks for is kept, one too long is not waited for', async () => {
    const short = anthropic([status(429, { 'retry-after': '3' }), fine])
    expect(await short.model.answer(request)).toMatchObject({ ok: true })
    expect(short.pauses).toEqual([3000])
    const long = anthropic([status(429, { 'retry-after': '60' }), fine])
    expect(await long.model.answer(request)).toMatchObject({ ok: false, failure: 'rate_limited' })
    expect(long.pauses).toEqual([])
  })

  test('a stream that breaks off starts again from the first word, and both attempts are paid for', async () => {
    const seen: string[][] = []
    const broken: Reply = () => sse([start(), ...block(0, 'Half an ans', [0])], { breaksOff: true })
    const { model } = anthropic([broken, fine])
    const outcome = await model.answer(request, (soFar) => seen.push(soFar.map(({ text }) => text)))
    expect(outcome).toMatchObject({
      ok: true,
      value: [{ text: 'One.' }],
      usage: { inputTokens: 2400, outputTokens: 940 },
    })
    expect(seen).toEqual([['Half an ans'], ['One.']])
  })

  test('a stream that ends without its end is no answer', async () => {
    const { model } = anthropic([() => sse([start(), ...block(0, 'Half', [0])])], { maxAttempts: 1 })
    expect(await model.answer(request)).toMatchObject({ ok: false, failure: 'unavailable' })
  })

  test('silence is a timeout, charged with its upper bound', async () => {
    const { model } = anthropic(
      [
        (_, signal) =>
          new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      ],
      { timeoutMs: 20, maxAttempts: 1 },
    )
    const outcome = await model.answer(request)
    expect(outcome).toMatchObject({ ok: false, failure: 'timeout' })
    expect(outcome.usage).toEqual({
      inputTokens: model.boundInputTokens(request),
      outputTokens: 900,
      cachedInputTokens: 0,
    })
  })
})
