import { compareIds } from '../discord/snowflake.ts'
import type { Decision } from '../moderation/decision.ts'
import type { MessageFacts } from '../moderation/message.ts'
import { isReadAfterOutage } from './catching-up.ts'
import { NOTHING_UNJUDGED, type Unjudged } from './channel-state.ts'
import type { Batch, Moderator } from './port.ts'
import { withReplies } from './window.ts'

/** From this attempt on, each message is judged alone: one that breaks judging must not shield the others. */
const SINGLY_FROM = 3
/** A message that could not be judged for more than an hour. */
const GIVE_UP_AFTER = 12
const RETRY_MS = 15_000
const MAX_RETRY_MS = 600_000

export interface Judgement {
  decisions: Decision[]
  /** What could not be judged now. */
  left: Unjudged
  error: unknown
}

/** Judges what has not been judged. Never rejects: what the moderator could not judge is left for another time. */
export async function judge(
  unjudged: Unjudged,
  known: readonly MessageFacts[],
  moderator: Pick<Moderator, 'judge'>,
  now: number,
): Promise<Judgement> {
  const { fresh, edited, starts } = unjudged
  const decisions: Decision[] = []
  const failed: Batch[] = []
  let error: unknown = null
  for (const batch of batchesOf(fresh, edited, known, now, starts >= SINGLY_FROM)) {
    try {
      decisions.push(...(await moderator.judge(batch)))
    } catch (reason) {
      failed.push(batch)
      error = reason
    }
  }
  if (failed.length === 0 || starts >= GIVE_UP_AFTER) return { decisions, left: NOTHING_UNJUDGED, error }
  const left = { fresh: failed.flatMap((one) => one.fresh), edited: failed.flatMap((one) => one.edited) }
  return { decisions, left: afterJudgingFailed({ ...unjudged, ...left }, now), error }
}

/** What is old is judged apart from what is new; bots, webhooks and whoever is exempt are only part of the picture. */
export function batchesOf(
  fresh: readonly MessageFacts[],
  edited: readonly MessageFacts[],
  known: readonly MessageFacts[],
  now: number,
  isSingly = false,
): Batch[] {
  const all = new Map([...known, ...fresh, ...edited].map((message) => [message.id, message]))
  const inOrder = [...all.values()].sort((a, b) => compareIds(a.id, b.id))
  const everything = withReplies(inOrder, inOrder)
  const freshIds = new Set(fresh.filter(isJudged).map(({ id }) => id))
  const editedIds = new Set(
    edited
      .filter(({ id }) => !freshIds.has(id))
      .filter(isJudged)
      .map(({ id }) => id),
  )
  const subjects = everything.filter(({ id }) => freshIds.has(id) || editedIds.has(id))
  const groups = isSingly
    ? subjects.map((message) => [message])
    : [true, false].map((old) => subjects.filter((message) => isReadAfterOutage(message, now) === old))
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({
      fresh: group.filter(({ id }) => freshIds.has(id)),
      edited: group.filter(({ id }) => editedIds.has(id)),
      recent: everything.filter((message) => !group.includes(message)),
      now,
      readAfterOutage: group.every((message) => isReadAfterOutage(message, now)),
    }))
}

/** What is left to judge after judging failed. */
export function afterJudgingFailed(unjudged: Unjudged, now: number): Unjudged {
  const starts = unjudged.starts + 1
  return { ...unjudged, starts, retryAt: now + Math.min(RETRY_MS * 2 ** (starts - 1), MAX_RETRY_MS) }
}

export function isJudged({ author }: MessageFacts): boolean {
  return !author.isBot && !author.isWebhook && !author.isExempt
}
