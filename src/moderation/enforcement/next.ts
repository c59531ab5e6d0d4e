import { type Act, type ActKind, type Effect, isOpen } from './effect.ts'

/** What is done next about an incident. */
export type Next<A extends { kind: string } = Act> =
  | { do: 'try'; effect: Effect<A> }
  | { do: 'skip'; effect: Effect<A>; why: string }
  | { do: 'wait'; at: number }
  | { do: 'finished' }

/** These speak of what was done, so that all before them must have ended one way or another. */
const SPEAKING: readonly ActKind[] = ['dm', 'notice', 'give_back', 'outcome', 'show_outcome']

/** Speaks of a ban that is to come, so that the ban waits until it has ended one way or another. */
export function isWarning(act: { kind: string }): boolean {
  return act.kind === 'dm' && 'before' in act && act.before === 'ban'
}

/**
 * Effects in order. A later one does not wait for an earlier one that is waiting for Discord (a rate-limited card must not
 * hold up a removal), unless it needs it or, being one of `speaking`, speaks of it.
 */
export function nextEffect<A extends { kind: string } = Act>(
  effects: readonly Effect<A>[],
  now: number,
  speaking: readonly string[] = SPEAKING,
): Next<A> {
  const byId = new Map(effects.map((effect) => [effect.id, effect]))
  let wakeAt: number | null = null
  for (const [index, effect] of effects.entries()) {
    if (!isOpen(effect)) continue
    const needed = effect.needs.map((id) => byId.get(id))
    const failed = needed.find((other) => other && !isOpen(other) && other.state !== 'done')
    if (failed) return { do: 'skip', effect, why: failed.problem ?? 'what it rests on was not done' }
    const earlier = effects.slice(0, index).filter(isOpen)
    const isHeldUp =
      needed.some((other) => other && isOpen(other)) ||
      (speaking.includes(effect.act.kind) && !isWarning(effect.act) && earlier.length > 0) ||
      (effect.act.kind === 'ban' && earlier.some(({ act }) => isWarning(act)))
    if (isHeldUp) continue
    if (effect.dueAt <= now) return { do: 'try', effect }
    wakeAt = Math.min(wakeAt ?? effect.dueAt, effect.dueAt)
  }
  return wakeAt === null ? { do: 'finished' } : { do: 'wait', at: wakeAt }
}
