import type { Action, Signal } from '../decision.ts'
import type { ModerationPolicy } from '../policy.ts'
import type { ReadMessage } from '../reading.ts'

/** What a rule looks at: one message, and what its author wrote lately (this message among it, oldest first). */
export interface RuleFacts {
  message: ReadMessage
  byAuthor: readonly ReadMessage[]
}

export interface Match {
  /** Every message of the incident, oldest first. */
  messages: readonly ReadMessage[]
  actions: Action[]
  /** In [0, 1]. */
  score: number
  signals: Signal[]
  isStrike: boolean
}

export interface Rule {
  id: string
  isEnabled: (policy: ModerationPolicy) => boolean
  isDry: (policy: ModerationPolicy) => boolean
  /** Pure: the same facts, policy and time (epoch milliseconds) give the same match. */
  match: (facts: RuleFacts, policy: ModerationPolicy, now: number) => Match | null
  /** One sentence for moderators. */
  explain: (match: Match, policy: ModerationPolicy) => string
  /** One sentence for the member: what would be right. */
  memberText: (match: Match, policy: ModerationPolicy) => string
}
