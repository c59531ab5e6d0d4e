import type * as z from 'zod'
import { type DriftReport, driftSchema } from '../announcements/drift.ts'
import { readBounded } from './body.ts'
import { isSigned } from './hmac.ts'
import { parseJson } from './json.ts'
import type { Log } from './log.ts'

const MAX_DRIFT_BYTES = 64 * 1024
/** How far the sender's clock may be from ours; older requests are refused, so that one that was seen cannot be sent again. */
const DRIFT_WINDOW_SECONDS = 300
const TIMESTAMP = /^\d{10}$/

export interface DriftWebhookRoute {
  key: CryptoKey
  /** Stores them; the same ones again change nothing. */
  take(reports: DriftReport[]): Promise<void>
  now: () => number
  log: Log
}

/**
 * `POST /webhooks/drift`, checked in this order: type, size, signature, time, JSON, schema. The signature is the HMAC-SHA-256
 * of the timestamp, a dot and the body.
 */
export async function handleDriftWebhook(request: Request, route: DriftWebhookRoute): Promise<Response> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    return refuse(415, 'expected the content type application/json')
  const body = await readBounded(request, MAX_DRIFT_BYTES)
  if (!body) return refuse(413, `a body is at most ${MAX_DRIFT_BYTES} bytes`)
  const timestamp = request.headers.get('x-steward-timestamp') ?? ''
  const signature = request.headers.get('x-steward-signature') ?? ''
  if (!TIMESTAMP.test(timestamp) || !(await isSigned(signedBytes(timestamp, body), signature, route.key)))
    return refuse(401, 'invalid signature')
  if (Math.abs(route.now() / 1000 - Number(timestamp)) > DRIFT_WINDOW_SECONDS)
    return refuse(401, `X-Steward-Timestamp is more than ${DRIFT_WINDOW_SECONDS} seconds off`)
  const parsed = driftSchema.safeParse(parseJson(body))
  if (!parsed.success) return refuse(422, problemsOf(parsed.error))
  await route.take(parsed.data)
  route.log('drift_taken', { reports: parsed.data.length })
  return Response.json({ result: 'taken', reports: parsed.data.length }, { status: 202 })
}

function signedBytes(timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const prefix = new TextEncoder().encode(`${timestamp}.`)
  const bytes = new Uint8Array(prefix.length + body.length)
  bytes.set(prefix)
  bytes.set(body, prefix.length)
  return bytes
}

/** What would be right, and where; at most a few. */
function problemsOf(error: z.ZodError): string {
  const issues = error.issues.flatMap((issue) =>
    issue.code === 'invalid_union'
      ? (issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [])
      : [issue],
  )
  return issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
    .join('; ')
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status })
}
