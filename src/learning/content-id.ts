/**
 * An id that follows from content: FNV-1a of 64 bits over the value as JSON, as 16 hexadecimal digits. Names a version of
 * a model or a calibration; it is no protection against forgery.
 */
export function contentId(value: unknown): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(JSON.stringify(value)))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(16).padStart(16, '0')
}
