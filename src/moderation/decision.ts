/** What a rule can ask for. `ban` is only ever asked for by a deterministic rule, never on a model's word. */
export type ActionKind =
  | 'remove'
  | 'warn'
  | 'timeout'
  | 'ban'
  | 'card'
  | 'reply'
  | 'ask_context'
  | 'move'
  | 'react'
  /** Judged anew at the next sweep, together with a model where there is one; nothing is done before. */
  | 'look_again'

export interface Action {
  kind: ActionKind
  /** For `timeout`. */
  seconds?: number
}

/** One reason why a rule matched: a name, what it saw (original text, bounded), and how much it weighed. */
export interface Signal {
  name: string
  evidence: string
  weight: number
}

/** What is to be done about a message, or about several that are one incident, and why. Pure data, stored as evidence. */
export interface Decision {
  /** Deterministic: the same incident always gets the same id, however often it is seen. */
  id: string
  rule: string
  authorId: string
  /** Every message of the incident, oldest first. */
  messages: { id: string; channelId: string }[]
  actions: Action[]
  /** In [0, 1]; 1 for rules that either match or do not. */
  score: number
  signals: Signal[]
  /** One sentence that a moderator reads. */
  explanation: string
  /** One sentence that the member reads; says what would be right. */
  memberText: string
  /** Counts towards the ladder of escalation. */
  isStrike: boolean
  /** Everything is decided and audited, nothing is done. */
  isDry: boolean
}
