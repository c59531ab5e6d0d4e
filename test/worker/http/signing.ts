/** The key pair of RFC 8032 section 7.1, test 1: public, and so fit for tests only. */
export const PUBLIC_KEY = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
const SECRET = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
/** What stands before an Ed25519 secret in PKCS #8, RFC 8410 section 7. */
const PKCS8_PREFIX = '302e020100300506032b657004220420'

export async function sign(body: string | Uint8Array, timestamp: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    'pkcs8',
    Uint8Array.fromHex(PKCS8_PREFIX + SECRET),
    'Ed25519',
    false,
    ['sign'],
  )
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const message = new Uint8Array([...new TextEncoder().encode(timestamp), ...bytes])
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, message)).toHex()
}

export async function signedRequest(body: string, nowMs: number): Promise<Request> {
  const timestamp = String(Math.floor(nowMs / 1000))
  return new Request('https://steward.test/interactions', {
    method: 'POST',
    headers: { 'x-signature-ed25519': await sign(body, timestamp), 'x-signature-timestamp': timestamp },
    body,
  })
}
