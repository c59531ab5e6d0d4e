import type { World } from '../world/world.ts'
import {
  type AppCredentials,
  createGithubLimits,
  createTokens,
  type GithubLimits,
  type GithubPermission,
  generateCredentials,
  type Tokens,
} from './access.ts'
import type { Grant } from './oauth.ts'
import type { Addresses } from './payloads.ts'
import { seedGithub } from './seed.ts'
import type { GithubState } from './state.ts'

/** The simulated GitHub: one organisation, the App that is installed there, and who signed in. In memory only. */
export interface Github {
  state: GithubState
  readonly credentials: AppCredentials
  readonly tokens: Tokens
  readonly limits: GithubLimits
  /** OAuth codes that wait to be exchanged. */
  readonly grants: Map<string, Grant>
  /** What `repository_dispatch` was asked for. */
  readonly dispatches: {
    repository: string
    event_type: string
    client_payload?: Record<string, unknown> | undefined
  }[]
  /** What the installation may do. */
  permissions(): Record<string, 'read' | 'write'>
  allows(permission: GithubPermission): boolean
  addresses(): Addresses
  /** The one that is registered for the App. */
  callbackUrl(): string
  webhookUrl(): string
  /** Epoch milliseconds. */
  now(): number
  iso(): string
  newId(): number
  reset(): void
}

const FIRST_ID = 100_000

export function createGithub(world: World, credentials: AppCredentials = generateCredentials()): Github {
  const { clock } = world
  const worker = () => new URL(world.endpoint.url).origin
  let id = FIRST_ID
  const permissions = { contents: 'write', issues: 'write', members: 'read', metadata: 'read' } as const
  const github: Github = {
    state: seedGithub(),
    credentials,
    tokens: createTokens(credentials, clock.now),
    limits: createGithubLimits(clock.now, () => world.settings.rateLimits),
    grants: new Map(),
    dispatches: [],
    permissions: () => permissions,
    allows: (permission) => {
      const [name, level] = permission.split(':')
      const granted = Object.entries(permissions).find(([key]) => key === name)?.[1]
      return granted === 'write' || granted === level
    },
    addresses: () => ({ api: `${world.origin}/github/api`, web: `${world.origin}/github/web` }),
    callbackUrl: () => `${worker()}/link/github/callback`,
    webhookUrl: () => `${worker()}/webhooks/github`,
    now: clock.now,
    iso: clock.iso,
    newId: () => ++id,
    reset: () => {
      github.state = seedGithub()
      github.limits.reset()
      github.grants.clear()
      github.dispatches.length = 0
    },
  }
  return github
}
