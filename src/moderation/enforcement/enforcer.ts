import { DAY_MS } from '../../budget/day.ts'
import { MODERATION_DAYS } from '../../privacy/retention.ts'
import { caseByDecision } from '../../storage/cases.ts'
import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import { type Attempt, afterAttempt } from './after-attempt.ts'
import type { EnforcementDeps } from './deps.ts'
import { type Effect, isOpen } from './effect.ts'
import { gatherFacts, MAX_READ_MESSAGES } from './gather.ts'
import type { Incident, Press } from './incident.ts'
import { nextEffect } from './next.ts'
import { type PlannedIncident, perform } from './perform.ts'
import { planEffects } from './plan.ts'
import { planGraver, planMore } from './plan-more.ts'
import { type Pressed, planPress, settlePress } from './pressing.ts'
import { takeDecision } from './taking.ts'

/** Effects tried in one run: the Free plan allows 50 requests an invocation, and an effect takes two or three. */
const EFFECTS_A_RUN = 12
const RETRY_MS = 2_000
const MAX_RETRY_MS = 5 * 60_000
/** For how long a finished incident is remembered, so that it is not begun again. */
const REMEMBERED_MS = MODERATION_DAYS.incidents * DAY_MS

/** Effects by which a later incident of the same member is judged: it waits for them. */
const WEIGHTY: readonly Effect['act']['kind'][] = ['record', 'timeout', 'ban', 'void_strike']

/** Reading what planning needs, in effects: five requests, and one for each message. */
function planningCost({ decision }: Incident): number {
  return 2 + Math.ceil(Math.min(decision?.messages.length ?? 0, MAX_READ_MESSAGES) / 3)
}

/**
 * Carries decisions out, each once. Everything is in `deps.store` before it is tried and marked after, so that a restart at
 * any point goes on where it was. One enforcer an object: runs do not overlap.
 */
export function enforcer(deps: EnforcementDeps) {
  const { store, now, log } = deps
  let running: Promise<void> | null = null
  let isWanted = false

  /** Takes decisions and begins with them. Seen again, a decision has no further effect but on messages new to it. */
  async function enforce(decisions: readonly Decision[], known: readonly MessageFacts[] = []): Promise<void> {
    take(decisions, known)
    await work()
  }

  /** Stores decisions and does nothing yet. `by` is who decided: 'steward', or the member who reported it. */
  function take(decisions: readonly Decision[], known: readonly MessageFacts[], by = 'steward'): void {
    for (const decision of decisions) takeDecision(decision, known, by, deps)
  }

  /** Stores a moderator's press and tells who was first; what follows from it is left to `work`. */
  const settle = (pressed: Press): Promise<Pressed> => settlePress(pressed, deps)

  /** A moderator's decision. The first one stands; whoever comes second is told. */
  async function press(pressed: Press): Promise<Pressed> {
    const outcome = await settle(pressed)
    if (outcome.kind === 'first') await work()
    return outcome
  }

  /** Does what is due. Call it from the alarm, and set the next one for `nextAt()`. Never rejects. */
  async function work(): Promise<void> {
    isWanted = true
    running ??= (async () => {
      try {
        while (isWanted) {
          isWanted = false
          await runOnce()
        }
      } finally {
        running = null
      }
    })()
    await running
  }

  async function runOnce(): Promise<void> {
    const budget = { effects: EFFECTS_A_RUN }
    for (const incident of store.open()) {
      if (budget.effects <= 0) return
      if (incident.dueAt <= now()) await advance(incident, budget)
    }
    store.forget(now() - REMEMBERED_MS)
  }

  async function advance(stored: Incident, budget: { effects: number }): Promise<void> {
    let incident: PlannedIncident | null
    try {
      if (stored.facts === null) budget.effects -= planningCost(stored)
      incident = await planned(stored)
    } catch (error) {
      logError(error, stored.id)
      return later(stored)
    }
    if (!incident) return
    while (budget.effects > 0) {
      const next = nextEffect(store.effects(incident.id), now())
      if (next.do === 'finished') return store.finish(incident.id)
      if (next.do === 'wait') return
      if (next.do === 'skip') store.saveEffect({ ...next.effect, state: 'skipped', problem: next.why })
      else {
        budget.effects--
        await attempt(next.effect, incident)
      }
    }
  }

  /** The incident with its effects stored; null when that has to wait, or when there is nothing to do. */
  async function planned(incident: Incident): Promise<PlannedIncident | null> {
    if (incident.facts !== null && incident.decision !== null) return incident as PlannedIncident
    if (incident.kind === 'press') {
      if (!incident.decision) await settlePress(incident.press, deps)
      const settled = store.incident(incident.id)
      return settled?.kind === 'press' && settled.decision ? planPress(settled, settled.decision, deps) : null
    }
    if (isHeldUp(incident)) return null
    const known = await caseByDecision(deps.db, incident.decision.id)
    // Carried out before this object began to remember, or taken back by a moderator.
    if (known && (!incident.isMore || known.isFalsePositive)) {
      store.finish(incident.id)
      return null
    }
    const gathered = await gatherFacts(incident.decision, incident.known, deps)
    if (!gathered.ok) {
      const { failure } = gathered
      later(incident, failure.kind === 'rate_limited' ? failure.retryAfterMs : undefined)
      return null
    }
    const { facts } = gathered
    // More messages may have joined while facts were read.
    const latest = store.incident(incident.id)
    if (latest?.kind !== 'decision') return null
    const { decision } = latest
    const copies = store.effectsAbout(decision.id).filter(({ act }) => act.kind === 'copy')
    if (latest.isMore && copies.some(isOpen)) {
      later(latest)
      return null
    }
    const isCopied = copies.some(({ state }) => state === 'done')
    const effects = latest.isGraver
      ? planGraver(latest, facts, deps.policy, now(), store.effectsAbout(decision.id))
      : latest.isMore
        ? planMore(decision, facts, deps.policy, now(), isCopied)
        : planEffects(decision, facts, deps.policy, now())
    store.addEffects(incident.id, effects)
    const ready: PlannedIncident = { ...latest, facts }
    store.save(ready)
    return ready
  }

  /** A second incident of a member counts the strike of the first. */
  function isHeldUp(incident: Incident & { kind: 'decision' }): boolean {
    return store
      .open()
      .some(
        (other) =>
          other.id !== incident.id &&
          other.takenAt <= incident.takenAt &&
          (other.takenAt < incident.takenAt || other.id < incident.id) &&
          other.decision?.authorId === incident.decision.authorId &&
          (other.facts === null ||
            store.effects(other.id).some((effect) => isOpen(effect) && WEIGHTY.includes(effect.act.kind))),
      )
  }

  async function attempt(effect: Effect, incident: PlannedIncident): Promise<void> {
    const begun: Effect = {
      ...effect,
      state: 'started',
      attempts: effect.attempts + 1,
      startedAt: effect.startedAt ?? now(),
    }
    store.saveEffect(begun)
    let attempted: Attempt
    try {
      attempted = await perform(begun, incident, deps)
    } catch (error) {
      logError(error, effect.id)
      attempted = { kind: 'database_failed' }
    }
    const after = afterAttempt(begun, attempted, now())
    if (after.state === 'parked') log('effect_parked', { effect: effect.act.kind, problem: after.problem })
    // A moderator may have decided meanwhile: what was cancelled and is not done is not tried again.
    const isCancelled = store
      .effects(incident.id)
      .some(({ id, state }) => id === effect.id && state === 'skipped')
    if (!isCancelled || after.state === 'done') store.saveEffect({ ...begun, ...after })
  }

  function later({ id }: Incident, afterMs?: number): void {
    // As it is now: messages may have joined it, or it another, while facts were read.
    const incident = store.incident(id)
    if (!incident) return
    const wait = afterMs ?? Math.min(RETRY_MS * 2 ** incident.failures, MAX_RETRY_MS)
    store.save({ ...incident, failures: incident.failures + 1, dueAt: now() + wait })
  }

  function logError(error: unknown, id: string): void {
    log('enforcement_error', {
      // A decision's id holds its author's, which no log line may: `rule:author:message`.
      id: id.replace(/:\d{17,20}:/g, ':-:'),
      detail: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown',
    })
  }

  /** When there is something to do again, in epoch milliseconds; null when all is done. */
  function nextAt(): number | null {
    const open = store
      .open()
      .filter((incident) => incident.kind === 'press' || incident.facts !== null || !isHeldUp(incident))
    const times = open.map((incident) => {
      if (incident.facts === null) return incident.dueAt
      const next = nextEffect(store.effects(incident.id), now())
      return next.do === 'wait' ? next.at : now()
    })
    return times.length === 0 ? null : Math.min(...times)
  }

  return { enforce, take, press, settle, work, nextAt }
}

export type Enforcer = ReturnType<typeof enforcer>
