import { verifyKey } from 'discord-interactions'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { CONTEXT, component, OPTION, slashCommand } from '../../../src/discord/command.ts'
import { encodeCustomId } from '../../../src/discord/custom-id.ts'
import { importPublicKey } from '../../../src/discord/public-key.ts'
import { privately } from '../../../src/discord/reply.ts'
import { isAuthentic, signedHeaders } from '../../../src/discord/signature.ts'
import { type App, routes } from '../../../src/http/app.ts'
import { MAX_BODY_BYTES } from '../../../src/http/interactions.ts'
import { PUBLIC_KEY, sign, signedRequest } from './signing.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const GUILD = '1100000000000000001'
const logged: Record<string, unknown>[] = []

const echo = slashCommand({
  declaration: {
    name: 'echo',
    description: 'Says it again',
    contexts: [CONTEXT.guild],
    options: [
      {
        type: OPTION.string,
        name: 'text',
        description: 'What',
        required: true,
        max_length: 20,
        autocomplete: true,
      },
    ],
  },
  handle: async ({ options }) => privately(options.text),
  complete: async ({ value }) => [{ name: value.toUpperCase(), value }],
})
const guarded = slashCommand({
  declaration: { name: 'guarded', description: 'For moderators', contexts: [CONTEXT.guild] },
  needs: 'MODERATE_MEMBERS',
  handle: async () => privately('you may'),
})
const broken = slashCommand({
  declaration: { name: 'broken', description: 'Has a bug', contexts: [CONTEXT.guild, CONTEXT.botDm] },
  handle: async () => {
    throw new Error('secret detail')
  },
})
const sources = component({
  id: 'sources',
  handle: async ({ fields }) => privately(`sources of ${fields.answer}`),
})

const app: App<null> = {
  registry: { commands: [echo, guarded, broken], components: [sources] },
  interactions: { deps: null, key: importPublicKey(PUBLIC_KEY), guildId: GUILD },
  githubWebhook: null,
  driftWebhook: null,
  linking: null,
  health: async () => ({ ok: true, features: {}, dryRun: false, problems: [] }),
  now: () => NOW,
  log: (event, fields) => void logged.push({ event, ...fields }),
}
const hono = routes<object, null>(() => app)
const send = (request: Request) => hono.fetch(request, {})
const post = async (body: unknown) =>
  send(await signedRequest(typeof body === 'string' ? body : JSON.stringify(body), NOW))

const user = { id: '1100000000000000010', username: 'ana' }
const base = {
  id: '1100000000000000020',
  application_id: '1100000000000000002',
  token: 'token',
  channel: { id: '1100000000000000030', type: 0, name: 'help' },
}
const inGuild = { ...base, guild_id: GUILD, member: { user, permissions: '2048' } }
const command = (name: string, options: unknown[] = [], from: object = inGuild) => ({
  ...from,
  type: 2,
  data: { id: '1100000000000000040', name, type: 1, options },
})
const text = (value: string) => [{ name: 'text', type: 3, value }]

async function content(response: Response): Promise<{ content: string; flags: number }> {
  expect(response.status).toBe(200)
  const body: { type: number; data: { content: string; flags: number } } = await response.json()
  expect(body.type).toBe(4)
  return body.data
}

beforeEach(() => void logged.splice(0))

describe('POST /interactions', () => {
  it('answers a ping', async () => {
    const response = await post({ type: 1, id: '1', application_id: '2', token: 't', version: 1 })
    expect([response.status, await response.json()]).toEqual([200, { type: 1 }])
  })

  it.each([
    ['no headers', {}],
    ['an empty signature', { 'x-signature-ed25519': '', 'x-signature-timestamp': String(NOW / 1000) }],
    ['a short signature', { 'x-signature-ed25519': 'ab', 'x-signature-timestamp': String(NOW / 1000) }],
    [
      'a signature that is not hexadecimal',
      { 'x-signature-ed25519': 'z'.repeat(128), 'x-signature-timestamp': String(NOW / 1000) },
    ],
    [
      'a wrong signature',
      { 'x-signature-ed25519': 'a'.repeat(128), 'x-signature-timestamp': String(NOW / 1000) },
    ],
    [
      'a timestamp that is no number',
      { 'x-signature-ed25519': 'a'.repeat(128), 'x-signature-timestamp': 'now' },
    ],
    ['no timestamp', { 'x-signature-ed25519': 'a'.repeat(128) }],
  ])('refuses %s with 401', async (_, headers) => {
    const request = new Request('https://steward.test/interactions', {
      method: 'POST',
      headers,
      body: '{"type":1}',
    })
    expect((await send(request)).status).toBe(401)
  })

  it('refuses what is well signed but older or newer than five minutes', async () => {
    for (const age of [-301_000, 301_000]) {
      expect((await send(await signedRequest('{"type":1}', NOW + age))).status).toBe(401)
    }
    expect((await send(await signedRequest('{"type":1}', NOW - 299_000))).status).toBe(200)
  })

  it('refuses a body that was changed after it was signed', async () => {
    const request = await signedRequest('{"type":1}', NOW)
    expect((await send(new Request(request, { body: '{"type":1 }' }))).status).toBe(401)
  })

  it.each([
    '',
    'null',
    '[]',
    '"text"',
    '{',
    '{"type":1',
    '{"type":99}',
    '{"type":2}',
    '{"type":"1"}',
    '\u0000',
  ])('refuses well signed rubbish with 400: %j', async (body) => expect((await post(body)).status).toBe(400))

  it('refuses bytes that are no text with 400', async () => {
    const timestamp = String(NOW / 1000)
    const body = new Uint8Array([0xff, 0xfe, 0x7b])
    const headers = { 'x-signature-ed25519': await sign(body, timestamp), 'x-signature-timestamp': timestamp }
    const request = new Request('https://steward.test/interactions', { method: 'POST', headers, body })
    expect((await send(request)).status).toBe(400)
  })

  it('refuses a body over the bound with 413, whatever its length header says, before it looks at the signature', async () => {
    const big = ' '.repeat(MAX_BODY_BYTES + 1)
    expect((await post(big)).status).toBe(413)
    const stream = new Response(big).body
    const lying = new Request('https://steward.test/interactions', { method: 'POST', body: stream })
    expect(lying.headers.get('content-length')).toBeNull()
    expect((await send(lying)).status).toBe(413)
  })

  it('knows no other method and no other path', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD']) {
      const response = await send(new Request('https://steward.test/interactions', { method }))
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    }
    expect((await send(new Request('https://steward.test/'))).status).toBe(404)
    expect((await send(new Request('https://steward.test/interactions/x', { method: 'POST' }))).status).toBe(
      404,
    )
  })

  it('is closed while there is no usable public key', async () => {
    const closed = routes<object, null>(() => ({ ...app, interactions: null }))
    expect((await closed.fetch(await signedRequest('{"type":1}', NOW), {})).status).toBe(401)
  })

  it('never answers a signed request with a 5xx, whatever JSON it holds', async () => {
    const sample = command('echo', text('hi'))
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.constantFrom(...Object.keys(sample), 'data.name'),
        async (value, key) => {
          const mutated = key === 'data.name' ? { ...sample, data: value } : { ...sample, [key]: value }
          expect((await post(mutated)).status).toBeLessThan(500)
          expect((await post(value)).status).toBeLessThan(500)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('an interaction', () => {
  it('reaches its command, with options as declared, and pings nobody', async () => {
    const response = await post(command('echo', text('@everyone')))
    expect(await response.json()).toEqual({
      type: 4,
      data: { content: '@everyone', flags: 64, allowed_mentions: { parse: [] } },
    })
  })

  it('is understood whatever the names and languages in it are: none is read', async () => {
    const named = { ...user, username: 'n'.repeat(200), global_name: 7 }
    const odd = { ...inGuild, locale: 'x'.repeat(50), member: { user: named, nick: null, permissions: '0' } }
    expect((await content(await post(command('echo', text('hi'), odd)))).content).toBe('hi')
  })

  it('of an unknown command gets a private sentence that helps, and a log line', async () => {
    const { content: sentence, flags } = await content(await post(command('gone')))
    expect(sentence).toContain('do not know this command')
    expect(flags).toBe(64)
    expect(logged).toMatchObject([{ event: 'interaction_refused', oddity: 'unknown_command', name: 'gone' }])
  })

  it('with a component of an older version is told so', async () => {
    const message = {
      id: '1100000000000000050',
      channel_id: '1100000000000000030',
      content: '',
      author: user,
    }
    const press = (custom_id: string) => ({
      ...inGuild,
      type: 3,
      message,
      data: { custom_id, component_type: 2 },
    })
    expect((await content(await post(press('0:sources:x')))).content).toContain('older message')
    expect(
      (await content(await post(press(encodeCustomId('vote', { answer: 'a', value: 'helpful' }))))).content,
    ).toContain('older message')
    expect((await content(await post(press(encodeCustomId('sources', { answer: 'abc' }))))).content).toBe(
      'sources of abc',
    )
  })

  it('in a direct message is sent to the server when the command needs it', async () => {
    const inDm = { ...base, channel: { id: '1100000000000000031', type: 1 }, user }
    expect((await content(await post(command('echo', text('x'), inDm)))).content).toContain(
      'in the server only',
    )
  })

  it('from another server does nothing', async () => {
    const elsewhere = { ...inGuild, guild_id: '1100000000000000999' }
    expect((await content(await post(command('echo', text('x'), elsewhere)))).content).toContain(
      'another server',
    )
  })

  it('is held against the member’s own permissions, as Discord signed them', async () => {
    expect((await content(await post(command('guarded')))).content).toContain('moderate members')
    const moderator = { ...inGuild, member: { user, permissions: String(1n << 40n) } }
    expect((await content(await post(command('guarded', [], moderator)))).content).toBe('you may')
    const administrator = { ...inGuild, member: { user, permissions: '8' } }
    expect((await content(await post(command('guarded', [], administrator)))).content).toBe('you may')
  })

  it('with options that are not as declared gets a sentence that says what would be right', async () => {
    expect((await content(await post(command('echo')))).content).toContain('`text` is needed')
    expect((await content(await post(command('echo', text('   '))))).content).toContain('`text` is needed')
    expect((await content(await post(command('echo', text('x'.repeat(21)))))).content).toContain(
      'at most 20 characters',
    )
    expect(
      (await content(await post(command('echo', [{ name: 'text', type: 5, value: true }])))).content,
    ).toContain('takes text')
  })

  it('that meets a bug shows a sentence with a number, and only the log has the detail', async () => {
    const { content: sentence } = await content(await post(command('broken')))
    expect(sentence).toContain(base.id)
    expect(sentence).not.toContain('secret detail')
    expect(JSON.stringify(logged)).toContain('secret detail')
  })

  const typing = {
    ...inGuild,
    type: 4,
    data: {
      id: '1100000000000000040',
      name: 'echo',
      type: 1,
      options: [{ ...text('ab')[0], focused: true }],
    },
  }

  it('asks for suggestions while typing', async () => {
    expect(await (await post(typing)).json()).toEqual({
      type: 8,
      data: { choices: [{ name: 'AB', value: 'ab' }] },
    })
  })

  it('from another server gets no suggestions, in the form that Discord expects while typing', async () => {
    const elsewhere = { ...typing, guild_id: '1100000000000000999' }
    expect(await (await post(elsewhere)).json()).toEqual({ type: 8, data: { choices: [] } })
  })
})

describe('the signature check', () => {
  it('agrees with discord-interactions on valid and malformed input', async () => {
    const key = await importPublicKey(PUBLIC_KEY)
    const timestamp = String(NOW / 1000)
    await fc.assert(
      fc.asyncProperty(
        fc.string(),
        fc.nat(127),
        fc.constantFrom('0', 'f', 'z', ''),
        async (body, position, digit) => {
          const valid = await sign(body, timestamp)
          for (const signature of [valid, valid.slice(0, position) + digit + valid.slice(position + 1)]) {
            const headers = new Headers({
              'x-signature-ed25519': signature,
              'x-signature-timestamp': timestamp,
            })
            const signed = signedHeaders(headers, NOW)
            const ours = signed !== null && (await isAuthentic(new TextEncoder().encode(body), signed, key))
            const theirs = await verifyKey(body, signature, timestamp, PUBLIC_KEY)
            // Theirs also takes digits that are not hexadecimal where they change no byte: `5z` reads as 05.
            expect(ours).toBe(theirs && /^[0-9a-f]{128}$/.test(signature))
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
