import type { SigningKeys } from './keys.ts'
import { signature } from './keys.ts'

/** What came back from Steward's endpoint. `status` 0: nothing did, `problem` says why. */
export interface Delivery {
  status: number
  body: unknown
  text: string
  durationMs: number
  problem: string | null
  /** As they went out, to be sent again byte for byte. */
  sent: { headers: Record<string, string>; body: string }
}

const USER_AGENT = 'Discord-Interactions/1.0 (+https://discord.com)'

export interface Sender {
  keys: SigningKeys
  url: string
  timeoutMs: number
  fetch: typeof fetch
  /** Epoch milliseconds of the real clock, which is the one that Steward compares with. */
  now: () => number
}

/** Signs and posts as Discord does, and waits no longer than Discord does. */
export function deliver(sender: Sender, payload: unknown): Promise<Delivery> {
  const body = JSON.stringify(payload)
  return post(sender, signedHeaders(sender, body), body)
}

export function signedHeaders(sender: Sender, body: string, shiftSeconds = 0): Record<string, string> {
  const timestamp = Math.floor(sender.now() / 1000 + shiftSeconds).toString()
  return {
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
    'x-signature-ed25519': signature(sender.keys.privateKey, timestamp, body),
    'x-signature-timestamp': timestamp,
  }
}

export async function post(sender: Sender, headers: Record<string, string>, body: string): Promise<Delivery> {
  const started = performance.now()
  const sent = { headers, body }
  const took = () => Math.round(performance.now() - started)
  try {
    const response = await sender.fetch(sender.url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(sender.timeoutMs),
    })
    const text = await response.text()
    return { status: response.status, body: parse(text), text, durationMs: took(), problem: null, sent }
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    const problem = late
      ? `no answer within ${sender.timeoutMs} ms`
      : `no connection to ${sender.url}: ${error instanceof Error ? error.message : 'unknown'}`
    return { status: 0, body: null, text: '', durationMs: took(), problem, sent }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
