import type { Candidate } from './candidates.ts'
import type { HistoryMessage } from './history.ts'
import type { MemberProfile } from './packet.ts'

/** What we know by ourselves of a candidate; null when it is not known. */
export interface CandidateStatistics {
  /** Log ratio of the author's to the target's days in the server, from −1 to 1; above 0 the author is older here. */
  seniority: number | null
  /** How often the two talk, from 0 (never) toward 1. */
  familiarity: number | null
  /** Characters. */
  length: number
  /** Milliseconds between the target's last message and the candidate. */
  targetSilenceMs: number | null
  author: MemberProfile | null
  target: MemberProfile | null
}

const DAY_MS = 86_400_000
/** Ten times as long in the server is as far as seniority goes. */
const SENIORITY_LOG = Math.log(10)
/** So many exchanges make two members half as familiar as they can be. */
const FAMILIAR_EXCHANGES = 10
/** A message this soon after another's counts as said to them. */
const EXCHANGE_MS = 120_000

/** −1 to 1; a member of less than a day counts a day. */
export function seniority(
  author: MemberProfile | null,
  target: MemberProfile | null,
  now: number,
): number | null {
  if (!author?.joinedAt || !target?.joinedAt) return null
  const days = (joinedAt: number) => Math.max(1, (now - joinedAt) / DAY_MS)
  const log = Math.log(days(author.joinedAt) / days(target.joinedAt)) / SENIORITY_LOG
  return Math.min(1, Math.max(-1, log))
}

/** n/(n + 10) of `exchanges`, which fade like attributes do. */
export const familiarity = (exchanges: number): number => exchanges / (exchanges + FAMILIAR_EXCHANGES)

/** The two who talked, ids in ascending order, as one key. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a}:${b}` : `${b}:${a}`)

/** Exchanges in messages to be judged (each counts in one check only): answers, and what follows another's words closely. */
export function exchangesIn(messages: readonly HistoryMessage[]): Map<string, number> {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const counts = new Map<string, number>()
  for (const [index, message] of messages.entries()) {
    if (!message.isToJudge) continue
    const before = messages[index - 1]
    const answered = message.replyToId === null ? undefined : byId.get(message.replyToId)
    const other =
      answered ?? (before && message.createdAt - before.createdAt <= EXCHANGE_MS ? before : undefined)
    if (!other || other.authorId === message.authorId) continue
    const key = pairKey(message.authorId, other.authorId)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

export interface KnownPeople {
  profiles: ReadonlyMap<string, MemberProfile>
  /** By `pairKey`. */
  exchanges: ReadonlyMap<string, number>
}

export function statisticsOf(
  candidate: Candidate,
  messages: readonly HistoryMessage[],
  { profiles, exchanges }: KnownPeople,
  now: number,
): CandidateStatistics {
  const { authorId, targetId, messageIds, length } = candidate
  const author = profiles.get(authorId) ?? null
  const target = targetId === null ? null : (profiles.get(targetId) ?? null)
  const first = messages.findIndex(({ id }) => id === messageIds[0])
  const spoke = messages.slice(0, Math.max(0, first)).findLast((message) => message.authorId === targetId)
  const at = messages[first]?.createdAt
  return {
    seniority: seniority(author, target, now),
    familiarity: targetId === null ? null : familiarity(exchanges.get(pairKey(authorId, targetId)) ?? 0),
    length,
    targetSilenceMs: spoke && at !== undefined ? Math.max(0, at - spoke.createdAt) : null,
    author,
    target,
  }
}
