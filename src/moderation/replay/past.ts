import { decide } from '../decide.ts'
import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import type { ModerationPolicy } from '../policy.ts'
import { RULES } from '../rules/registry.ts'

/** How many of an author's earlier messages are kept for comparing, and for how long at least. */
const KEPT_MESSAGES = 60
const KEPT_SPANS = 10

/** For how long a message is compared with later ones of its author, in milliseconds. */
export function comparedForMs({ rules }: ModerationPolicy): number {
  return KEPT_SPANS * 1000 * Math.max(rules.repeatedMessages.seconds, rules.crossPosting.seconds)
}

export interface PastJudgement {
  decisions: Decision[]
  /** What the author's next message is compared with. */
  recent: MessageFacts[]
}

/** Judges a message as at the time it was written, with what its author wrote shortly before. */
export function judgePast(
  facts: MessageFacts,
  earlier: readonly MessageFacts[],
  policy: ModerationPolicy,
): PastJudgement {
  const recent = earlier.filter(
    ({ id, createdAt }) => id !== facts.id && facts.createdAt - createdAt <= comparedForMs(policy),
  )
  const batch = { fresh: [facts], edited: [], recent, readAfterOutage: false }
  return {
    decisions: decide(batch, policy, writtenAt(facts)),
    recent: [...recent, facts].slice(-KEPT_MESSAGES),
  }
}

/** Epoch milliseconds of what stands there now. */
export function writtenAt({ createdAt, editedAt }: MessageFacts): number {
  return editedAt ?? createdAt
}

/** Of two decisions about the same message: the one whose rule comes first in the registry, then the later one. */
export function graver<D extends Pick<Decision, 'rule'>>(known: D, later: D): D {
  const rank = ({ rule }: D) => RULES.findIndex(({ id }) => id === rule)
  return rank(known) < rank(later) ? known : later
}
