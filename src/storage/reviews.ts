import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { boolColumn, jsonColumn } from './json-column.ts'

const LABELS = ['correct', 'incorrect', 'ambiguous', 'not_applicable'] as const
export type Label = (typeof LABELS)[number]
const MAX_REVIEW_NOTE_CHARS = 500

export interface Review {
  reviewId: string
  flagId: string
  reviewerId: string
  label: Label
  notes: string | null
}

/** A moderator's one vote on a candidate. The same press again is the same vote; another press of theirs changes it. */
export async function castReview(
  db: DatabaseLike,
  review: Review,
  now: number,
): Promise<{ before: Label | null }> {
  const [before] = await run(db, [
    sql(
      'SELECT label FROM moderator_reviews WHERE flag_id = ? AND reviewer_discord_id = ?',
      review.flagId,
      review.reviewerId,
    ),
    sql(
      `INSERT INTO moderator_reviews (review_id, flag_id, reviewer_discord_id, label, notes, created_at, day)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (flag_id, reviewer_discord_id) DO UPDATE SET review_id = excluded.review_id, label = excluded.label,
         notes = coalesce(excluded.notes, notes), created_at = excluded.created_at, day = excluded.day
         WHERE review_id <> excluded.review_id
       ON CONFLICT (review_id) DO NOTHING`,
      review.reviewId,
      review.flagId,
      review.reviewerId,
      review.label,
      review.notes?.slice(0, MAX_REVIEW_NOTE_CHARS) ?? null,
      now,
      utcDay(now),
    ),
  ])
  return { before: z.array(z.object({ label: z.enum(LABELS) })).parse(before)[0]?.label ?? null }
}

const reviewRow = z.object({
  reviewer_discord_id: z.string().nullable(),
  label: z.enum(LABELS),
  notes: z.string().nullable(),
  created_at: z.int(),
})

/** Votes on a candidate, the first first. */
export async function reviewsOf(db: DatabaseLike, flagId: string): Promise<z.output<typeof reviewRow>[]> {
  const [rows] = await run(db, [
    sql('SELECT * FROM moderator_reviews WHERE flag_id = ? ORDER BY created_at, review_id', flagId),
  ])
  return z.array(reviewRow).parse(rows)
}

/** One rated candidate: what a model learns from. */
export interface LabelledCandidate {
  flagId: string
  features: number[]
  /** Votes by label, without "not applicable". */
  correct: number
  incorrect: number
  ambiguous: number
  /** Inverse of the probability that moderators got to see it. */
  weight: number
  isHoldOut: boolean
  score: number
  /** Who wrote it, or null after an erasure; candidates of one author belong on one side of a split. */
  authorAnonId: number | null
  channelId: string
  runId: string
  createdAt: number
}

const labelledRow = z
  .object({
    flag_id: z.string(),
    features: jsonColumn(z.array(z.number())),
    correct: z.int(),
    incorrect: z.int(),
    ambiguous: z.int(),
    inclusion_probability: z.number().positive(),
    is_hold_out: boolColumn,
    score: z.number(),
    author_anon_id: z.int().nullable(),
    channel_id: z.string(),
    run_id: z.string(),
    created_at: z.int(),
  })
  .transform(
    (row): LabelledCandidate => ({
      flagId: row.flag_id,
      features: row.features,
      correct: row.correct,
      incorrect: row.incorrect,
      ambiguous: row.ambiguous,
      weight: 1 / row.inclusion_probability,
      isHoldOut: row.is_hold_out,
      score: row.score,
      authorAnonId: row.author_anon_id,
      channelId: row.channel_id,
      runId: row.run_id,
      createdAt: row.created_at,
    }),
  )

/** Rated candidates, one row each, however many moderators voted; in pages by `afterFlagId`. */
export async function labelledCandidates(
  db: DatabaseLike,
  afterFlagId = '',
  limit = 500,
): Promise<LabelledCandidate[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT flags.flag_id, features, inclusion_probability, is_hold_out, score, author_anon_id, channel_id, run_id,
         flags.created_at, sum(label = 'correct') AS correct, sum(label = 'incorrect') AS incorrect,
         sum(label = 'ambiguous') AS ambiguous
       FROM flags JOIN moderator_reviews USING (flag_id)
       WHERE flags.flag_id > ? AND label <> 'not_applicable'
       GROUP BY flags.flag_id ORDER BY flags.flag_id LIMIT ?`,
      afterFlagId,
      limit,
    ),
  ])
  return z.array(labelledRow).parse(rows)
}

const historyRow = z.object({ author_anon_id: z.int(), accepted: z.int(), rejected: z.int() })

/** How the moderators decided about what members were flagged for, by number; one candidate counts once, by majority. */
export async function ratingHistory(
  db: DatabaseLike,
  anonIds: readonly number[],
): Promise<Map<number, { accepted: number; rejected: number }>> {
  const [rows] = await run(db, [
    sql(
      `SELECT author_anon_id, sum(balance > 0) AS accepted, sum(balance < 0) AS rejected FROM (
         SELECT author_anon_id, sum((label = 'correct') - (label = 'incorrect')) AS balance
         FROM flags JOIN moderator_reviews USING (flag_id)
         WHERE author_anon_id IN (SELECT value FROM json_each(?)) AND prediction <> 'no_flag' GROUP BY flag_id)
       GROUP BY author_anon_id`,
      JSON.stringify(anonIds),
    ),
  ])
  return new Map(
    z
      .array(historyRow)
      .parse(rows)
      .map(({ author_anon_id: id, accepted, rejected }) => [id, { accepted, rejected }]),
  )
}

/** Reviews since a time: enough of them and the model learns again. */
export async function countReviewsSince(db: DatabaseLike, since: number): Promise<number> {
  const [rows] = await run(db, [
    sql('SELECT count(*) AS reviews FROM moderator_reviews WHERE created_at > ?', since),
  ])
  return z.array(z.object({ reviews: z.int() })).parse(rows)[0]?.reviews ?? 0
}
