/**
 * Reads a body up to `maxBytes`; null when it is longer. With a Content-Length, which HTTP holds the body to, the runtime
 * reads it in one go: reading a stream here costs more than checking the signature. Without one, reading stops at the
 * first byte too many.
 */
export async function readBounded(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const announced = request.headers.get('content-length')
  if (announced !== null) {
    if (Number(announced) > maxBytes) return null
    const body = new Uint8Array(await request.arrayBuffer())
    return body.byteLength > maxBytes ? null : body
  }
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for await (const chunk of request.body) {
    length += chunk.byteLength
    if (length > maxBytes) return null
    chunks.push(chunk)
  }
  if (chunks.length === 1 && chunks[0]) return chunks[0]
  const body = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.byteLength
  }
  return body
}
