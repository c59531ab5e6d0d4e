import type { ChannelDeps } from './deps.ts'
import { enforceDue } from './enforcing.ts'
import type { Moderator } from './port.ts'
import type { ChannelStore } from './stores.ts'

/** Handing over takes seconds; what it has failed at for a day is not kept for longer. */
const GIVE_UP_MS = 86_400_000

export interface LeavingDeps extends Pick<ChannelDeps, 'now' | 'log'> {
  moderator: Pick<Moderator, 'enforce'>
}

/**
 * Watching is off: what was read is forgotten at once, what was decided is handed over first. Tells whether nothing is left;
 * else the alarm is set for the rest.
 */
export async function leave(store: ChannelStore, deps: LeavingDeps): Promise<boolean> {
  store.forget()
  await enforceDue(store, deps)
  const now = deps.now()
  const left = store.pending().filter(({ decidedAt }) => decidedAt > now - GIVE_UP_MS)
  const dropped = store.pending().length - left.length
  if (dropped > 0) deps.log('watch_decisions_dropped', { decisions: dropped })
  const [next] = left
  if (!next) return true
  await store.setAlarm(Math.max(next.retryAt, now))
  return false
}
