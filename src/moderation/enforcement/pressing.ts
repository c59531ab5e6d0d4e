import { caseByNumber, type Resolution } from '../../storage/cases.ts'
import { type Resolved, resolveCase } from '../../storage/resolutions.ts'
import type { Decision } from '../decision.ts'
import type { EnforcementDeps } from './deps.ts'
import { isInternal, isOpen } from './effect.ts'
import type { EnforcementFacts } from './facts.ts'
import { gatherFacts } from './gather.ts'
import type { Incident, Press } from './incident.ts'
import { planResolution } from './press-plan.ts'
import { effectsOfCase } from './recording.ts'

/** What became of a moderator's press. */
export type Pressed =
  | { kind: 'first' }
  /** Another moderator was first, or the same one decided otherwise. */
  | { kind: 'second'; resolved: Resolved }
  | { kind: 'unknown_case' }
  /** The database did not answer: it is stored, and done as soon as it does. */
  | { kind: 'later' }

const RETRY_MS = 2_000
const NEEDS_FACTS: readonly Resolution[] = ['banned', 'moved']

/** Stores the press, lets the database decide who was first, and plans what follows. The same press again changes nothing. */
export async function settlePress(press: Press, deps: EnforcementDeps): Promise<Pressed> {
  const { store, db, now } = deps
  const id = `press/${press.caseNumber}/${press.interactionId}`
  const before = store.incident(id)
  if (before?.facts) return { kind: 'first' }
  const incident: Incident & { kind: 'press' } =
    before?.kind === 'press'
      ? before
      : { kind: 'press', id, press, decision: null, facts: null, takenAt: now(), dueAt: now(), failures: 0 }
  store.save(incident)
  try {
    return await claim(incident, deps)
  } catch {
    const failures = incident.failures + 1
    store.save({ ...incident, failures, dueAt: now() + RETRY_MS * Math.min(failures, 30) })
    return { kind: 'later' }
  }

  async function claim(pressed: Incident & { kind: 'press' }, { audit }: EnforcementDeps): Promise<Pressed> {
    const { caseNumber, resolution, moderatorId, mayRevise } = press
    const claimed = { caseNumber, what: resolution, by: moderatorId, mayRevise }
    const resolved = await resolveCase(db, claimed, pressed.takenAt)
    const case_ = await caseByNumber(db, caseNumber)
    if (!resolved || !case_) {
      store.finish(id)
      return { kind: 'unknown_case' }
    }
    if (resolved.by !== moderatorId || resolved.what !== resolution) {
      store.finish(id)
      return { kind: 'second', resolved }
    }
    const { decision } = case_
    await audit.record(
      [],
      [
        {
          id: `${decision.id}/${resolution}#resolved`,
          at: resolved.at,
          what: `resolved.${resolution}`,
          subject: decision.id,
          caseNumber,
          authorId: decision.authorId,
          moderatorId,
          data: { rule: decision.rule },
        },
      ],
    )
    const facts = await factsFor(resolution, decision, deps)
    const effects = effectsOfCase(case_, store)
    cancelOpen(decision.id, deps)
    store.addEffects(id, planResolution(resolution, decision, effects, facts, deps.policy, pressed.takenAt))
    store.save({ ...pressed, decision, facts })
    return { kind: 'first' }
  }
}

async function factsFor(
  resolution: Resolution,
  decision: Decision,
  deps: EnforcementDeps,
): Promise<EnforcementFacts> {
  if (NEEDS_FACTS.includes(resolution)) {
    const asked: Decision =
      resolution === 'moved' ? { ...decision, actions: [{ kind: 'move' }] } : { ...decision, messages: [] }
    const gathered = await gatherFacts(asked, [], deps)
    if (!gathered.ok) throw new Error(`facts: ${gathered.failure.kind}`)
    return gathered.facts
  }
  return {
    messages: [],
    member: null,
    self: { id: '', permissions: '0', position: 0 },
    strikes: 0,
    places: await deps.places(),
  }
}

/** What was planned and not done is not done any more: a moderator has decided. */
function cancelOpen(decisionId: string, { store }: EnforcementDeps): void {
  for (const effect of store.effectsAbout(decisionId)) {
    if (isOpen(effect) && !isInternal(effect.act))
      store.saveEffect({ ...effect, state: 'skipped', problem: 'a moderator decided before' })
  }
}
