import { JOB_RULE } from '../jobs/verdict.ts'
import type { ModerationPolicy } from '../policy.ts'
import { RULES } from '../rules/registry.ts'
import { applyChanged, type Change, SETTINGS } from './changed.ts'

/** Every rule that is in force, and job posts. */
export const ALL = 'all'

/** What can be replayed, as `/replay` offers it. */
export const REPLAYABLE: readonly { name: string; value: string }[] = [
  ...RULES.map(({ id }) => ({ name: id, value: id })),
  { name: `${JOB_RULE} (words only)`, value: JOB_RULE },
  { name: `${ALL} of them, as configured`, value: ALL },
]

/** What is to be replayed. Times in epoch milliseconds. */
export interface Asked {
  rule: string
  changed: Change[]
  since: number
  until: number
  /** A channel or thread; null for all that are watched. */
  channelId: string | null
}

export function includesJobs({ rule }: Pick<Asked, 'rule'>): boolean {
  return rule === JOB_RULE || rule === ALL
}

/** The rules whose cases the replay is held against. */
export function rulesOf({ rule }: Pick<Asked, 'rule'>, policy: ModerationPolicy): string[] {
  if (rule !== ALL) return [rule]
  return [...RULES.filter(({ isEnabled }) => isEnabled(policy)).map(({ id }) => id), JOB_RULE]
}

/** The policy to judge by: one rule alone, in force whether it is now or not, and with the changed numbers. */
export function replayPolicy({ rule, changed }: Pick<Asked, 'rule' | 'changed'>, policy: ModerationPolicy) {
  if (rule === ALL) return policy
  const rules = structuredClone(policy.rules)
  for (const { key } of Object.values(SETTINGS)) rules[key].enabled = SETTINGS[rule]?.key === key
  return applyChanged({ ...policy, rules }, rule, changed)
}
