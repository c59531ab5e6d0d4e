import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { githubApp } from '../../../src/github/client.ts'
import { failureOf } from '../../../src/github/octokit.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PKCS1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const PKCS8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

type Answer = { status?: number; headers?: Record<string, string>; body: unknown }

/** A GitHub with one organisation, which has the App installed. */
function github(answers: Record<string, Answer>) {
  const asked: { path: string; authorization: string }[] = []
  const known: Record<string, Answer> = {
    'GET /api/users/acme/installation': { body: { id: 7 } },
    'POST /api/app/installations/7/access_tokens': {
      status: 201,
      body: { token: 'installation-token', expires_at: '2126-01-01T00:00:00Z', permissions: {} },
    },
    ...answers,
  }
  const send: typeof fetch = async (input, init) => {
    const { pathname, search } = new URL(String(input))
    const headers = new Headers(init?.headers)
    asked.push({ path: pathname + search, authorization: headers.get('authorization') ?? '' })
    const answer = known[`${init?.method} ${pathname}`] ?? { status: 404, body: { message: 'Not Found' } }
    return Response.json(answer.body, { status: answer.status ?? 200, headers: answer.headers ?? {} })
  }
  return { asked, send }
}

const appOn = (send: typeof fetch, key = PKCS8) =>
  githubApp({ appId: '1', privateKey: key, apiUrl: 'https://github.example/api', fetch: send })

describe('GitHub through the App', () => {
  it.each([
    ['PKCS#1', PKCS1],
    ['PKCS#8', PKCS8],
  ])('signs in with a key in %s, and acts as the installation', async (_, key) => {
    const { asked, send } = github({ 'GET /api/repos/acme/tool': { body: { full_name: 'acme/tool' } } })
    const client = await appOn(send, key).at('acme')
    if (!client.ok) throw new Error(JSON.stringify(client.failure))
    const answer = await client.value.request({
      route: 'GET /repos/{owner}/{repo}',
      parameters: { owner: 'acme', repo: 'tool' },
      schema: z.object({ full_name: z.string() }),
    })
    expect(answer).toEqual({ ok: true, value: { full_name: 'acme/tool' } })
    expect(asked.at(-1)).toEqual({ path: '/api/repos/acme/tool', authorization: 'token installation-token' })
  })

  it('says where the App is not installed', async () => {
    const { send } = github({})
    expect(await appOn(send).at('stranger')).toMatchObject({
      ok: false,
      failure: { kind: 'refused', status: 404 },
    })
  })

  it('does not take an answer of another form for the truth', async () => {
    const { send } = github({ 'GET /api/repos/acme/tool': { body: { name: 'tool' } } })
    const client = await appOn(send).at('acme')
    if (!client.ok) throw new Error('not installed')
    const answer = await client.value.request({
      route: 'GET /repos/{owner}/{repo}',
      parameters: { owner: 'acme', repo: 'tool' },
      schema: z.object({ full_name: z.string() }),
    })
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unknown' } })
  })

  it('says when a secondary limit is over', async () => {
    const { send } = github({
      'GET /api/search/issues': {
        status: 403,
        headers: { 'retry-after': '30' },
        body: { message: 'You have exceeded a secondary rate limit.' },
      },
    })
    const client = await appOn(send).at('acme')
    if (!client.ok) throw new Error('not installed')
    const answer = await client.value.request({ route: 'GET /search/issues', schema: z.unknown() })
    expect(answer).toEqual({ ok: false, failure: { kind: 'rate_limited', retryAfterMs: 30_000 } })
  })

  it('does not know what became of a request that got no answer', async () => {
    const { send } = github({})
    const client = await appOn((input, init) =>
      String(input).endsWith('/issues') ? Promise.reject(new TypeError('lost')) : send(input, init),
    ).at('acme')
    if (!client.ok) throw new Error('not installed')
    const answer = await client.value.request({
      route: 'POST /repos/{owner}/{repo}/issues',
      parameters: { owner: 'acme', repo: 'tool', title: 'Broken' },
      schema: z.unknown(),
    })
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unknown' } })
  })

  it('reports errors of a query that came with a 200', async () => {
    const { send } = github({
      'POST /api/graphql': { body: { data: null, errors: [{ type: 'NOT_FOUND', message: 'no such user' }] } },
    })
    const client = await appOn(send).at('acme')
    if (!client.ok) throw new Error('not installed')
    const answer = await client.value.query('query { viewer { login } }', {}, z.unknown())
    expect(answer).toEqual({ ok: false, failure: { kind: 'refused', status: 404, message: 'no such user' } })
  })
})

describe('a spent hourly limit', () => {
  it('is over when GitHub says', () => {
    const error = {
      status: 403,
      message: 'API rate limit exceeded',
      response: { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000' } },
    }
    expect(failureOf(error, 940_000)).toEqual({ kind: 'rate_limited', retryAfterMs: 60_000 })
  })
})
