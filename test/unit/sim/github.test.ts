import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { GITHUB_ORGANISATION as ORG } from '../../../sim/github/seed.ts'
import { octokitApp } from '../../../src/github/octokit.ts'
import { startTown, type Town } from './harness.ts'

async function installed(town: Town) {
  const { appId, privateKey } = town.sim.github
  const found = await octokitApp({ appId, privateKey, apiUrl: `${town.sim.url}/github/api` }).at(ORG)
  if (!found.ok) throw new Error(JSON.stringify(found.failure))
  return found.value
}

const web = (town: Town, path: string, init?: RequestInit) =>
  fetch(`${town.sim.url}/github/web/login/oauth/${path}`, { redirect: 'manual', ...init })

/** Signs in as somebody; gives the code, or why there is none. */
async function signIn(town: Town, login: string, challenge: string): Promise<URLSearchParams> {
  const query = new URLSearchParams({
    client_id: town.sim.github.clientId,
    redirect_uri: 'https://steward.test/link/github/callback',
    state: 'the-state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  town.sim.pointAt('https://steward.test')
  const response = await web(town, `authorize?${query}`, {
    method: 'POST',
    body: new URLSearchParams({ login }),
  })
  return new URL(response.headers.get('location') ?? 'https://none.test').searchParams
}

async function exchange(town: Town, code: string, verifier: string) {
  const { clientId, clientSecret } = town.sim.github
  const body = { client_id: clientId, client_secret: clientSecret, code, code_verifier: verifier }
  const response = await web(town, 'access_token', { method: 'POST', body: new URLSearchParams(body) })
  return response.json()
}

describe('the simulated GitHub', () => {
  it('lets the App in by its key, and pages through what there is', async () => {
    const town = await startTown()
    const github = await installed(town)
    for (let index = 0; index < 40; index++) {
      await town.act('/sim/github', { do: 'add_repository', repository: `extra-${index}` })
    }
    const names = z.array(z.object({ name: z.string() }))
    const route = 'GET /orgs/{org}/repos'
    const first = await github.request({ route, parameters: { org: ORG }, schema: names })
    const second = await github.request({ route, parameters: { org: ORG, page: 2 }, schema: names })
    expect(first.ok && first.value.length).toBe(30)
    expect(second.ok && second.value.length).toBe(13)
  })

  it('counts merged pull requests in one query', async () => {
    const town = await startTown()
    const github = await installed(town)
    await town.act('/sim/github', { do: 'merge', login: 'gwen-writes', repository: 'core', count: 1200 })
    const counted = await github.query(
      'query($q: String!) { search(query: $q, type: ISSUE, first: 1) { issueCount } }',
      { q: `org:${ORG} is:pr is:merged author:gwen-writes` },
      z.object({ search: z.object({ issueCount: z.number() }) }),
    )
    expect(counted).toEqual({ ok: true, value: { search: { issueCount: 1200 } } })
  })

  it('refuses the thirty-first search of a minute', async () => {
    const town = await startTown()
    const github = await installed(town)
    const search = () =>
      github.request({ route: 'GET /search/issues', parameters: { q: 'is:issue cut' }, schema: z.unknown() })
    for (let index = 0; index < 30; index++) expect((await search()).ok).toBe(true)
    expect(await search()).toMatchObject({ ok: false, failure: { kind: 'rate_limited' } })
  })

  it('gives a code for one exchange, to who has the verifier', async () => {
    const town = await startTown()
    const challenge = createHash('sha256').update('the verifier').digest('base64url')
    const wrong = await signIn(town, 'edda-plays-chess', challenge)
    expect(await exchange(town, wrong.get('code') ?? '', 'a guess')).toMatchObject({
      error: 'bad_verification_code',
    })
    const right = await signIn(town, 'edda-plays-chess', challenge)
    expect(right.get('state')).toBe('the-state')
    const { access_token } = await exchange(town, right.get('code') ?? '', 'the verifier')
    expect(await exchange(town, right.get('code') ?? '', 'the verifier')).toMatchObject({
      error: 'bad_verification_code',
    })
    const me = await fetch(`${town.sim.url}/github/api/user`, {
      headers: { authorization: `Bearer ${access_token}`, 'user-agent': 'test' },
    })
    expect(await me.json()).toMatchObject({ login: 'edda-plays-chess', id: 7004 })
    const members = await fetch(`${town.sim.url}/github/api/orgs/${ORG}/members`, {
      headers: { authorization: `Bearer ${access_token}`, 'user-agent': 'test' },
    })
    expect(members.status).toBe(403)
  })

  it('signs what it delivers, and delivers again what it is asked to', async () => {
    const town = await startTown()
    const { deliveries } = await town.act('/sim/github', { do: 'sponsor', login: 'edda-plays-chess' })
    expect(deliveries).toMatchObject([{ event: 'sponsorship', status: 200 }])
    const received = town.received.at(-1)
    expect(received?.headers['x-hub-signature-256']).toMatch(/^sha256=[0-9a-f]{64}$/)
    expect(received?.payload).toMatchObject({
      action: 'created',
      sponsorship: { sponsor: { login: 'edda-plays-chess' } },
    })
    await town.act('/sim/github', { do: 'replay', event: 'release' })
    expect(town.received.at(-1)?.headers['x-github-event']).toBe('release')
  })
})
