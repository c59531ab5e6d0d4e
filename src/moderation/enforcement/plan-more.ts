import type { Decision } from '../decision.ts'
import { asksFor, type Effect, effectOf, isInternal } from './effect.ts'
import type { EnforcementFacts } from './facts.ts'
import type { DecisionIncident } from './incident.ts'
import {
  type Add,
  cards,
  concluding,
  escalation,
  planMove,
  removalActs,
  removing,
  restricting,
  sweeping,
  telling,
  warning,
} from './plan.ts'
import type { EnforcementPolicy } from './policy.ts'

/**
 * Messages that joined a known incident: recorded and removed, and nothing else happens a second time. A post that was to
 * be moved and never was (`isCopied` false: its author deleted it before, or the copy was refused) is moved now, as
 * removing it would lose it.
 */
export function planMore(
  decision: Decision,
  facts: EnforcementFacts,
  policy: EnforcementPolicy,
  now: number,
  isCopied: boolean,
): Effect[] {
  const prefix = `${decision.id}/more/${decision.messages[0]?.id ?? ''}`
  const record = effectOf(prefix, { kind: 'record', messageIds: decision.messages.map(({ id }) => id) }, now)
  const add: Add = (act, change) => effectOf(prefix, act, now, { needs: [record.id], ...change })
  const isRemoved = asksFor(decision, 'remove') || (asksFor(decision, 'move') && isCopied)
  const isDry = decision.isDry || policy.isDry
  const acting = isRemoved
    ? removalActs(decision.messages, facts, now).map((act) => add(act))
    : asksFor(decision, 'move')
      ? planMove(decision, facts, now, add)
      : []
  const planned = isDry ? acting.map((effect) => ({ ...effect, state: 'dry' as const })) : acting
  return [record, ...planned, ...concluding(facts, add)]
}

/**
 * A decision that asks for more than its case did (one post in many channels, after each channel was judged by itself). What
 * the case has done already (`before`) is not done twice: one card, one strike, and one direct message, which is edited.
 */
export function planGraver(
  { id, decision }: Pick<DecisionIncident, 'id' | 'decision'>,
  facts: EnforcementFacts,
  policy: EnforcementPolicy,
  now: number,
  before: readonly Effect[],
): Effect[] {
  const record = effectOf(id, { kind: 'record', messageIds: decision.messages.map((each) => each.id) }, now)
  const add: Add = (act, change) => effectOf(id, act, now, { needs: [record.id], ...change })
  const has = (kind: Effect['act']['kind']) => before.some(({ act }) => act.kind === kind)
  const isBanned = before.some(({ act, state }) => act.kind === 'ban' && state !== 'parked')
  const step = escalation(decision, facts, policy)
  const restrictions = isBanned ? [] : restricting(decision, facts, policy, now, add)
  const told = isBanned ? [] : telling(decision, restrictions, step, add)
  const acting = [
    ...warning(restrictions, add),
    ...(has('card') ? [] : cards(decision, facts, step, add)),
    ...removing(decision, facts, now, add),
    ...restrictions,
    ...(has('dm') ? told.filter(({ act }) => act.kind !== 'notice') : told),
  ]
  const isDry = decision.isDry || policy.isDry
  const planned = isDry
    ? acting.map((effect) => (isInternal(effect.act) ? effect : { ...effect, state: 'dry' as const }))
    : acting
  return [record, ...planned, ...concluding(facts, add), ...sweeping(planned, facts, now, add)]
}
