import type { DatabaseLike } from '../../knowledge/database.ts'
import { dueEvents, saveDelivery } from '../../storage/audit.ts'
import { cloudEvent } from './event.ts'

export interface WebhookOptions {
  db: DatabaseLike
  guildId: string
  url: string
  /** Signs every body. */
  secret: string
  now: () => number
  fetch?: typeof fetch
}

/** Of one run; the Free plan allows 50 requests an invocation, and others need some of them. */
const EVENTS_A_RUN = 10
const TIMEOUT_MS = 10_000
const BASE_BACKOFF_MS = 5_000
const MAX_BACKOFF_MS = 6 * 3_600_000

/**
 * POSTs what is due, oldest first, as `application/cloudevents+json` with `x-steward-signature: sha256=<hex>`, the
 * HMAC-SHA-256 of the body. Anything but a 2xx is tried again, for as long as the event is kept; after a failure the rest of
 * the run is left for the next one. Delivered at least once: receivers go by the event's id.
 */
export async function deliverEvents(options: WebhookOptions): Promise<{ delivered: number; failed: number }> {
  const { db, now } = options
  let delivered = 0
  for (const event of await dueEvents(db, now(), EVENTS_A_RUN)) {
    const body = JSON.stringify(cloudEvent(event, options.guildId))
    if (await post(options, body)) {
      await saveDelivery(db, event.id, null)
      delivered++
    } else {
      await saveDelivery(
        db,
        event.id,
        now() + Math.min(BASE_BACKOFF_MS * 2 ** event.attempts, MAX_BACKOFF_MS),
      )
      return { delivered, failed: 1 }
    }
  }
  return { delivered, failed: 0 }
}

async function post(
  { url, secret, fetch: send = (input, init) => fetch(input, init) }: WebhookOptions,
  body: string,
): Promise<boolean> {
  try {
    const response = await send(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/cloudevents+json',
        'x-steward-signature': `sha256=${await signature(secret, body)}`,
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** HMAC-SHA-256 in hexadecimal digits. */
async function signature(secret: string, body: string): Promise<string> {
  const encoder = new TextEncoder()
  const hash = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), hash, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(body))
  return [...new Uint8Array(signed)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
