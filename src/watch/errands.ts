import { isOfLookingAgain } from '../moderation/sweep/look-again.ts'
import type { Errand } from '../purpose/errand.ts'
import { isStale } from './channel-state.ts'
import type { ChannelDeps } from './deps.ts'
import type { ChannelStore } from './stores.ts'

/** Errands of one alarm: each takes a few requests, and the Free plan allows 50 an invocation. */
const MAX_AT_ONCE = 4
/** What is known is not fresh enough to act on; reading is tried again first. */
const UNREAD_RETRY_MS = 15_000

export function isErrandDue(store: ChannelStore, now: number): boolean {
  return (store.errands()[0]?.dueAt ?? Number.POSITIVE_INFINITY) <= now
}

/**
 * Performs what is due, each errand until it is done; a crash in between means that it is performed again, which is safe.
 * A message that a rule had something to say about gets nothing.
 */
export async function runErrands(store: ChannelStore, deps: ChannelDeps): Promise<void> {
  const due = store.errands().filter(({ dueAt }) => dueAt <= deps.now())
  for (const { errand, attempts } of due.slice(0, MAX_AT_ONCE)) {
    const now = deps.now()
    const state = store.load()
    if (!state) return
    if (isStale(state, now)) {
      store.postponeErrand(errand.id, now + UNREAD_RETRY_MS)
      continue
    }
    const { place, window } = state
    const outcome = isOfModerators(errand, store.decisionsAbout(errand.messageId))
      ? ({ kind: 'dropped' } as const)
      : await deps.errands.perform(errand, { place, window, botId: deps.botId, now }, attempts)
    if (outcome.kind === 'again') store.postponeErrand(errand.id, outcome.at)
    else store.errandDone(errand.id)
  }
}

/** What may be a job post is still open. A question is answered all the same; nobody is cheered for what is then moved. */
function isOfModerators({ kind }: Errand, decisionIds: readonly string[]): boolean {
  const isCheer = kind === 'react' || kind === 'encourage'
  return decisionIds.some((id) => isCheer || !isOfLookingAgain(id))
}
