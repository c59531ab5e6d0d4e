import * as z from 'zod'

export const TICKET_MS = 10 * 60_000

/** What a signed text says: one attempt of one member, for some minutes. */
const ticket = z.object({
  /** The attempt's id. */
  id: z.string(),
  member: z.string(),
  /** Epoch milliseconds. */
  until: z.number(),
  /** Of the state that goes to GitHub: digest of the browser's cookie. */
  browser: z.string().optional(),
})
export type Ticket = z.output<typeof ticket>

const encoder = new TextEncoder()
const hmac = { name: 'HMAC', hash: 'SHA-256' }
const keyOf = (secret: string) =>
  crypto.subtle.importKey('raw', encoder.encode(secret), hmac, false, ['sign', 'verify'])

/** `use` keeps a ticket from passing for a state. */
export async function sign(secret: string, use: 'ticket' | 'state', content: Ticket): Promise<string> {
  const payload = toBase64Url(encoder.encode(JSON.stringify(content)))
  const mac = await crypto.subtle.sign('HMAC', await keyOf(secret), encoder.encode(`${use}.${payload}`))
  return `${payload}.${toBase64Url(new Uint8Array(mac))}`
}

/** What was signed; null when it was not, or for another use, or is too old. Compared in constant time. */
export async function verified(
  secret: string,
  use: 'ticket' | 'state',
  signed: string,
  now: number,
): Promise<Ticket | 'expired' | null> {
  const [payload = '', mac = '', ...rest] = signed.slice(0, 1000).split('.')
  const bytes = fromBase64Url(mac)
  if (!bytes || rest.length > 0) return null
  const isOurs = await crypto.subtle.verify(
    'HMAC',
    await keyOf(secret),
    bytes,
    encoder.encode(`${use}.${payload}`),
  )
  if (!isOurs) return null
  const content = ticket.parse(
    JSON.parse(new TextDecoder().decode(fromBase64Url(payload) ?? new Uint8Array())),
  )
  return content.until > now ? content : 'expired'
}

/**
 * The code verifier of PKCE, made of the browser's cookie: whoever has neither cookie nor secret cannot exchange the code, and
 * nothing has to be stored. 43 characters. https://www.rfc-editor.org/rfc/rfc7636
 */
export async function codeVerifier(secret: string, id: string, cookie: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', await keyOf(secret), encoder.encode(`pkce.${id}.${cookie}`))
  return toBase64Url(new Uint8Array(mac))
}

export async function digest(text: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))))
}

/** 32 random bytes. */
export function randomText(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(text)) return null
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}
