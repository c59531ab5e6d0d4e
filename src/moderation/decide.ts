import type { Action, Decision } from './decision.ts'
import type { MessageFacts } from './message.ts'
import type { ModerationPolicy } from './policy.ts'
import { type ReadMessage, readMessage } from './reading.ts'
import { crossPosting } from './rules/cross-posting.ts'
import { RULES } from './rules/registry.ts'
import type { Match, Rule } from './rules/rule.ts'

/** What is judged at once. `recent` is context: known messages that are not judged again. */
export interface Batch {
  fresh: readonly MessageFacts[]
  edited: readonly MessageFacts[]
  recent: readonly MessageFacts[]
  /** What is judged is old, whatever its time says: nobody is timed out for it. */
  readAfterOutage: boolean
}

/** Nobody is timed out or banned for what was written longer ago than this: they may have moved on, and so has the channel. */
const LATE_MS = 10 * 60_000

/**
 * What is to be done about the fresh and edited messages. Pure; one incident is one decision, whose id depends on the
 * rule, the author and the incident's first message alone, so that judging again gives the same.
 */
export function decide(batch: Batch, policy: ModerationPolicy, now: number): Decision[] {
  const judged = new Set([...batch.fresh, ...batch.edited].map(({ id }) => id))
  return [...byAuthor(batch, policy).values()].flatMap((messages) =>
    incidentsOf(messages, judged, policy, now).map((incident) => decisionOf(incident, batch, policy, now)),
  )
}

/** Each author's messages as they are now, oldest first; of authors who are not judged, none. */
function byAuthor({ fresh, edited, recent }: Batch, policy: ModerationPolicy): Map<string, ReadMessage[]> {
  const authors = new Set(
    [...fresh, ...edited].filter((facts) => isJudged(facts, policy)).map((facts) => facts.author.id),
  )
  const latest = new Map<string, MessageFacts>()
  for (const facts of [...recent, ...fresh, ...edited]) {
    if (authors.has(facts.author.id) && isJudged(facts, policy)) latest.set(facts.id, facts)
  }
  const groups = new Map<string, ReadMessage[]>()
  for (const facts of latest.values()) {
    const group = groups.get(facts.author.id)
    if (group) group.push(readMessage(facts))
    else groups.set(facts.author.id, [readMessage(facts)])
  }
  for (const group of groups.values()) group.sort(inTime)
  return groups
}

const inTime = (a: ReadMessage, b: ReadMessage): number =>
  a.facts.createdAt - b.facts.createdAt || (a.facts.id < b.facts.id ? -1 : 1)

export function isJudged({ author }: MessageFacts, { exemptRoles }: ModerationPolicy): boolean {
  if (author.isBot || author.isWebhook || author.isExempt) return false
  return exemptRoles.length === 0 || !author.roleIds.some((role) => exemptRoles.includes(role))
}

interface Found {
  rule: Rule
  match: Match
}

function incidentsOf(
  messages: readonly ReadMessage[],
  judged: ReadonlySet<string>,
  policy: ModerationPolicy,
  now: number,
): Found[][] {
  const found: Found[] = []
  const rules = RULES.filter((rule) => rule.isEnabled(policy))
  for (const message of messages) {
    if (!judged.has(message.facts.id)) continue
    for (const rule of rules) {
      const isKnown = found.some((it) => it.rule === rule && it.match.messages.includes(message))
      const match = isKnown ? null : rule.match({ message, byAuthor: messages }, policy, now)
      if (match) found.push({ rule, match })
    }
  }
  return merged(found)
}

/** Matches that share a message are one incident: rules in force first, then in the registry's order. */
function merged(found: readonly Found[]): Found[][] {
  const groups: Found[][] = []
  for (const one of found) {
    const touching = groups.filter((group) =>
      group.some(({ match }) => match.messages.some((message) => one.match.messages.includes(message))),
    )
    for (const group of touching) groups.splice(groups.indexOf(group), 1)
    groups.push([...touching.flat(), one])
  }
  return groups
}

/** What is removed comes before what is only shown; then the registry's order; then the score. */
function graver(a: Found, b: Found): number {
  const isShown = ({ match }: Found) => (match.actions.some(({ kind }) => kind === 'remove') ? 0 : 1)
  return (
    isShown(a) - isShown(b) || RULES.indexOf(a.rule) - RULES.indexOf(b.rule) || b.match.score - a.match.score
  )
}

function decisionOf(incident: Found[], batch: Batch, policy: ModerationPolicy, now: number): Decision {
  const isDry = (rule: Rule) => policy.dryRun || rule.isDry(policy)
  const live = incident.filter(({ rule }) => !isDry(rule))
  const counted = live.length > 0 ? live : incident
  const ranked = counted.toSorted(graver)
  const [{ rule, match }] = ranked as [Found, ...Found[]]
  const messages = [...new Set(ranked.flatMap((it) => it.match.messages))].sort(inTime)
  const isLate =
    batch.readAfterOutage || now - Math.max(...messages.map(({ writtenAt }) => writtenAt)) > LATE_MS
  const others = [...new Set(ranked.map((it) => it.rule.id))].slice(1)
  return {
    id: `${rule.id}:${match.messages[0]?.facts.author.id}:${match.messages[0]?.facts.id}`,
    rule: rule.id,
    authorId: match.messages[0]?.facts.author.id ?? '',
    messages: messages.map(({ facts }) => ({ id: facts.id, channelId: facts.channelId })),
    actions: strongest(ranked, isLate),
    score: match.score,
    signals: ranked.flatMap((it) => it.match.signals).slice(0, 20),
    explanation: `${rule.explain(match, policy)}${others.length > 0 ? ` Also: ${others.join(', ')}.` : ''}${isLate ? ' Written a while ago: nothing is done to the member.' : ''}`,
    memberText: rule.memberText(match, policy),
    isStrike: !isLate && ranked.some((it) => it.match.isStrike),
    isDry: live.length === 0,
  }
}

const ORDER: readonly Action['kind'][] = ['remove', 'warn', 'timeout', 'ban', 'ask_context', 'reply', 'card']
/** What is done to the message, not to its author. */
const LATE_KINDS: readonly Action['kind'][] = ['remove', 'ask_context', 'card']

/** One action of each kind, the longest timeout; a removed message is not replied to, a banned member not asked or warned. */
function strongest(ranked: readonly Found[], isLate: boolean): Action[] {
  const actions = ranked.flatMap(({ match }) => match.actions)
  const kinds = new Set(actions.map(({ kind }) => kind))
  // One post everywhere is how a stolen account looks: its owner is not banned without a person's look.
  const isBanned = kinds.has('ban') && ranked[0]?.rule !== crossPosting
  const isAsked = ranked[0]?.match.actions.some(({ kind }) => kind === 'ask_context') ?? false
  const isMoot = (kind: Action['kind']) =>
    (kind === 'ban' && !isBanned) ||
    (kind === 'reply' && kinds.has('remove')) ||
    (kind === 'ask_context' && !isAsked) ||
    ((kind === 'timeout' || kind === 'warn') && isBanned)
  const seconds = Math.max(0, ...actions.map((action) => action.seconds ?? 0))
  return ORDER.filter(
    (kind) => kinds.has(kind) && !isMoot(kind) && (!isLate || LATE_KINDS.includes(kind)),
  ).map((kind) => (kind === 'timeout' ? { kind, seconds } : { kind }))
}
