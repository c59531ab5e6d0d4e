import { compareIds } from '../../discord/snowflake.ts'
import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import { readMessage } from '../reading.ts'
import { type Fingerprint, isSamePost } from '../text/fingerprint.ts'
import type { EnforcementDeps } from './deps.ts'
import { asksFor } from './effect.ts'
import type { FoundMessage } from './facts.ts'
import type { DecisionIncident } from './incident.ts'
import { joiningOf, mayJoin } from './joining.ts'

/** Until a decision of the rules is carried out: others about the same post, from other channels, come in this time. */
const SETTLE_MS = 3_000

/**
 * Stores a decision before anything is done about it. One about a known incident joins it (`joiningOf`): the incident itself
 * while it is not planned, else as an incident of its own about the same case, which does what the case has not done yet.
 */
export function takeDecision(
  decision: Decision,
  known: readonly MessageFacts[],
  by: string,
  { store, policy, now }: Pick<EnforcementDeps, 'store' | 'policy' | 'now'>,
): void {
  const at = now()
  const about = known.filter(({ id }) => decision.messages.some((message) => message.id === id))
  const posts = distinct(about.map((message) => readMessage(message).fingerprint))
  const taken = { decision, by, posts }
  const earlier = store.incidentsBy(decision.authorId)
  const joining = joiningOf(taken, earlier, policy.jobRules, at)
  const incident: DecisionIncident = {
    kind: 'decision',
    id: decision.id,
    decision,
    known: about.map(foundMessage),
    posts,
    by,
    isMore: false,
    isGraver: false,
    facts: null,
    takenAt: at,
    dueAt: posts.length > 0 && mayJoin(taken, policy.jobRules) ? at + SETTLE_MS : at,
    failures: 0,
  }
  if (joining.kind === 'new') {
    store.save(incident)
    return
  }
  const { root, messages, adds } = joining
  const isGraver = adds.length > 0
  const [first] = messages
  if (!first && !isGraver) return
  if (root.facts === null) {
    store.remove(root.id)
    store.save(merged(root, incident, isGraver))
    return
  }
  const { id } = root.decision
  const all = earlier.filter((each) => each.decision.id === id)
  const isRemoved = all.some((each) => asksFor(each.decision, 'remove'))
  const unseen = all.flatMap((each) => each.decision.messages)
  const joined = { ...(isGraver ? decision : root.decision), id }
  store.save({
    ...incident,
    id: isGraver ? `${id}/graver/${decision.rule}/${adds.join('+')}` : `${id}/more/${first?.id}`,
    decision: { ...joined, messages: isGraver && !isRemoved ? together(unseen, messages) : messages },
    isMore: true,
    isGraver,
    dueAt: at,
  })
}

/** Two of which neither was carried out: the graver one names the incident. */
function merged(root: DecisionIncident, incident: DecisionIncident, isGraver: boolean): DecisionIncident {
  const [naming, other] = isGraver ? [incident.decision, root.decision] : [root.decision, incident.decision]
  return {
    ...root,
    id: naming.id,
    decision: {
      ...naming,
      messages: together(root.decision.messages, incident.decision.messages),
      isStrike: naming.isStrike || other.isStrike,
    },
    known: together(root.known, incident.known),
    posts: distinct([...(root.posts ?? []), ...(incident.posts ?? [])]),
  }
}

/** Every message once, in the order in which they were written. */
function together<T extends { id: string }>(known: readonly T[], more: readonly T[]): T[] {
  const all = new Map([...known, ...more].map((message) => [message.id, message]))
  return [...all.values()].sort((a, b) => compareIds(a.id, b.id))
}

function distinct(posts: readonly Fingerprint[]): Fingerprint[] {
  const kept: Fingerprint[] = []
  for (const post of posts) if (!kept.some((known) => isSamePost(known, post))) kept.push(post)
  return kept
}

function foundMessage({
  id,
  channelId,
  content,
  author,
  attachments,
  createdAt,
}: MessageFacts): FoundMessage {
  return {
    id,
    channelId,
    content,
    authorName: author.displayName,
    attachments: attachments.map(({ filename, url }) => ({ filename, url })),
    createdAt,
  }
}
