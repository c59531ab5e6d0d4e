import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** The Ed25519 pair with which Discord signs what it sends to an application. */
export interface SigningKeys {
  /** 32 bytes in hex, as the developer portal shows it. */
  publicKey: string
  privateKey: KeyObject
}

export function generateKeys(): SigningKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('An Ed25519 public key without coordinates')
  return { publicKey: Buffer.from(x, 'base64url').toString('hex'), privateKey }
}

/** Hex signature over timestamp and body. https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers */
export function signature(privateKey: KeyObject, timestamp: string, body: string): string {
  return sign(null, Buffer.from(timestamp + body), privateKey).toString('hex')
}
