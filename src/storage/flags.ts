import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'
import type { Prediction } from '../moderation/feedback/band.ts'
import { FEATURE_NAMES, type FeatureName } from '../moderation/feedback/features.ts'
import { boolColumn, jsonColumn } from './json-column.ts'

/** Stands where the check would, for what `npm run reviews:import` brought. */
export const IMPORT_RUN = 'import'

/** What a feature did to one candidate's probability. */
export interface Reason {
  name: FeatureName
  value: number
  /** Added to the log-odds, compared with a usual candidate. */
  logOdds: number
}

const reasons = z.array(z.object({ name: z.enum(FEATURE_NAMES), value: z.number(), logOdds: z.number() }))

/** A candidate as it was judged last. */
export interface Flag {
  /** Its first message when it was first judged. */
  flagId: string
  messageIds: string[]
  channelId: string
  runId: string
  /** Null when not known, and after an erasure. */
  authorAnonId: number | null
  targetAnonId: number | null
  prediction: Prediction
  /** Calibrated, and before calibration. */
  score: number
  rawScore: number
  /** 0 is the expert's prior. */
  modelVersion: number
  calibrationVersion: number
  features: number[]
  /** What mattered most, the weightiest first. */
  why: Reason[]
  note: string
  /** Pseudonymous; kept only of what moderators get to see. */
  excerpt: string | null
  status: 'active' | 'cleared'
  /** Rises with every change of what is to be shown. */
  statusVersion: number
  isAudit: boolean
  inclusionProbability: number
  isWaived: boolean
  isHoldOut: boolean
  card: { channelId: string; messageId: string } | null
  /** When all its messages were found deleted. */
  goneAt: number | null
  createdAt: number
}

const flagRow = z
  .object({
    flag_id: z.string(),
    message_ids: jsonColumn(z.array(z.string())),
    channel_id: z.string(),
    run_id: z.string(),
    author_anon_id: z.int().nullable(),
    target_anon_id: z.int().nullable(),
    prediction: z.enum(['flag', 'no_flag', 'ambiguous']),
    score: z.number(),
    raw_score: z.number(),
    model_version: z.int(),
    calibration_version: z.int(),
    features: jsonColumn(z.array(z.number())),
    why: jsonColumn(reasons),
    note: z.string(),
    excerpt: z.string().nullable(),
    flag_status: z.enum(['active', 'cleared']),
    flag_status_version: z.int(),
    is_audit: boolColumn,
    inclusion_probability: z.number(),
    is_waived: boolColumn,
    is_hold_out: boolColumn,
    card_channel_id: z.string().nullable(),
    card_message_id: z.string().nullable(),
    gone_at: z.int().nullable(),
    created_at: z.int(),
  })
  .transform(
    (row): Flag => ({
      flagId: row.flag_id,
      messageIds: row.message_ids,
      channelId: row.channel_id,
      runId: row.run_id,
      authorAnonId: row.author_anon_id,
      targetAnonId: row.target_anon_id,
      prediction: row.prediction,
      score: row.score,
      rawScore: row.raw_score,
      modelVersion: row.model_version,
      calibrationVersion: row.calibration_version,
      features: row.features,
      why: row.why,
      note: row.note,
      excerpt: row.excerpt,
      status: row.flag_status,
      statusVersion: row.flag_status_version,
      isAudit: row.is_audit,
      inclusionProbability: row.inclusion_probability,
      isWaived: row.is_waived,
      isHoldOut: row.is_hold_out,
      card:
        row.card_channel_id !== null && row.card_message_id !== null
          ? { channelId: row.card_channel_id, messageId: row.card_message_id }
          : null,
      goneAt: row.gone_at,
      createdAt: row.created_at,
    }),
  )

export type JudgedCandidate = Omit<
  Flag,
  'status' | 'statusVersion' | 'card' | 'goneAt' | 'createdAt' | 'isHoldOut'
>

/**
 * Records what a run made of a candidate. Judged again, the row follows; its version rises only when what is shown
 * changes, so that a run that is continued after a crash changes nothing twice. Audit and hold-out marks stay as first drawn;
 * what is shown anyway later on has been shown for certain.
 */
export function judgeSql(candidate: JudgedCandidate, now: number): Sql {
  const { flagId } = candidate
  return sql(
    `INSERT INTO flags (flag_id, message_id, message_ids, channel_id, run_id, author_anon_id, target_anon_id, prediction,
       score, raw_score, model_version, calibration_version, features, note, excerpt, flag_status, flag_status_version,
       is_audit, inclusion_probability, is_waived, is_hold_out, created_at, updated_at, day, why)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 'active', 1, ?16, ?17, ?18, 0, ?19, ?19, ?20, ?21)
     ON CONFLICT DO UPDATE SET message_id = excluded.message_id, message_ids = excluded.message_ids,
       run_id = excluded.run_id, target_anon_id = excluded.target_anon_id, prediction = excluded.prediction,
       score = excluded.score, raw_score = excluded.raw_score, model_version = excluded.model_version,
       calibration_version = excluded.calibration_version, features = excluded.features, note = excluded.note,
       excerpt = coalesce(excluded.excerpt, excerpt), why = excluded.why, gone_at = NULL,
       inclusion_probability = max(inclusion_probability, excluded.inclusion_probability), is_waived = excluded.is_waived, updated_at = excluded.updated_at,
       flag_status = 'active',
       flag_status_version = flag_status_version
         + (flag_status <> 'active' OR prediction <> excluded.prediction OR message_id <> excluded.message_id)
     WHERE run_id <> excluded.run_id`,
    flagId,
    candidate.messageIds.at(-1) ?? flagId,
    JSON.stringify(candidate.messageIds),
    candidate.channelId,
    candidate.runId,
    candidate.authorAnonId,
    candidate.targetAnonId,
    candidate.prediction,
    candidate.score,
    candidate.rawScore,
    candidate.modelVersion,
    candidate.calibrationVersion,
    JSON.stringify(candidate.features),
    candidate.note,
    candidate.excerpt,
    candidate.isAudit ? 1 : 0,
    candidate.inclusionProbability,
    candidate.isWaived ? 1 : 0,
    now,
    utcDay(now),
    JSON.stringify(candidate.why),
  )
}

/** All of a candidate's messages are deleted. */
export const markGoneSql = (flagIds: readonly string[], now: number): Sql =>
  sql(
    'UPDATE flags SET gone_at = ? WHERE gone_at IS NULL AND flag_id IN (SELECT value FROM json_each(?))',
    now,
    JSON.stringify(flagIds),
  )

/** No longer a candidate, or its message is gone. Cleared once, it is cleared. */
export function clearSql(flagIds: readonly string[], runId: string, now: number): Sql {
  return sql(
    `UPDATE flags SET flag_status = 'cleared', flag_status_version = flag_status_version + 1, run_id = ?2, updated_at = ?3
     WHERE flag_status = 'active' AND flag_id IN (SELECT value FROM json_each(?1))`,
    JSON.stringify(flagIds),
    runId,
    now,
  )
}

/** Takes cleared candidates that no human has rated out of the data to learn from, all of what is kept of them. */
export function dropUnratedSql(flagIds: readonly string[]): Sql {
  return sql(
    `DELETE FROM flags WHERE flag_status = 'cleared' AND flag_id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM moderator_reviews WHERE moderator_reviews.flag_id = flags.flag_id)`,
    JSON.stringify(flagIds),
  )
}

export const setCardSql = (flagId: string, card: { channelId: string; messageId: string } | null): Sql =>
  sql(
    'UPDATE flags SET card_channel_id = ?, card_message_id = ? WHERE flag_id = ?',
    card?.channelId ?? null,
    card?.messageId ?? null,
    flagId,
  )

/** Puts candidates on their side of the frozen split, for good: one that is on a side already stays there. */
export const splitSql = (flagIds: readonly string[], isHoldOut: boolean): Sql =>
  sql(
    `UPDATE flags SET is_hold_out = ?2, is_split = 1
     WHERE is_split = 0 AND flag_id IN (SELECT value FROM json_each(?1))`,
    JSON.stringify(flagIds),
    isHoldOut ? 1 : 0,
  )

/** Candidates of a channel that one of these messages belongs to, by any of its messages. */
export async function flagsOfMessages(
  db: DatabaseLike,
  channelId: string,
  messageIds: readonly string[],
): Promise<Flag[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT * FROM flags WHERE channel_id = ?1 AND EXISTS (
         SELECT 1 FROM json_each(flags.message_ids) AS own JOIN json_each(?2) AS asked ON own.value = asked.value)
       ORDER BY created_at DESC LIMIT 200`,
      channelId,
      JSON.stringify(messageIds),
    ),
  ])
  return z.array(flagRow).parse(rows)
}

export async function flagById(db: DatabaseLike, flagId: string): Promise<Flag | null> {
  const [rows] = await run(db, [sql('SELECT * FROM flags WHERE flag_id = ?', flagId)])
  return z.array(flagRow).parse(rows)[0] ?? null
}

/** Candidates that became cards by themselves, by day since a day (UTC); what was imported is none. */
export async function cardsByDay(
  db: DatabaseLike,
  sinceDay: string,
): Promise<Map<string, { flagged: number; ambiguous: number }>> {
  const [rows] = await run(db, [
    sql(
      `SELECT day, sum(prediction = 'flag') AS flagged, sum(prediction = 'ambiguous') AS ambiguous
       FROM flags WHERE day >= ? AND is_waived = 0 AND prediction <> 'no_flag' AND run_id <> ? GROUP BY day`,
      sinceDay,
      IMPORT_RUN,
    ),
  ])
  return new Map(
    z
      .array(z.object({ day: z.string(), flagged: z.int(), ambiguous: z.int() }))
      .parse(rows)
      .map(({ day, flagged, ambiguous }) => [day, { flagged, ambiguous }]),
  )
}
