import type { ActionKind, Decision } from '../decision.ts'
import { RULES } from '../rules/registry.ts'
import { type Fingerprint, isSamePost } from '../text/fingerprint.ts'
import { asksFor, type MessagePlace } from './effect.ts'
import type { DecisionIncident } from './incident.ts'

/** A decision as it is taken: by whom, and what the posts it is about are recognised by. */
export interface Taken {
  decision: Decision
  by: string
  posts: readonly Fingerprint[]
}

/** What a decision is beside those that were taken before. */
export type Joining =
  | { kind: 'new' }
  /** The case is known: `messages` are new to it, and `adds` is asked for that the case does not do. */
  | { kind: 'joins'; root: DecisionIncident; messages: MessagePlace[]; adds: ActionKind[] }

/** The same post of one member is the same incident for so long: as long as channels are compared (src/watch). */
const SAME_POST_MS = 5 * 60_000
/** What a later decision may add to a case. Cards, replies and questions to the member are not repeated. */
const ADDED: readonly ActionKind[] = ['remove', 'timeout', 'ban']

/**
 * Whether a decision belongs to a case that is known: by its id, by a message of both, or because it is about the same post
 * by the same member within minutes. `earlier` are the member's incidents, oldest first. Each channel is judged by itself
 * and all of them together a moment later, so that one post in many channels is found in parts. Pure.
 */
export function joiningOf(
  taken: Taken,
  earlier: readonly DecisionIncident[],
  jobRules: readonly string[],
  now: number,
): Joining {
  const { decision } = taken
  const found =
    earlier.find(({ decision: known }) => known.id === decision.id) ??
    (mayJoin(taken, jobRules)
      ? earlier
          .filter((known) => mayJoin(known, jobRules) && known.decision.isDry === decision.isDry)
          .find((known) => isAboutTheSame(taken, known, now))
      : undefined)
  if (!found) return { kind: 'new' }
  const about = earlier.filter((known) => known.decision.id === found.decision.id)
  const root = about.find(({ isMore }) => !isMore) ?? found
  return {
    kind: 'joins',
    root,
    messages: decision.messages.filter(({ id }) => !about.some((known) => holds(known, id))),
    adds: ADDED.filter((kind) => isAdded(kind, decision, about, root)),
  }
}

/** Job posts have a memory of their own (src/moderation/sweep), and each report is a moderator's to see. */
export function mayJoin({ decision, by }: Pick<Taken, 'decision' | 'by'>, jobRules: readonly string[]) {
  return by === 'steward' && !jobRules.includes(decision.rule)
}

function isAboutTheSame(
  { decision, posts }: Taken,
  { decision: known, posts: knownPosts = [], takenAt, ...rest }: DecisionIncident,
  now: number,
): boolean {
  if (decision.messages.some(({ id }) => holds({ decision: known, ...rest }, id))) return true
  return (
    now - takenAt <= SAME_POST_MS &&
    posts.some((post) => knownPosts.some((knownPost) => isSamePost(post, knownPost)))
  )
}

function holds({ decision }: Pick<DecisionIncident, 'decision'>, messageId: string): boolean {
  return decision.messages.some(({ id }) => id === messageId)
}

function isAdded(
  kind: ActionKind,
  decision: Decision,
  about: readonly DecisionIncident[],
  root: DecisionIncident,
): boolean {
  if (!asksFor(decision, kind)) return false
  // Who sees more of it says that a person must look first: what sees less of it does not ban.
  if (kind === 'ban' && rank(root.decision) < rank(decision)) return false
  if (kind === 'timeout')
    return secondsOf(decision) > Math.max(...about.map((known) => secondsOf(known.decision)))
  return !about.some((known) => asksFor(known.decision, kind))
}

const secondsOf = ({ actions }: Decision): number =>
  actions.find(({ kind }) => kind === 'timeout')?.seconds ?? 0

function rank({ rule }: Decision): number {
  const index = RULES.findIndex(({ id }) => id === rule)
  return index < 0 ? RULES.length : index
}
