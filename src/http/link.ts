import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { confirmLink, finishLink, goToGithub, type LinkAnswer, type LinkingDeps } from '../roles/linking.ts'
import { randomText, TICKET_MS } from '../roles/ticket.ts'
import { readBounded } from './body.ts'
import { linkPage } from './link-pages.ts'

const MAX_FORM_BYTES = 4096

/** `GET /link/github`: whom an account will be linked to. */
export async function handleLinkStart(context: Context, deps: LinkingDeps): Promise<Response> {
  return respond(deps, await confirmLink(deps, context.req.query('ticket') ?? ''))
}

/** `POST /link/github`, the form of that page: on to GitHub. A form of another site brings no cookie (SameSite). */
export async function handleLinkConfirmed(context: Context, deps: LinkingDeps): Promise<Response> {
  const body = await readBounded(context.req.raw, MAX_FORM_BYTES)
  const ticket = new URLSearchParams(new TextDecoder().decode(body ?? new Uint8Array())).get('ticket') ?? ''
  return respond(deps, await goToGithub(deps, { ticket, cookie: getCookie(context, cookieName(deps)) }))
}

/** `GET /link/github/callback`: back from GitHub. */
export async function handleLinkCallback(context: Context, deps: LinkingDeps): Promise<Response> {
  const { state = '', code = '', error = '' } = context.req.query()
  const cookie = getCookie(context, cookieName(deps))
  const later = (work: Promise<unknown>) => context.executionCtx.waitUntil(work)
  return respond(deps, await finishLink(deps, { state, code, error, cookie }, later))
}

/** The prefix keeps other hosts of a domain from setting it; it needs https, which a local simulator has not. */
function cookieName({ publicUrl }: LinkingDeps): string {
  return publicUrl.startsWith('https:') ? '__Host-steward-link' : 'steward-link'
}

function respond(deps: LinkingDeps, answer: LinkAnswer): Response {
  const headers = new Headers({
    'cache-control': 'no-store',
    // The address has a ticket or a code in it.
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  if (answer.kind === 'redirect') {
    headers.set('location', answer.url)
    return new Response(null, { status: 303, headers })
  }
  const { cookie } = answer
  if (cookie !== undefined) headers.set('set-cookie', setCookie(deps, cookie))
  const nonce = randomText()
  // Browsers hold the redirect that answers the form to form-action as well.
  const forms = `'self' ${new URL(deps.oauth.webUrl).origin}`
  headers.set(
    'content-security-policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
  )
  headers.set('content-type', 'text/html; charset=utf-8')
  const { status, text } = linkPage(answer.page, nonce)
  return new Response(String(text), { status, headers })
}

/** Lax: GitHub's redirect back is a link that is followed. */
function setCookie(deps: LinkingDeps, value: string): string {
  const isSecure = deps.publicUrl.startsWith('https:')
  return `${cookieName(deps)}=${value}; Path=/; Max-Age=${TICKET_MS / 1000}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
