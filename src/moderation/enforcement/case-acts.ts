import type { PermissionName } from '../../discord/permissions.ts'
import type { Case, CaseEffect, Resolution } from '../../storage/cases.ts'
import { asksFor } from './effect.ts'
import type { EnforcementPolicy } from './policy.ts'

/** What a button on a card does. */
const CASE_ACTS = ['undo', 'not_job', 'ban', 'move', 'dismiss'] as const
export type CaseAct = (typeof CASE_ACTS)[number]

interface CaseActRule {
  label: string
  /** Discord's button styles: 1 primary, 2 secondary, 4 danger. */
  style: 1 | 2 | 4
  resolution: Resolution
  /** What the presser must be allowed to do, by the signed interaction. */
  needs: PermissionName
  /** How the card says it afterwards. */
  past: string
}

export const CASE_ACT: Record<CaseAct, CaseActRule> = {
  undo: { label: 'Undo', style: 2, resolution: 'undone', needs: 'MODERATE_MEMBERS', past: 'Taken back' },
  not_job: {
    label: 'Not a job post',
    style: 2,
    resolution: 'not_job',
    needs: 'MODERATE_MEMBERS',
    past: 'Not a job post, taken back',
  },
  ban: { label: 'Ban', style: 4, resolution: 'banned', needs: 'BAN_MEMBERS', past: 'Banned' },
  move: { label: 'Move', style: 1, resolution: 'moved', needs: 'MANAGE_MESSAGES', past: 'Moved' },
  dismiss: {
    label: 'Dismiss',
    style: 2,
    resolution: 'dismissed',
    needs: 'MODERATE_MEMBERS',
    past: 'Dismissed',
  },
}

/** Taking a ban back is as much as banning: who may not ban does not get to unban through Steward. */
export function neededFor(act: CaseAct, { effects }: Pick<Case, 'effects'>): PermissionName {
  const isBanned = effects.some((effect) => effect.act.kind === 'ban' && MAY_STAND.includes(effect.state))
  return isBanned && CASE_ACT[act].resolution === 'undone' ? 'BAN_MEMBERS' : CASE_ACT[act].needs
}

const MAY_STAND: readonly CaseEffect['state'][] = ['waiting', 'started', 'done']

export function isCaseAct(act: string): act is CaseAct {
  return CASE_ACTS.some((known) => known === act)
}

export function actOfResolution(resolution: Resolution): CaseAct {
  return CASE_ACTS.find((act) => CASE_ACT[act].resolution === resolution) ?? 'dismiss'
}

/** Acts that leave something to be taken back. */
const REVERSIBLE = ['remove', 'timeout', 'ban', 'copy'] as const

/** Which buttons a card offers; none once a moderator has decided. */
export function offeredActs(
  { decision, effects, resolution, decidedBy }: Case,
  policy: Pick<EnforcementPolicy, 'ladder' | 'proposeBanFor' | 'jobRules'>,
  proposesBan: boolean,
): CaseAct[] {
  if (resolution !== null) return []
  const isJob = policy.jobRules.includes(decision.rule)
  const isReversible =
    decision.isStrike || effects.some(({ act }) => REVERSIBLE.some((kind) => kind === act.kind))
  const isBanned = effects.some(({ act, state }) => act.kind === 'ban' && state === 'done')
  const offersBan =
    !isBanned &&
    !decision.isDry &&
    (proposesBan || asksFor(decision, 'ban') || policy.proposeBanFor.includes(decision.rule))
  return [
    ...(isReversible ? (['undo'] as const) : []),
    ...(isJob && !isReversible && !decision.isDry && decidedBy === 'steward' ? (['move'] as const) : []),
    ...(isJob ? (['not_job'] as const) : []),
    ...(offersBan ? (['ban'] as const) : []),
    ...(offersBan || !isReversible ? (['dismiss'] as const) : []),
  ]
}
