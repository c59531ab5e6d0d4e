/** Older than this, a well signed request is a replay. */
const MAX_AGE_SECONDS = 5 * 60
const SIGNATURE_HEX = /^[0-9a-f]{128}$/i
const TIMESTAMP = /^\d{1,12}$/

export interface SignedHeaders {
  signature: string
  timestamp: string
}

/** The headers when they are there, well formed and recent; null when the request cannot be authentic. */
export function signedHeaders(headers: Headers, nowMs: number): SignedHeaders | null {
  const signature = headers.get('x-signature-ed25519') ?? ''
  const timestamp = headers.get('x-signature-timestamp') ?? ''
  if (!SIGNATURE_HEX.test(signature) || !TIMESTAMP.test(timestamp)) return null
  return Math.abs(nowMs / 1000 - Number(timestamp)) <= MAX_AGE_SECONDS ? { signature, timestamp } : null
}

const encoder = new TextEncoder()

/**
 * True when Discord signed `timestamp + body` with the application's key. The headers are well formed (`signedHeaders`),
 * so that hex needs no checking here; a test holds it against discord-interactions' own `verifyKey`, which reads the hex
 * with a regular expression and copies the body three times.
 */
export function isAuthentic(
  body: Uint8Array,
  { signature, timestamp }: SignedHeaders,
  key: CryptoKey,
): Promise<boolean> {
  const message = new Uint8Array(timestamp.length + body.byteLength)
  encoder.encodeInto(timestamp, message)
  message.set(body, timestamp.length)
  return crypto.subtle.verify('Ed25519', key, Uint8Array.fromHex(signature), message)
}
