import type { Config } from '../../config/schema.ts'
import { JOB_RULE } from '../jobs/verdict.ts'
import type { LadderStep } from './ladder.ts'

export interface EnforcementPolicy {
  /** Everything is decided, recorded and shown to the moderators, and no member notices. */
  isDry: boolean
  ladder: readonly LadderStep[]
  strikeDays: number
  /** What a flagged message is marked with. */
  reaction: string
  /** How far back a ban removes messages. */
  banDeleteSeconds: number
  /** Rules whose card offers a ban although none was asked for. */
  proposeBanFor: readonly string[]
  /** Rules that judge job posts: their cards offer "Not a job post", and "Move" when nothing was moved. */
  jobRules: readonly string[]
}

/** A week of messages is Discord's most; a day's are those that belong to what the ban is for. */
const BAN_DELETE_SECONDS = 86_400
const REACTION = '👀'
/** Rules whose evidence is strong, but that ban nobody by themselves who has been here for long. */
const BAN_PROPOSING_RULES = ['shilling']

/** The policy that follows from `moderation` of the configuration; `dryRun` is the whole Steward's. */
export function enforcementPolicy(
  moderation: Pick<Config['moderation'], 'dryRun' | 'ladder' | 'strikeDays'>,
  dryRun: boolean,
): EnforcementPolicy {
  return {
    isDry: dryRun || moderation.dryRun,
    ladder: moderation.ladder,
    strikeDays: moderation.strikeDays,
    reaction: REACTION,
    banDeleteSeconds: BAN_DELETE_SECONDS,
    proposeBanFor: BAN_PROPOSING_RULES,
    jobRules: [JOB_RULE],
  }
}
