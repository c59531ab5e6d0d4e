import { describe, expect, it } from 'vitest'
import { channelCalls } from '../../../src/discord/channels.ts'
import { messageCalls } from '../../../src/discord/messages.ts'
import { auditReason, createRest } from '../../../src/discord/rest.ts'

type Answer = Response | Error

/** A Discord that gives these answers in turn, and remembers what it was asked. */
function discord(answers: Answer[]) {
  const calls: { url: string; headers: Headers; body: Record<string, unknown> }[] = []
  const pauses: number[] = []
  const forms: FormData[] = []
  const rest = createRest({
    apiUrl: 'https://discord.test/api/v10',
    botToken: 'token',
    fetch: async (input, init) => {
      if (init?.body instanceof FormData) forms.push(init.body)
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : {}
      calls.push({ url: String(input), headers: new Headers(init?.headers), body })
      const answer = answers.shift()
      if (!answer || answer instanceof Error) throw answer ?? new Error('no answer left')
      return answer
    },
    sleep: async (ms) => void pauses.push(ms),
  })
  return { calls, forms, pauses, ...messageCalls(rest), ...channelCalls(rest) }
}

const posted = () => Response.json({ id: '1', channel_id: '2' })
const limited = (headerSeconds: number, bodySeconds: number) =>
  Response.json(
    { retry_after: bodySeconds },
    { status: 429, headers: { 'retry-after': String(headerSeconds) } },
  )

describe('a call to Discord', () => {
  it('sends files beside the message, in a form that fetch names the type of', async () => {
    const { calls, forms, createMessage } = discord([posted()])
    const files = [{ name: 'cv.pdf', data: new Blob(['x']) }]
    await createMessage('2', { content: 'hi' }, { nonce: 'n1', files })
    expect(calls[0]?.headers.has('content-type')).toBe(false)
    expect(JSON.parse(String(forms[0]?.get('payload_json')))).toMatchObject({ content: 'hi', nonce: 'n1' })
    expect(forms[0]?.get('files[0]')).toMatchObject({ name: 'cv.pdf', size: 1 })
  })

  it('names the bot, carries the token, and pings nobody', async () => {
    const { calls, createMessage } = discord([posted()])
    await createMessage('2', { content: '@everyone hi' }, { nonce: 'n1' })
    const [call] = calls
    expect(call?.headers.get('user-agent')).toMatch(/^DiscordBot \(https:\/\/.*, \d/)
    expect(call?.headers.get('authorization')).toBe('Bot token')
    expect(call?.body).toMatchObject({ allowed_mentions: { parse: [] }, nonce: 'n1', enforce_nonce: true })
  })

  it('uses the interaction’s own token for its reply, not the bot’s', async () => {
    const { calls, editOriginal } = discord([posted()])
    await editOriginal({ applicationId: '9', token: 'abc' }, { content: 'hi' })
    expect(calls[0]?.url).toBe('https://discord.test/api/v10/webhooks/9/abc/messages/@original')
    expect(calls[0]?.headers.get('authorization')).toBeNull()
  })

  it('waits as long as the longer of header and body say, then tries again', async () => {
    const { pauses, createMessage } = discord([limited(1, 3.2), posted()])
    expect(await createMessage('2', { content: 'x' }, { nonce: 'n' })).toMatchObject({ ok: true })
    expect(pauses).toEqual([3200])
  })

  it('leaves a long wait to its caller', async () => {
    const { pauses, createMessage } = discord([limited(1, 1163)])
    const result = await createMessage('2', { content: 'x' }, { nonce: 'n' })
    expect(result).toEqual({ ok: false, failure: { kind: 'rate_limited', retryAfterMs: 1_163_000 } })
    expect(pauses).toEqual([])
  })

  it('is repeated after a lost answer only when twice has one effect', async () => {
    const repeatable = discord([new TypeError('connection lost'), posted()])
    expect(await repeatable.createMessage('2', { content: 'x' }, { nonce: 'n' })).toMatchObject({ ok: true })
    const single = discord([new TypeError('connection lost'), posted()])
    const result = await single.followUp(
      { applicationId: '9', token: 't' },
      { content: 'x' },
      { ephemeral: true },
    )
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unknown' } })
    expect(single.calls).toHaveLength(1)
  })

  it('gives Discord’s own code when it is refused, and does not insist', async () => {
    const { calls, startThread } = discord([
      Response.json({ code: 160004, message: 'A thread has already been created' }, { status: 400 }),
    ])
    expect(await startThread('2', '1', 'name')).toMatchObject({
      ok: false,
      failure: { kind: 'refused', status: 400, code: 160004 },
    })
    expect(calls).toHaveLength(1)
  })

  it('gives up on a server that keeps failing, after three attempts', async () => {
    const failing = () => new Response('oops', { status: 502 })
    const { calls, editMessage } = discord([failing(), failing(), failing(), failing()])
    expect(await editMessage('2', '1', { content: 'x' })).toMatchObject({
      ok: false,
      failure: { kind: 'unknown' },
    })
    expect(calls).toHaveLength(3)
  })

  it('keeps an audit reason within Discord’s 512 characters without breaking an escape', () => {
    const reason = auditReason('größer € 😀 '.repeat(60))
    expect(reason.length).toBeLessThanOrEqual(512)
    expect(() => decodeURIComponent(reason)).not.toThrow()
    expect(auditReason('\uD800')).toBe('%EF%BF%BD')
  })
})

it('pauses after a limit that says nothing about when it ends', async () => {
  const bare = () => new Response('<html>slow down</html>', { status: 429 })
  const { pauses, createMessage } = discord([bare(), bare(), bare()])
  const result = await createMessage('2', {}, { nonce: 'n' })
  expect(result).toMatchObject({ failure: { kind: 'rate_limited', retryAfterMs: 1000 } })
  expect(pauses).toEqual([1000, 1000])
})

it('takes an address with a slash at the end as well', async () => {
  const urls: string[] = []
  const rest = createRest({
    apiUrl: 'https://discord.test/api/v10/',
    botToken: 'token',
    fetch: async (input) => {
      urls.push(String(input))
      return posted()
    },
  })
  await messageCalls(rest).createMessage('2', {}, { nonce: 'n' })
  expect(urls).toEqual(['https://discord.test/api/v10/channels/2/messages'])
})

describe('a channel’s name, for which an interaction waits', () => {
  it('is asked for once: there is no time to wait for a limit or an error to pass', async () => {
    for (const answer of [limited(1, 1), new Response('', { status: 500 }), new Error('cut')]) {
      const { calls, pauses, nameOf } = discord([answer, Response.json({ name: 'help' })])
      expect(await nameOf('3')).toBeNull()
      expect([calls.length, pauses]).toEqual([1, []])
    }
  })

  it('is given up after a second', async () => {
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      })
    const rest = createRest({ apiUrl: 'https://discord.test/api/v10', botToken: 'token', fetch: silent })
    const began = performance.now()
    expect(await channelCalls(rest).nameOf('3')).toBeNull()
    expect(performance.now() - began).toBeLessThan(1500)
  })
})
