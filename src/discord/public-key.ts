/** Length of an Ed25519 public key, RFC 8032 section 5.1.2. */
const KEY_BYTES = 32

/**
 * Encodings of the points of small order on edwards25519, sign bit cleared, the non-canonical ones included.
 * Under such a key a signature can be forged without any secret (RFC 8032 section 8, "cofactor"; the all-zero
 * key is the second of these).
 */
const SMALL_ORDER = new Set([
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/** Why a hex text is no usable Discord public key, or null when it is one. */
export function publicKeyProblem(hex: string): string | null {
  if (!/^[0-9a-f]*$/i.test(hex) || hex.length !== 2 * KEY_BYTES) {
    return `expected ${2 * KEY_BYTES} hexadecimal digits (Developer Portal, General Information, Public Key)`
  }
  const lastByte = Number.parseInt(hex.slice(-2), 16) & 0x7f
  const withoutSign = hex.slice(0, -2).toLowerCase() + lastByte.toString(16).padStart(2, '0')
  return SMALL_ORDER.has(withoutSign)
    ? 'is a weak key under which signatures can be forged; copy the one from the Developer Portal'
    : null
}

/** The key as Web Crypto takes it. Call once per isolate: importing costs more than verifying. */
export function importPublicKey(hex: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return crypto.subtle.importKey('raw', bytes, { name: 'Ed25519' }, false, ['verify'])
}
