const SIGNATURE = /^sha256=([0-9a-f]{64})$/i

const hmac = { name: 'HMAC', hash: 'SHA-256' }

/** A key that checks signatures by `isSigned`. */
export function importHmacKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), hmac, false, ['verify'])
}

/**
 * Whether `signature` (`sha256=` and 64 hexadecimal digits) is the HMAC-SHA-256 of the bytes; compared in constant time. A
 * malformed signature is a wrong one.
 */
export async function isSigned(
  bytes: Uint8Array<ArrayBuffer>,
  signature: string,
  key: CryptoKey,
): Promise<boolean> {
  const hex = SIGNATURE.exec(signature)?.[1]
  return hex !== undefined && crypto.subtle.verify(hmac, key, bytesOf(hex), bytes)
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )
}
