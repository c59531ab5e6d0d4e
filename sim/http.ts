import type { IncomingMessage, ServerResponse } from 'node:http'

/** Larger bodies are refused: Discord takes 10 MiB of files from bots. */
const MAX_BODY_BYTES = 11 * 1024 * 1024

/** An answer with a JSON body, or one that is written piece by piece. */
export interface Outgoing {
  status: number
  headers?: Record<string, string>
  /** Undefined: no body. */
  body?: unknown
  /** Instead of a body, as it stands; its content type is among the headers. */
  text?: string
  /** Instead of a body. A piece `null` cuts the connection there. */
  stream?: AsyncIterable<string | null>
}

/** The body as text; null when it is too large. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  return (await readBytes(request))?.toString('utf8') ?? null
}

/** The body as it came; null when it is too large. */
export async function readBytes(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

export async function respond(response: ServerResponse, outgoing: Outgoing): Promise<void> {
  if (response.destroyed) return
  if (outgoing.stream)
    return respondInPieces(response, outgoing.status, outgoing.headers ?? {}, outgoing.stream)
  const text = outgoing.text ?? (outgoing.body === undefined ? '' : JSON.stringify(outgoing.body))
  response.writeHead(outgoing.status, {
    ...(text !== '' && { 'content-type': 'application/json' }),
    'cache-control': 'no-store',
    ...outgoing.headers,
  })
  response.end(text)
}

async function respondInPieces(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  stream: AsyncIterable<string | null>,
): Promise<void> {
  response.writeHead(status, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...headers })
  for await (const piece of stream) {
    if (response.destroyed) return
    if (piece === null) {
      response.destroy()
      return
    }
    response.write(piece)
  }
  response.end()
}

/** One server-sent event. */
export function sse(data: unknown, event?: string): string {
  return `${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`
}

export function plainHeaders(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** JSON, or the text itself when it is none. */
export function jsonOrText(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
