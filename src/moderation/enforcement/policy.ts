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
