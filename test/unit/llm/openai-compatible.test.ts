import { describe, expect, test } from 'vitest'
import type { Statement } from '../../../src/llm/model.ts'
import { type FetchCall, KEY, openAi, type Reply, request, sse } from './hosts.ts'

const REPLY = '{"statements":[{"text":"Use `a{b`: \\"x\\".","sources":[0]},{"text":"Two.","sources":[0,7]}]}'
const USAGE = { prompt_tokens: 500, completion_tokens: 60, prompt_tokens_details: { cached_tokens: 128 } }

function streamed(
  text: string,
  { finish = 'stop' as string | null, usage = USAGE as object | null } = {},
): Reply {
  const pieces = text.match(/[\s\S]{1,9}/g) ?? []
  return () =>
    sse([
      ...pieces.map((content) => JSON.stringify({ choices: [{ delta: { content } }] })),
      ...(finish ? [JSON.stringify({ choices: [{ delta: {}, finish_reason: finish }] })] : []),
      ...(usage ? [JSON.stringify({ choices: [], usage })] : []),
      '[DONE]',
    ])
}

describe('an answer', () => {
  test('is read from the stream, with tokens from the cache apart', async () => {
    const { model } = openAi([streamed(REPLY)])
    expect(await model.answer(request)).toEqual({
      ok: true,
      value: [
        { text: 'Use `a{b`: "x".\n\n', cites: [0] },
        { text: 'Two.\n\n', cites: [0, 7] },
      ],
      usage: { inputTokens: 372, outputTokens: 60, cachedInputTokens: 128 },
      truncated: false,
    })
  })

  test('is reported while it grows, statement by statement', async () => {
    const seen: Statement[][] = []
    await openAi([streamed(REPLY)]).model.answer(request, (soFar) => seen.push(soFar))
    expect(seen.map(({ length }) => length)).toEqual([1, 2])
  })

  test('is read from hosts that do not stream', async () => {
    const { model } = openAi([
      () =>
        Response.json({ choices: [{ message: { content: REPLY }, finish_reason: 'stop' }], usage: USAGE }),
    ])
    expect(await model.answer(request)).toMatchObject({
      ok: true,
      value: [{ cites: [0] }, { cites: [0, 7] }],
    })
  })

  test('without a bill is charged with its upper bound', async () => {
    const { model } = openAi([streamed(REPLY, { usage: null })])
    expect((await model.answer(request)).usage).toEqual({
      inputTokens: model.boundInputTokens(request),
      outputTokens: 900,
      cachedInputTokens: 0,
    })
  })

  test('cut at the limit of tokens keeps its whole statements', async () => {
    const { model } = openAi([streamed(REPLY.slice(0, -20), { finish: 'length' })])
    expect(await model.answer(request)).toMatchObject({ ok: true, truncated: true, value: [{ cites: [0] }] })
  })

  test.each([
    ['a fence around it', `\`\`\`json\n${REPLY}\n\`\`\``],
    ['words around it', `Sure! ${REPLY} Anything else?`],
    ['raw line breaks in a string', '{"statements":[{"text":"One\nline.","sources":[0]}]}'],
    ['commas too many', '{"statements":[{"text":"One.","sources":[0,],},]}'],
  ])('is repaired when it has %s', async (_, text) => {
    const { model, calls } = openAi([streamed(text)])
    expect(await model.answer(request)).toMatchObject({ ok: true, truncated: false })
    expect(calls).toHaveLength(1)
  })

  test('that no repair helps is asked for once more, then malformed', async () => {
    const { model, calls } = openAi([streamed('I would rather not.'), streamed('{"statements": "none"}')])
    expect(await model.answer(request)).toMatchObject({
      ok: false,
      failure: 'malformed',
      usage: { outputTokens: 120 },
    })
    expect(calls).toHaveLength(2)
  })

  test('that is a refusal is one', async () => {
    const refusal: Reply = () =>
      Response.json({ choices: [{ message: { refusal: 'No.' }, finish_reason: 'stop' }], usage: USAGE })
    expect(await openAi([refusal]).model.answer(request)).toMatchObject({ ok: false, failure: 'refused' })
    expect(await openAi([streamed('', { finish: 'content_filter' })]).model.answer(request)).toMatchObject({
      ok: false,
      failure: 'refused',
    })
  })
})

describe('the request', () => {
  test('asks for strict JSON, bounds the tokens under the name the host knows, and fences every text of others', async () => {
    const own = openAi([streamed(REPLY)])
    await own.model.answer(request)
    const { url, headers, body } = own.calls[0] as FetchCall
    expect(url).toBe('https://api.openai.com/v1/chat/completions')
    expect(headers.get('authorization')).toBe(`Bearer ${KEY}`)
    expect(body).toMatchObject({
      max_completion_tokens: 900,
      response_format: { type: 'json_schema', json_schema: { strict: true } },
    })
    expect(body.messages[0].content).toContain(request.system)
    const [, mark] = /<<question ([0-9a-f]{24})>>/.exec(body.messages[1].content) ?? []
    expect(body.messages[1].content).toContain(
      `<<source ${mark}>>\nPage › Budget\n\nThe daily cap.\n<<end of source ${mark}>>`,
    )
    const other = openAi([streamed(REPLY)], { baseUrl: 'http://127.0.0.1:11434/v1/' })
    await other.model.answer(request)
    expect((other.calls[0] as FetchCall).url).toBe('http://127.0.0.1:11434/v1/chat/completions')
    expect((other.calls[0] as FetchCall).body).toMatchObject({ max_tokens: 900 })
  })

  test('is never longer in tokens than its bound, one byte being the shortest token', async () => {
    const { model, calls } = openAi([streamed(REPLY)])
    await model.answer(request)
    const { messages } = (calls[0] as FetchCall).body
    expect(model.boundInputTokens(request)).toBeGreaterThan(
      new TextEncoder().encode(JSON.stringify(messages)).length,
    )
  })
})

describe('when the host does not answer as it should', () => {
  test.each([
    [401, 'misconfigured', 1],
    [403, 'misconfigured', 1],
    [404, 'misconfigured', 1],
    [429, 'rate_limited', 2],
    [503, 'unavailable', 2],
  ])('status %i is %s after %i attempts', async (status, failure, attempts) => {
    const refuse: Reply = () =>
      Response.json({ error: { message: `Incorrect API key provided: ${KEY}` } }, { status })
    const { model, calls } = openAi([refuse, refuse, refuse])
    const outcome = await model.answer(request)
    expect(outcome).toMatchObject({ ok: false, failure, usage: { inputTokens: 0 } })
    expect(JSON.stringify(outcome)).not.toContain(KEY)
    expect(calls).toHaveLength(attempts)
  })

  test('a stream that stops in the middle is tried again', async () => {
    const { model } = openAi([streamed(REPLY.slice(0, 30), { finish: null, usage: null }), streamed(REPLY)])
    expect(await model.answer(request)).toMatchObject({ ok: true, truncated: false })
  })

  test('a host that cannot be reached is unavailable, charged with its upper bound as nobody knows', async () => {
    const down: Reply = () => Promise.reject(new TypeError('fetch failed'))
    const { model } = openAi([down, down])
    const outcome = await model.answer(request)
    expect(outcome).toMatchObject({ ok: false, failure: 'unavailable', usage: { outputTokens: 1800 } })
  })
})
