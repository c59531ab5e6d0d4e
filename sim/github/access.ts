import { createVerify, generateKeyPairSync, randomBytes } from 'node:crypto'

/** Who asks: the App itself, its installation, a person through OAuth, or nobody. */
export type Caller =
  | { kind: 'app' }
  | { kind: 'installation'; token: string }
  | { kind: 'person'; personId: number; token: string }
  | { kind: 'nobody' }

/** What the App was allowed when it was installed. */
export type GithubPermission =
  | 'contents:read'
  | 'contents:write'
  | 'issues:read'
  | 'issues:write'
  | 'members:read'
  | 'metadata:read'

export interface AppCredentials {
  appId: string
  /** PEM, PKCS#1 as GitHub hands it out. */
  privateKey: string
  publicKey: string
  clientId: string
  clientSecret: string
  webhookSecret: string
}

export const INSTALLATION_ID = 5001
const TOKEN_MS = 3_600_000
/** GitHub refuses a JWT that lasts longer. */
const MAX_JWT_SECONDS = 600

export function generateCredentials(): AppCredentials {
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return {
    appId: '424242',
    privateKey: keys.privateKey,
    publicKey: keys.publicKey,
    clientId: 'Iv1.5teward51mulated',
    clientSecret: randomBytes(20).toString('hex'),
    webhookSecret: randomBytes(20).toString('hex'),
  }
}

export interface Tokens {
  installation(): { token: string; expiresAt: string }
  person(personId: number): string
  revoke(token: string): boolean
  /** Null: a token that is none, or no longer. */
  callerOf(authorization: string | undefined): Caller | null
}

export function createTokens({ appId, publicKey }: AppCredentials, now: () => number): Tokens {
  const known = new Map<string, { caller: Caller; expiresAt: number }>()
  return {
    installation: () => {
      const token = `ghs_${randomBytes(18).toString('hex')}`
      const expiresAt = now() + TOKEN_MS
      known.set(token, { caller: { kind: 'installation', token }, expiresAt })
      return { token, expiresAt: new Date(expiresAt).toISOString() }
    },
    person: (personId) => {
      const token = `ghu_${randomBytes(18).toString('hex')}`
      known.set(token, { caller: { kind: 'person', personId, token }, expiresAt: now() + 8 * TOKEN_MS })
      return token
    },
    revoke: (token) => known.delete(token),
    callerOf: (authorization) => {
      if (!authorization) return { kind: 'nobody' }
      const [scheme = '', token = ''] = authorization.split(' ')
      if (!/^(bearer|token)$/i.test(scheme)) return null
      if (token.split('.').length === 3) return isJwt(token, appId, publicKey, now()) ? { kind: 'app' } : null
      const found = known.get(token)
      return found && found.expiresAt > now() ? found.caller : null
    },
  }
}

function isJwt(token: string, appId: string, publicKey: string, now: number): boolean {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const verifier = createVerify('RSA-SHA256').update(`${header}.${payload}`)
  if (!verifier.verify(publicKey, Buffer.from(signature, 'base64url'))) return false
  const { iss, iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const seconds = now / 1000
  return String(iss) === appId && iat <= seconds + 1 && exp > seconds && exp - seconds <= MAX_JWT_SECONDS
}

interface Spent {
  /** Epoch milliseconds at which the window ends. */
  until: number
  count: number
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const LIMITS = {
  core: { count: 5000, windowMs: 3_600_000 },
  graphql: { count: 5000, windowMs: 3_600_000 },
  search: { count: 30, windowMs: 60_000 },
  /** Secondary limits: points a minute of REST and GraphQL, requests that write. */
  points: { count: 900, windowMs: 60_000 },
  graphqlPoints: { count: 2000, windowMs: 60_000 },
  writes: { count: 80, windowMs: 60_000 },
} as const

export type Resource = 'core' | 'graphql' | 'search'

export interface Verdict {
  headers: Record<string, string>
  /** Null: go ahead. */
  refusal: { status: number; message: string } | null
}

export interface GithubLimits {
  take(caller: string, resource: Resource, isWrite: boolean): Verdict
  reset(): void
}

export function createGithubLimits(now: () => number, isEnforced: () => boolean): GithubLimits {
  const windows = new Map<string, Spent>()
  const spend = (caller: string, name: keyof typeof LIMITS, cost: number): Spent => {
    const key = `${name} ${caller}`
    const known = windows.get(key)
    const current = known && known.until > now() ? known : { until: now() + LIMITS[name].windowMs, count: 0 }
    current.count += cost
    windows.set(key, current)
    return current
  }
  return {
    reset: () => windows.clear(),
    take: (caller, resource, isWrite) => {
      const primary = spend(caller, resource, 1)
      const secondary = [
        resource === 'graphql'
          ? { limit: LIMITS.graphqlPoints, spent: spend(caller, 'graphqlPoints', 1) }
          : { limit: LIMITS.points, spent: spend(caller, 'points', isWrite ? 5 : 1) },
        ...(isWrite ? [{ limit: LIMITS.writes, spent: spend(caller, 'writes', 1) }] : []),
      ].find(({ limit, spent }) => spent.count > limit.count)
      const limit = LIMITS[resource].count
      const headers = {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - primary.count)),
        'x-ratelimit-reset': String(Math.ceil(primary.until / 1000)),
        'x-ratelimit-resource': resource,
      }
      if (!isEnforced()) return { headers, refusal: null }
      if (secondary) {
        const wait = Math.ceil((secondary.spent.until - now()) / 1000)
        return {
          headers: { ...headers, 'retry-after': String(wait) },
          refusal: { status: 403, message: 'You have exceeded a secondary rate limit.' },
        }
      }
      return {
        headers,
        refusal: primary.count > limit ? { status: 403, message: 'API rate limit exceeded' } : null,
      }
    },
  }
}
