import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'
import { PREDICTIONS, type Prediction } from '../moderation/feedback/band.ts'
import { boolColumn, jsonColumn } from './json-column.ts'

const LABELS = ['correct', 'incorrect', 'ambiguous', 'not_applicable'] as const
export type Label = (typeof LABELS)[number]
/** As far as the table takes. */
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

/** A rating that was given elsewhere, by nobody who is known here; the same again is the same. It counts as new when it comes. */
export const importReviewSql = (
  { reviewId, flagId, label }: Pick<Review, 'reviewId' | 'flagId' | 'label'>,
  now: number,
): Sql =>
  sql(
    `INSERT INTO moderator_reviews (review_id, flag_id, reviewer_discord_id, label, notes, created_at, day)
     VALUES (?, ?, NULL, ?, NULL, ?, ?) ON CONFLICT (review_id) DO NOTHING`,
    reviewId,
    flagId,
    label,
    now,
    utcDay(now),
  )

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

/** One vote on a candidate. */
export interface Vote {
  /** Null after an erasure, and in what was imported. */
  reviewerId: string | null
  label: Label
  /** Epoch milliseconds. */
  at: number
}

/** One rated candidate: what a model learns from. */
export interface RatedCandidate {
  flagId: string
  messageIds: string[]
  features: number[]
  /** The first first. */
  votes: Vote[]
  /** That moderators got to see it, in (0, 1]; its inverse weighs the votes. */
  inclusionProbability: number
  isAudit: boolean
  /** Whether its side of the frozen split is decided, and which it is. */
  isSplit: boolean
  isHoldOut: boolean
  prediction: Prediction
  /** Calibrated, when it was judged last. */
  score: number
  /** Who wrote it, or null after an erasure; candidates of one author belong on one side of a split. */
  authorAnonId: number | null
  channelId: string
  /** The check that judged it last: candidates of one check belong on one side too. */
  runId: string
  note: string
  createdAt: number
}

const ratedRow = z
  .object({
    flag_id: z.string(),
    message_ids: jsonColumn(z.array(z.string())),
    features: jsonColumn(z.array(z.number())),
    votes: jsonColumn(
      z.array(z.object({ reviewerId: z.string().nullable(), label: z.enum(LABELS), at: z.int() })),
    ),
    inclusion_probability: z.number().positive(),
    is_audit: boolColumn,
    is_split: boolColumn,
    is_hold_out: boolColumn,
    prediction: z.enum(PREDICTIONS),
    score: z.number(),
    author_anon_id: z.int().nullable(),
    channel_id: z.string(),
    run_id: z.string(),
    note: z.string(),
    created_at: z.int(),
  })
  .transform(
    (row): RatedCandidate => ({
      flagId: row.flag_id,
      messageIds: row.message_ids,
      features: row.features,
      votes: row.votes,
      inclusionProbability: row.inclusion_probability,
      isAudit: row.is_audit,
      isSplit: row.is_split,
      isHoldOut: row.is_hold_out,
      prediction: row.prediction,
      score: row.score,
      authorAnonId: row.author_anon_id,
      channelId: row.channel_id,
      runId: row.run_id,
      note: row.note,
      createdAt: row.created_at,
    }),
  )

/** Rated candidates, one row each, however many moderators voted; in pages by `afterFlagId`. */
export async function ratedCandidates(
  db: DatabaseLike,
  afterFlagId = '',
  limit = 500,
): Promise<RatedCandidate[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT flags.*, (SELECT json_group_array(json_object('reviewerId', reviewer_discord_id, 'label', label,
           'at', created_at)) FROM (SELECT * FROM moderator_reviews WHERE flag_id = flags.flag_id
           ORDER BY created_at, review_id)) AS votes
       FROM flags WHERE flag_id > ? AND inclusion_probability > 0
         AND flag_id IN (SELECT flag_id FROM moderator_reviews)
       ORDER BY flag_id LIMIT ?`,
      afterFlagId,
      limit,
    ),
  ])
  return z.array(ratedRow).parse(rows)
}

const PAGE = 500

/** All of them. A community rates some thousands in the time that reviews are kept. */
export async function allRatedCandidates(db: DatabaseLike): Promise<RatedCandidate[]> {
  const all: RatedCandidate[] = []
  for (;;) {
    const page = await ratedCandidates(db, all.at(-1)?.flagId ?? '', PAGE)
    all.push(...page)
    if (page.length < PAGE) return all
  }
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

/** Votes after a time, and when the last of all was cast (0 without any): enough new ones and the model learns again. */
export async function newReviews(
  db: DatabaseLike,
  since: number,
): Promise<{ count: number; latest: number }> {
  const [rows] = await run(db, [
    sql(
      `SELECT count(*) AS count, coalesce((SELECT max(created_at) FROM moderator_reviews), 0) AS latest
       FROM moderator_reviews WHERE created_at > ?`,
      since,
    ),
  ])
  const [row] = z.array(z.object({ count: z.int(), latest: z.int() })).parse(rows)
  return row ?? { count: 0, latest: 0 }
}

const shareRow = z.object({ rated: z.int(), upheld: z.int() })

/** How moderators rated candidates of a probability in [`from`, `to`]: by majority, ties and mere doubt not counted. */
export async function upheldBetween(
  db: DatabaseLike,
  from: number,
  to: number,
): Promise<{ rated: number; upheld: number }> {
  const [rows] = await run(db, [
    sql(
      `SELECT count(*) AS rated, coalesce(sum(balance > 0), 0) AS upheld FROM (
         SELECT sum((label = 'correct') - (label IN ('incorrect', 'not_applicable'))) AS balance
         FROM flags JOIN moderator_reviews USING (flag_id) WHERE score BETWEEN ? AND ? GROUP BY flag_id)
       WHERE balance <> 0`,
      from,
      to,
    ),
  ])
  return z.array(shareRow).parse(rows)[0] ?? { rated: 0, upheld: 0 }
}

export interface EarlierRating {
  flagId: string
  channelId: string
  features: number[]
  /** Votes for it less votes against it. */
  balance: number
}

const earlierRow = z
  .object({
    flag_id: z.string(),
    channel_id: z.string(),
    features: jsonColumn(z.array(z.number())),
    balance: z.int(),
  })
  .transform(
    (row): EarlierRating => ({
      flagId: row.flag_id,
      channelId: row.channel_id,
      features: row.features,
      balance: row.balance,
    }),
  )

/** The candidates that were rated last, but for one. */
export async function latestRated(
  db: DatabaseLike,
  exceptFlagId: string,
  limit: number,
): Promise<EarlierRating[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT flag_id, channel_id, features, sum((label = 'correct') - (label IN ('incorrect', 'not_applicable'))) AS balance
       FROM flags JOIN moderator_reviews USING (flag_id)
       WHERE flag_id <> ? AND gone_at IS NULL AND run_id <> 'import' GROUP BY flag_id ORDER BY max(moderator_reviews.created_at) DESC LIMIT ?`,
      exceptFlagId,
      limit,
    ),
  ])
  return z.array(earlierRow).parse(rows)
}

/** Votes on a candidate by label. */
export type Votes = Record<Label, number>
export const NO_VOTES: Votes = { correct: 0, incorrect: 0, ambiguous: 0, not_applicable: 0 }

const voteRow = z.object({ flag_id: z.string(), label: z.enum(LABELS), votes: z.int() })

/** Of candidates that were rated; the others are missing. */
export async function votesOn(db: DatabaseLike, flagIds: readonly string[]): Promise<Map<string, Votes>> {
  if (flagIds.length === 0) return new Map()
  const [rows] = await run(db, [
    sql(
      `SELECT flag_id, label, count(*) AS votes FROM moderator_reviews
       WHERE flag_id IN (SELECT value FROM json_each(?)) GROUP BY flag_id, label`,
      JSON.stringify(flagIds),
    ),
  ])
  const found = new Map<string, Votes>()
  for (const { flag_id: id, label, votes } of z.array(voteRow).parse(rows))
    found.set(id, { ...(found.get(id) ?? NO_VOTES), [label]: votes })
  return found
}
