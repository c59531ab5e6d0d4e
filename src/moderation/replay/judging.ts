import type { Config } from '../../config/schema.ts'
import type { MemberFacts } from '../../watch/facts.ts'
import { NO_MEMBER } from '../../watch/members.ts'
import type { Exempt } from '../../watch/place.ts'
import { JOB_RULE } from '../jobs/verdict.ts'
import type { MessageFacts } from '../message.ts'
import type { ModerationPolicy } from '../policy.ts'
import { type Asked, includesJobs } from './asked.ts'
import { jobMatch, type Match, matchOf } from './match.ts'
import { comparedForMs, judgePast } from './past.ts'
import { judgePastJob } from './past-job.ts'

/** What authors wrote lately, by their ids. */
export type Recent = Map<string, MessageFacts[]>

export interface JudgingFacts {
  asked: Pick<Asked, 'rule'>
  config: Config
  /** The policy to judge by. */
  policy: ModerationPolicy
  members: Readonly<Record<string, MemberFacts | null>>
  recent: Recent
  exemptIn: (channelId: string) => Exempt
}

export type Judged =
  | { kind: 'judged'; matches: Match[]; recent: MessageFacts[] }
  /** It may match, depending on who wrote it: look the author up and judge again. */
  | { kind: 'unknown_author'; authorId: string }

/**
 * Judges one message. An author who was not looked up counts as the newest of newcomers and as not exempt, so that nobody
 * has to be looked up but those whose messages may match.
 */
export async function judgeNext(facts: MessageFacts, given: JudgingFacts): Promise<Judged> {
  const { members, recent, policy, asked, config, exemptIn } = given
  const authorId = facts.author.id
  const as = (message: MessageFacts) => asWritten(message, members[authorId], exemptIn(message.channelId))
  const earlier = recent.get(authorId) ?? []
  const written = as(facts)
  const { decisions, recent: kept } = judgePast(written, earlier.map(as), policy)
  const matches =
    asked.rule === JOB_RULE
      ? []
      : decisions.map((decision) => matchOf(decision, firstAt(decision.messages, [...earlier, facts])))
  if (matches.length === 0 && includesJobs(asked) && isJudged(written, policy)) {
    const job = await judgePastJob(written, config)
    if (job.action !== 'allow') matches.push(jobMatch(written, job))
  }
  if (matches.length > 0 && members[authorId] === undefined) return { kind: 'unknown_author', authorId }
  const ids = new Set(kept.map(({ id }) => id))
  return { kind: 'judged', matches, recent: [...earlier, facts].filter(({ id }) => ids.has(id)) }
}

/** A message with its author as of then. Who joined after writing it has been here before: since when is unknown. */
function asWritten(
  facts: MessageFacts,
  member: MemberFacts | null | undefined,
  exempt: Exempt,
): MessageFacts {
  const { author, createdAt } = facts
  const isUnknown = member === undefined
  const { nick, joinedAt, roleIds } = member ?? NO_MEMBER
  const joined = joinedAt !== null && joinedAt <= createdAt ? joinedAt : null
  return {
    ...facts,
    author: {
      ...author,
      displayName: nick ?? author.displayName,
      joinedAt: isUnknown ? createdAt : joined,
      roleIds,
      isExempt: exempt.memberIds.includes(author.id) || roleIds.some((role) => exempt.roleIds.includes(role)),
    },
  }
}

function isJudged({ author }: MessageFacts, { exemptRoles }: ModerationPolicy): boolean {
  const isExempt = author.isExempt || author.roleIds.some((role) => exemptRoles.includes(role))
  return !author.isBot && !author.isWebhook && !isExempt
}

function firstAt(messages: readonly { id: string }[], known: readonly MessageFacts[]): number {
  const times = known
    .filter(({ id }) => messages.some((message) => message.id === id))
    .map(({ createdAt }) => createdAt)
  return Math.min(...times)
}

/** Messages that are remembered for comparing, in all. */
const MAX_RECENT = 1_000

/** Without what is too old to be compared with; in a flood of many members, without the oldest. */
export function stillCompared(recent: Recent, now: number, policy: ModerationPolicy): Recent {
  const young = [...recent]
    .map(
      ([author, messages]) =>
        [author, messages.filter(({ createdAt }) => now - createdAt <= comparedForMs(policy))] as const,
    )
    .filter(([, messages]) => messages.length > 0)
  const all = young.flatMap(([, messages]) => messages.map(({ createdAt }) => createdAt))
  const from = all.length > MAX_RECENT ? (all.toSorted((a, b) => b - a)[MAX_RECENT - 1] ?? 0) : 0
  return new Map(
    young.map(
      ([author, messages]) => [author, messages.filter(({ createdAt }) => createdAt >= from)] as const,
    ),
  )
}
