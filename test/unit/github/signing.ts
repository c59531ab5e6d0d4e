export const GITHUB_SECRET = 'a-secret-of-our-own'

/** The value of `X-Hub-Signature-256`. */
export async function signatureOf(body: string, secret = GITHUB_SECRET): Promise<string> {
  const hash = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), hash, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(body))
  return `sha256=${Buffer.from(signed).toString('hex')}`
}

/** A request as GitHub makes it. */
export async function signedDelivery(event: string, payload: unknown, id: string): Promise<Request> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return new Request('https://steward.example/webhooks/github', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-hub-signature-256': await signatureOf(body),
    },
  })
}
