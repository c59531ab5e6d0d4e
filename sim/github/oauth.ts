import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Outgoing } from '../http.ts'
import type { Github } from './github.ts'
import { personByLogin } from './state.ts'

const CODE_MS = 600_000

export interface Grant {
  personId: number
  redirectUri: string
  /** S256, base64url; null: the client did without PKCE. */
  challenge: string | null
  expiresAt: number
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const html = (status: number, title: string, content: string): Outgoing => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    // The answer to the form goes on to Steward.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  },
  text: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:26rem;margin:3rem auto;padding:0 1rem}button{font:inherit;display:block;width:100%;margin:.5rem 0;padding:.6rem}</style>
<h1>${title}</h1>${content}</html>`,
})

/** `GET /login/oauth/authorize`: who you are is a choice of buttons, as nobody here has a password. */
export function authorizePage(github: Github, query: URLSearchParams): Outgoing {
  const problem = problemOf(github, query)
  if (problem) return html(404, 'Simulated GitHub', `<p>${escapeHtml(problem)}</p>`)
  const buttons = github.state.people.map(
    ({ login, name }) =>
      `<button name="login" value="${escapeHtml(login)}">${escapeHtml(name)} (@${escapeHtml(login)})</button>`,
  )
  return html(
    200,
    'Simulated GitHub',
    `<p>Steward would like to know who you are. Continue as:</p>
<form method="post" action="?${escapeHtml(query.toString())}">${buttons.join('')}<button name="login" value="">Cancel</button></form>`,
  )
}

/** The choice made there: back to the client with a code, or with `access_denied`. */
export function authorize(github: Github, query: URLSearchParams, form: URLSearchParams): Outgoing {
  const problem = problemOf(github, query)
  if (problem) return html(404, 'Simulated GitHub', `<p>${escapeHtml(problem)}</p>`)
  const back = new URL(query.get('redirect_uri') ?? '')
  back.searchParams.set('state', query.get('state') ?? '')
  const person = personByLogin(github.state, form.get('login') ?? '')
  if (person) {
    const code = randomBytes(10).toString('hex')
    github.grants.set(code, {
      personId: person.id,
      redirectUri: query.get('redirect_uri') ?? '',
      challenge: query.get('code_challenge'),
      expiresAt: github.now() + CODE_MS,
    })
    back.searchParams.set('code', code)
  } else {
    back.searchParams.set('error', 'access_denied')
    back.searchParams.set('error_description', 'The user has denied your application access.')
  }
  return { status: 302, headers: { location: back.href } }
}

function problemOf({ credentials, callbackUrl }: Github, query: URLSearchParams): string | null {
  if (query.get('client_id') !== credentials.clientId) return 'There is no such application.'
  if (query.get('redirect_uri') !== callbackUrl())
    return `The redirect_uri is not the one that is registered for this application: ${callbackUrl()}`
  const method = query.get('code_challenge_method')
  return query.has('code_challenge') && method !== 'S256' ? 'code_challenge_method must be S256.' : null
}

/** `POST /login/oauth/access_token`. GitHub answers mistakes with 200 and an `error`. */
export function accessToken(github: Github, sent: URLSearchParams): Outgoing {
  const { credentials, grants, tokens } = github
  const refuse = (error: string, error_description: string): Outgoing => ({
    status: 200,
    body: { error, error_description },
  })
  if (
    sent.get('client_id') !== credentials.clientId ||
    !isSame(sent.get('client_secret') ?? '', credentials.clientSecret)
  ) {
    return refuse('incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.')
  }
  const code = sent.get('code') ?? ''
  const grant = grants.get(code)
  grants.delete(code)
  const verifier = createHash('sha256')
    .update(sent.get('code_verifier') ?? '')
    .digest('base64url')
  const isGood =
    grant &&
    grant.expiresAt > github.now() &&
    (grant.challenge === null || grant.challenge === verifier) &&
    (!sent.has('redirect_uri') || sent.get('redirect_uri') === grant.redirectUri)
  if (!isGood) return refuse('bad_verification_code', 'The code passed is incorrect or expired.')
  const body = { access_token: tokens.person(grant.personId), token_type: 'bearer', scope: '' }
  return { status: 200, body }
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
