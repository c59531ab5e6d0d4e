import type { InteractionEntry, RequestEntry } from '../../protocol.ts'

export type LogFilter = 'acts' | 'all' | 'interactions' | 'discord' | 'model' | 'problems'

export type LogEntry =
  | {
      readonly kind: 'interaction'
      readonly key: string
      readonly at: string
      readonly interaction: InteractionEntry
    }
  | { readonly kind: 'request'; readonly key: string; readonly at: string; readonly request: RequestEntry }

/** Both logs in one, newest first. */
export function mergeLog(
  interactions: readonly InteractionEntry[],
  requests: readonly RequestEntry[],
  filter: LogFilter,
): LogEntry[] {
  const all: LogEntry[] = [
    ...interactions.map((interaction) => ({
      kind: 'interaction' as const,
      key: `i${interaction.sequence}`,
      at: interaction.at,
      interaction,
    })),
    ...requests.map((request) => ({
      kind: 'request' as const,
      key: `r${request.sequence}`,
      at: request.at,
      request,
    })),
  ]
  return all.filter((entry) => fits(entry, filter)).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

function fits(entry: LogEntry, filter: LogFilter): boolean {
  switch (filter) {
    case 'acts':
      return entry.kind === 'interaction' || entry.request.method !== 'GET' || isProblem(entry.request)
    case 'all':
      return true
    case 'interactions':
      return entry.kind === 'interaction'
    case 'discord':
      return entry.kind === 'request' && entry.request.service === 'discord'
    case 'model':
      return entry.kind === 'request' && entry.request.service !== 'discord'
    case 'problems':
      return entry.kind === 'interaction' ? entry.interaction.failure !== null : isProblem(entry.request)
  }
}

export function isProblem(request: RequestEntry): boolean {
  return request.status === 0 || request.status >= 400 || request.route === null || request.fault !== null
}
