import type { Clock } from '../clock.ts'
import type { Fault, InteractionEntry, RequestEntry, ScenarioRun, Settings } from '../protocol.ts'
import { snowflakeSource } from '../snowflake.ts'
import type { State } from './state.ts'

/** Something happened that the people watching may have to see. */
export type Change =
  | { kind: 'community' }
  | { kind: 'message'; channelId: string; messageId: string }
  | { kind: 'message_removed'; channelId: string; messageId: string; ephemeralTo: string | null }
  | { kind: 'thread'; threadId: string }
  | { kind: 'thread_removed'; threadId: string; parentId: string }
  | { kind: 'typing'; channelId: string; memberId: string }
  | { kind: 'commands' }
  | { kind: 'request'; entry: RequestEntry }
  | { kind: 'interaction'; entry: InteractionEntry }
  | { kind: 'faults'; faults: Fault[] }
  | { kind: 'scenario'; run: ScenarioRun | null }

/** Where interactions are sent. */
export interface Endpoint {
  /** The full URL of Steward's interactions endpoint. */
  url: string
  /** Ed25519, 32 bytes in hex. */
  publicKey: string
  /** Whether the endpoint answers a PING and refuses a forged one, as Discord tries before it takes a new URL. */
  verify(url: string): Promise<boolean>
}

/** The simulated Discord: its state, its clock, and who wants to hear of changes. */
export interface World {
  state: State
  settings: Settings
  readonly clock: Clock
  readonly applicationId: string
  readonly endpoint: Endpoint
  readonly isWatching: boolean
  /** Where the simulator itself answers, `http://127.0.0.1:8788`. */
  origin: string
  newId(): string
  tell(change: Change): void
  /** Returns the way to stop listening. */
  listen(listener: (change: Change) => void): () => void
}

export const DEFAULT_SETTINGS: Settings = {
  messageContentIntent: true,
  guildMembersIntent: true,
  rateLimits: true,
  acknowledgeMs: 3000,
  modelFirstTokenMs: 300,
  modelChunkMs: 25,
}

export function createWorld(options: {
  state: State
  clock: Clock
  applicationId: string
  endpoint: Endpoint
  settings?: Partial<Settings>
  isWatching?: boolean
}): World {
  const listeners = new Set<(change: Change) => void>()
  return {
    state: options.state,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    clock: options.clock,
    applicationId: options.applicationId,
    endpoint: options.endpoint,
    isWatching: options.isWatching ?? false,
    origin: 'http://127.0.0.1',
    newId: snowflakeSource(options.clock.now),
    tell: (change) => {
      for (const listener of listeners) listener(change)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
