import type { InteractionEntry, RequestEntry } from './protocol.ts'
import type { World } from './world/world.ts'

/** Entries kept of each kind; older ones are dropped. */
const KEEP = 1000
const SHOWN_TOKEN_CHARS = 6
const SECRETS: ReadonlySet<string> = new Set([
  'token',
  'access_token',
  'client_secret',
  'code',
  'code_verifier',
])

/** What Steward did and what it was sent, newest last, without secrets. */
export interface Log {
  request(entry: Omit<RequestEntry, 'sequence'>): void
  interaction(entry: Omit<InteractionEntry, 'sequence'>): void
  requests(since?: number): RequestEntry[]
  interactions(since?: number): InteractionEntry[]
  reset(): void
}

export function createLog(world: World): Log {
  let sequence = 0
  const requests: RequestEntry[] = []
  const interactions: InteractionEntry[] = []
  return {
    request: (draft) => {
      const entry = {
        ...draft,
        sequence: ++sequence,
        path: withoutTokens(draft.path),
        requestBody: redact(draft.requestBody),
        responseBody: redact(draft.responseBody),
      }
      keep(requests, entry)
      world.tell({ kind: 'request', entry })
    },
    interaction: (draft) => {
      const entry = {
        ...draft,
        sequence: ++sequence,
        request: redact(draft.request),
        response: redact(draft.response),
      }
      keep(interactions, entry)
      world.tell({ kind: 'interaction', entry })
    },
    requests: (since = 0) => requests.filter((entry) => entry.sequence > since),
    interactions: (since = 0) => interactions.filter((entry) => entry.sequence > since),
    reset: () => {
      requests.length = 0
      interactions.length = 0
    },
  }
}

function keep<T>(list: T[], entry: T): void {
  list.push(entry)
  if (list.length > KEEP) list.shift()
}

/** Interaction tokens in a path, cut to their beginning. */
function withoutTokens(path: string): string {
  return path.replace(
    /(\/webhooks\/\d+\/)([^/?]+)/,
    (_, start: string, token: string) => start + shorten(token),
  )
}

/** A copy in which values under a secret's name are cut. */
function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) =>
      SECRETS.has(key) && typeof one === 'string' ? [key, shorten(one)] : [key, redact(one)],
    ),
  )
}

function shorten(token: string): string {
  return token.length > SHOWN_TOKEN_CHARS ? `${token.slice(0, SHOWN_TOKEN_CHARS)}…` : token
}
