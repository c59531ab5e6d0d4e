import type { LeavingDeps } from './leaving.ts'
import type { ChannelStore } from './stores.ts'

/** Decisions of one alarm: each may take some requests, and the Free plan allows 50 an invocation. */
const MAX_AT_ONCE = 4
const RETRY_MS = 5_000
const MAX_RETRY_MS = 300_000

/**
 * Enforces what is stored and due, each decision alone, until it is done: one that fails does not hold up the others.
 * Tells whether there was something.
 */
export async function enforceDue(
  store: ChannelStore,
  { moderator, log, now }: LeavingDeps,
): Promise<boolean> {
  const due = store.pending().filter(({ retryAt }) => retryAt <= now())
  for (const { decision, messages, attempts } of due.slice(0, MAX_AT_ONCE)) {
    try {
      await moderator.enforce([decision], messages)
      store.enforced(decision.id)
    } catch (error) {
      const wait = Math.min(RETRY_MS * 2 ** Math.min(attempts, 10), MAX_RETRY_MS)
      store.postpone(decision.id, now() + wait)
      if (attempts === 0) {
        log('watch_not_enforced', {
          rule: decision.rule,
          detail: error instanceof Error ? error.name : 'unknown',
        })
      }
    }
  }
  return due.length > 0
}
