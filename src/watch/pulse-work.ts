import { beat } from './beat.ts'
import type { PulseDeps } from './deps.ts'
import { spend } from './interval.ts'
import { costOf, LATE_MS } from './limits.ts'
import { newPulse, type PulseState } from './pulse-state.ts'
import type { PulseStore } from './stores.ts'

/** Until the next pulse after an error nobody expected. */
const UNEXPECTED_RETRY_MS = 15_000
/** Places that are looked after in one check. */
const MAX_LOOKS = 40

/** The alarm: one pulse, and the next is armed whatever happens. */
export async function pulse(store: PulseStore, deps: PulseDeps): Promise<void> {
  let wait = UNEXPECTED_RETRY_MS
  try {
    const state = await beat(store.load() ?? newPulse(deps.now()), store, deps)
    store.save(state, store.loadRecent())
    wait = state.intervalMs
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown'
    deps.log('pulse_error', { detail })
  } finally {
    await store.setAlarm(deps.now() + wait)
  }
}

/** What the cron asks every minute: starts the pulse, or again when its alarm was lost, and the places' alarms likewise. */
export async function check(store: PulseStore, deps: PulseDeps): Promise<void> {
  const now = deps.now()
  const alarmAt = await store.alarmAt()
  if (alarmAt === null || alarmAt < now - LATE_MS) await store.setAlarm(now)
}

/** Looks after places whose alarm should have rung by now. */
export async function lookAfterLate(store: PulseStore, deps: PulseDeps): Promise<void> {
  const now = deps.now()
  const state = store.load()
  const late = Object.entries(state?.known ?? {})
    .filter(([, { alarmAt }]) => alarmAt !== null && alarmAt < now - LATE_MS)
    .slice(0, MAX_LOOKS)
  if (!state || late.length === 0) return
  const known = { ...state.known }
  await Promise.all(
    late.map(async ([id, place]) => {
      try {
        known[id] = { ...place, alarmAt: (await deps.watch(id).look()).alarmAt }
      } catch {
        deps.log('watch_not_woken', { channel: id })
      }
    }),
  )
  const cost = costOf({ gapsMs: [], across: 0, looks: late.length, errands: 0 })
  const next: PulseState = { ...state, known, spent: spend(state.spent, cost, now) }
  store.save(next, store.loadRecent())
}
