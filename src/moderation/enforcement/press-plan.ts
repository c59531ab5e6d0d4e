import type { CaseEffect, Resolution } from '../../storage/cases.ts'
import type { Decision } from '../decision.ts'
import { authorityOver } from './authority.ts'
import { CANCELLED } from './cancelled.ts'
import { type Effect, effectOf } from './effect.ts'
import type { EnforcementFacts } from './facts.ts'
import { type Add, concluding, planMove, sweeping, warning } from './plan.ts'
import type { EnforcementPolicy } from './policy.ts'

/** What follows from a moderator's decision about a case. `effects` are the case's as they are now. */
export function planResolution(
  resolution: Resolution,
  decision: Decision,
  effects: readonly CaseEffect[],
  facts: EnforcementFacts,
  policy: EnforcementPolicy,
  now: number,
): Effect[] {
  const add: Add = (act, change) => effectOf(`${decision.id}/${resolution}`, act, now, change)
  // Of a dry case there is nothing to take back; the label counts all the same.
  const acting = decision.isDry ? [] : actsOf(resolution, decision, effects, facts, policy, now, add)
  return [...acting, ...concluding(facts, add), ...sweeping(acting, facts, now, add)]
}

function actsOf(
  resolution: Resolution,
  decision: Decision,
  effects: readonly CaseEffect[],
  facts: EnforcementFacts,
  policy: EnforcementPolicy,
  now: number,
  add: Add,
): Effect[] {
  switch (resolution) {
    case 'undone':
    case 'not_job':
      return takingBack(effects, add)
    case 'banned': {
      const authority = authorityOver(facts, 'ban')
      const blocked: Partial<Effect> = authority.ok
        ? {}
        : { state: 'parked', problem: `could not ban: ${authority.why}` }
      const ban = add({ kind: 'ban', deleteSeconds: policy.banDeleteSeconds }, blocked)
      return [...warning([ban], add), ban]
    }
    case 'moved':
      return planMove(decision, facts, now, add)
    case 'dismissed':
      return []
  }
}

/** The reverse of everything that was done or may have been: an act whose outcome is unknown is taken back too. */
function takingBack(effects: readonly CaseEffect[], add: Add): Effect[] {
  const touched = effects.filter(
    ({ state, problem }) => state === 'done' || state === 'started' || problem === CANCELLED,
  )
  const isRemoved = touched.some(({ act }) => act.kind === 'remove')
  const givenBack = isRemoved ? [add({ kind: 'give_back' })] : []
  const until = Math.max(0, ...touched.map(({ act }) => (act.kind === 'timeout' ? act.until : 0)))
  const reversed = touched.flatMap(({ act, posted }): Effect[] => {
    // Of several the longest is the one that stands.
    if (act.kind === 'timeout') return act.until === until ? [add({ kind: 'lift_timeout', until })] : []
    if (act.kind === 'ban') return [add({ kind: 'unban' })]
    // The copy is all that is left of a post: it goes once its author has it, and stays when they cannot be reached.
    if (act.kind === 'copy' && posted)
      return [add({ kind: 'remove_copy', message: posted }, { needs: givenBack.map(({ id }) => id) })]
    return []
  })
  const isCopied = reversed.some(({ act }) => act.kind === 'remove_copy')
  return isCopied
    ? [add({ kind: 'void_strike' }), ...givenBack, ...reversed]
    : [add({ kind: 'void_strike' }), ...reversed, ...givenBack]
}
