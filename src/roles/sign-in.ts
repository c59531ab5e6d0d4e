import * as z from 'zod'
import type { Account } from './contributions.ts'

export interface OauthSettings {
  apiUrl: string
  webUrl: string
  clientId: string
  clientSecret: string
}

/** GitHub's page where a person says who they are. No scope: Steward learns the public profile and nothing else. */
export function authorizeUrl(
  { webUrl, clientId }: OauthSettings,
  { redirectUri, state, challenge }: { redirectUri: string; state: string; challenge: string },
): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    // Whoever is signed in already chooses all the same: nobody is linked by following a link.
    prompt: 'select_account',
    allow_signup: 'false',
  })
  return `${webUrl}/login/oauth/authorize?${query}`
}

const TIMEOUT_MS = 10_000
const HEADERS = {
  accept: 'application/json',
  'user-agent': 'steward-bot (https://github.com/steward-bot/steward)',
}

const tokenAnswer = z.union([
  z.object({ access_token: z.string().min(1) }),
  z.object({ error: z.string().max(100) }).transform(({ error }) => ({ error })),
])
const userAnswer = z
  .object({ id: z.int(), node_id: z.string(), login: z.string().regex(/^[A-Za-z0-9-]{1,39}$/) })
  .transform(({ id, node_id, login }): Account => ({ githubId: id, nodeId: node_id, login }))

/**
 * Exchanges the code and asks whose it is. The token is used for that one question and then taken back; it is neither stored
 * nor logged. `later` is done when the person has their answer.
 */
export async function whoSignedIn(
  { apiUrl, webUrl, clientId, clientSecret }: OauthSettings,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
  send: typeof fetch,
  later: (work: Promise<unknown>) => void,
): Promise<{ ok: true; account: Account } | { ok: false; problem: 'refused' | 'no_answer' }> {
  const ask = async (url: string, init: RequestInit): Promise<unknown> => {
    const response = await send(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
    return response.json()
  }
  try {
    const body = {
      client_id: clientId,
      client_secret: clientSecret,
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    }
    const json = { ...HEADERS, 'content-type': 'application/json' }
    const answer = tokenAnswer.parse(
      await ask(`${webUrl}/login/oauth/access_token`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify(body),
      }),
    )
    if ('error' in answer) return { ok: false, problem: 'refused' }
    const token = answer.access_token
    const account = userAnswer.parse(
      await ask(`${apiUrl}/user`, { headers: { ...HEADERS, authorization: `Bearer ${token}` } }),
    )
    const revoked = send(`${apiUrl}/applications/${clientId}/token`, {
      method: 'DELETE',
      headers: { ...json, authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: JSON.stringify({ access_token: token }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    later(
      revoked.then(
        () => {},
        () => {},
      ),
    )
    return { ok: true, account }
  } catch {
    return { ok: false, problem: 'no_answer' }
  }
}
