import { createHmac, randomUUID } from 'node:crypto'
import type { DeliveryView } from './action-schema.ts'
import type { Github } from './github.ts'

const TIMEOUT_MS = 10_000

/** Signs a payload and sends it to Steward, as GitHub would; `id` again is a redelivery. */
export async function deliver(
  { credentials, webhookUrl }: Github,
  send: typeof fetch,
  { event, payload, id = randomUUID() }: { event: string; payload: unknown; id?: string | undefined },
): Promise<DeliveryView> {
  const body = JSON.stringify(payload)
  const signature = createHmac('sha256', credentials.webhookSecret).update(body).digest('hex')
  try {
    const response = await send(webhookUrl(), {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'GitHub-Hookshot/simulated',
        'x-github-event': event,
        'x-github-delivery': id,
        'x-hub-signature-256': `sha256=${signature}`,
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return { id, event, status: response.status, body: await response.text() }
  } catch (error) {
    return { id, event, status: 0, body: error instanceof Error ? error.message : String(error) }
  }
}
