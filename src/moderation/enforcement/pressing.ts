import { caseByNumber, type Resolution } from '../../storage/cases.ts'
import { type Resolved, resolveCase } from '../../storage/resolutions.ts'
import type { Decision } from '../decision.ts'
import { CANCELLED } from './cancelled.ts'
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

/**
 * Stores the press and lets the database decide who was first; from then on nothing more is begun of what was planned
 * before. The same press again changes nothing. What follows from it is planned by `planPress`.
 */
export async function settlePress(press: Press, deps: EnforcementDeps): Promise<Pressed> {
  const { store, now } = deps
  const id = `press/${press.caseNumber}/${press.interactionId}`
  const before = store.incident(id)
  if (before?.decision) return { kind: 'first' }
  const incident: PressIncident =
    before?.kind === 'press'
      ? before
      : { kind: 'press', id, press, decision: null, facts: null, takenAt: now(), dueAt: now(), failures: 0 }
  store.save(incident)
  try {
    // Of those that the database has not answered to yet, the earlier one is the first.
    for (const earlier of unsettled(incident, store)) await claim(earlier, deps)
    return await claim(incident, deps)
  } catch {
    const failures = incident.failures + 1
    store.save({ ...incident, failures, dueAt: now() + RETRY_MS * Math.min(failures, 30) })
    return { kind: 'later' }
  }
}

/** Other presses about the case that are stored and whose turn has not come. */
function unsettled({ id, press }: PressIncident, store: EnforcementDeps['store']): PressIncident[] {
  return store
    .open()
    .flatMap((other) =>
      other.kind === 'press' &&
      other.id !== id &&
      other.decision === null &&
      other.press.caseNumber === press.caseNumber
        ? [other]
        : [],
    )
}

async function claim(incident: PressIncident, deps: EnforcementDeps): Promise<Pressed> {
  const { audit, db, store } = deps
  const { caseNumber, resolution, moderatorId, mayRevise } = incident.press
  const resolved = await resolveCase(
    db,
    { caseNumber, what: resolution, by: moderatorId, mayRevise },
    incident.takenAt,
  )
  const case_ = await caseByNumber(db, caseNumber)
  if (!resolved || !case_) {
    store.finish(incident.id)
    return { kind: 'unknown_case' }
  }
  if (resolved.by !== moderatorId || resolved.what !== resolution) {
    store.finish(incident.id)
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
  cancelOpen(decision.id, deps)
  store.save({ ...incident, decision, dueAt: incident.takenAt, failures: 0 })
  return { kind: 'first' }
}

/** Plans what follows from a press that was the first. Rejects when that is not possible now. */
export async function planPress(
  incident: PressIncident,
  decision: Decision,
  deps: EnforcementDeps,
): Promise<PlannedPress> {
  const { store, db, policy } = deps
  const { resolution, caseNumber } = incident.press
  const case_ = await caseByNumber(db, caseNumber)
  if (!case_) throw new Error('a case that was resolved is not there')
  const facts = await factsFor(resolution, decision, deps)
  const effects = effectsOfCase(case_, store)
  store.addEffects(
    incident.id,
    planResolution(resolution, case_.decision, effects, facts, policy, incident.takenAt),
  )
  const planned = { ...incident, decision: case_.decision, facts }
  store.save(planned)
  return planned
}

type PressIncident = Incident & { kind: 'press' }
type PlannedPress = PressIncident & { decision: Decision; facts: EnforcementFacts }

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

function cancelOpen(decisionId: string, { store }: EnforcementDeps): void {
  for (const effect of store.effectsAbout(decisionId)) {
    if (isOpen(effect) && !isInternal(effect.act))
      store.saveEffect({ ...effect, state: 'skipped', problem: CANCELLED })
  }
}
