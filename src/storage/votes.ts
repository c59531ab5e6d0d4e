import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'

const VOTE_VALUES = ['helpful', 'not_helpful'] as const
export type VoteValue = (typeof VOTE_VALUES)[number]
export const VOTE_REASONS = ['wrong', 'outdated', 'off_target', 'other'] as const
export type VoteReason = (typeof VOTE_REASONS)[number]
export const MAX_NOTE_CHARS = 500

export interface Vote {
  answerId: string
  memberId: string
  value: VoteValue
  /** Only with `not_helpful`. */
  reason?: VoteReason | undefined
  /** In the member's words, cut at `MAX_NOTE_CHARS`; only with a reason. */
  note?: string | undefined
}

/**
 * HMAC-SHA-256 over answer and member, in hex. The same member gets another key for every answer, so that stored votes
 * cannot be linked to a person or to each other without the secret.
 */
export async function voterKey(secret: string, answerId: string, memberId: string): Promise<string> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  // The label keeps these keys apart from other uses of the same secret; NUL occurs in neither id.
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(`vote\0${answerId}\0${memberId}`))
  return [...new Uint8Array(signed)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const valueRow = z.object({ value: z.enum(VOTE_VALUES) })

/**
 * Records a member's one vote on an answer, replacing an earlier one; tells what that was. Voting "not helpful" again
 * without a reason keeps the reason given before; voting "helpful" drops it.
 */
export async function castVote(
  db: DatabaseLike,
  secret: string,
  { answerId, memberId, value, reason, note }: Vote,
  now: number = Date.now(),
): Promise<{ before: VoteValue | null }> {
  const voter = await voterKey(secret, answerId, memberId)
  const isHelpful = value === 'helpful'
  const [before] = await run(db, [
    sql('SELECT value FROM votes WHERE answer_id = ? AND voter_key = ?', answerId, voter),
    sql(
      `INSERT INTO votes (answer_id, voter_key, day, value, reason, note) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET day = excluded.day, value = excluded.value,
           reason = iif(excluded.value = 'helpful', NULL, coalesce(excluded.reason, reason)),
           note = iif(excluded.value = 'helpful', NULL, iif(excluded.reason IS NULL, note, excluded.note))`,
      answerId,
      voter,
      utcDay(now),
      value,
      isHelpful ? null : (reason ?? null),
      isHelpful || reason === undefined ? null : (note?.slice(0, MAX_NOTE_CHARS) ?? null),
    ),
  ])
  const [row] = z.array(valueRow).parse(before)
  return { before: row?.value ?? null }
}

export interface VoteTotals {
  helpful: number
  notHelpful: number
  /** "Not helpful" by reason; votes without one are in `notHelpful` only. */
  reasons: Record<VoteReason, number>
}

const totalRow = z.object({
  value: z.enum(VOTE_VALUES),
  reason: z.enum(VOTE_REASONS).nullable(),
  votes: z.int(),
})

export async function votesOf(db: DatabaseLike, answerId: string): Promise<VoteTotals> {
  const [rows] = await run(db, [
    sql(
      'SELECT value, reason, count(*) AS votes FROM votes WHERE answer_id = ? GROUP BY value, reason',
      answerId,
    ),
  ])
  const totals: VoteTotals = {
    helpful: 0,
    notHelpful: 0,
    reasons: { wrong: 0, outdated: 0, off_target: 0, other: 0 },
  }
  for (const { value, reason, votes } of z.array(totalRow).parse(rows)) {
    totals[value === 'helpful' ? 'helpful' : 'notHelpful'] += votes
    if (reason !== null) totals.reasons[reason] += votes
  }
  return totals
}
