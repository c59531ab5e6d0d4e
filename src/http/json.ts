const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** A body as JSON; undefined when it is not UTF-8 or not JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch {
    return undefined
  }
}
