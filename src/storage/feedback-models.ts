import * as z from 'zod'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { jsonColumn } from './json-column.ts'

const anyJson = z.record(z.string(), z.unknown())

const modelRow = z
  .object({
    version: z.int(),
    kind: z.enum(['logistic', 'mlp']),
    status: z.enum(['challenger', 'champion', 'retired', 'rejected']),
    parameters: jsonColumn(anyJson),
    calibration: jsonColumn(anyJson),
    calibration_version: z.int(),
    metrics: jsonColumn(anyJson),
    labels: z.int(),
    created_at: z.int(),
    decided_at: z.int().nullable(),
  })
  .transform((row) => ({
    version: row.version,
    kind: row.kind,
    status: row.status,
    parameters: row.parameters,
    calibration: row.calibration,
    calibrationVersion: row.calibration_version,
    metrics: row.metrics,
    labels: row.labels,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
  }))
/** `parameters`, `calibration` and `metrics` are parsed where they are used: src/moderation/feedback/deciding-model.ts. */
export type FeedbackModel = z.output<typeof modelRow>

export type NewModel = Pick<FeedbackModel, 'kind' | 'parameters' | 'calibration' | 'metrics' | 'labels'>

const versionRows = z.array(z.object({ version: z.int() }))

/** A new challenger; its version, which is the version of its calibration too. The same training again is the same model. */
export async function addChallenger(
  db: DatabaseLike,
  trainingId: string,
  model: NewModel,
  now: number,
): Promise<number> {
  const [, rows] = await run(db, [
    sql(
      `INSERT INTO feedback_models (kind, status, parameters, calibration, calibration_version, metrics, labels, created_at,
         training_id)
       SELECT ?, 'challenger', ?, ?, coalesce(max(version), 0) + 1, ?, ?, ?, ? FROM feedback_models WHERE true
       ON CONFLICT (training_id) DO NOTHING`,
      model.kind,
      JSON.stringify(model.parameters),
      JSON.stringify(model.calibration),
      JSON.stringify(model.metrics),
      model.labels,
      now,
      trainingId,
    ),
    sql('SELECT version FROM feedback_models WHERE training_id = ?', trainingId),
  ])
  const [row] = versionRows.parse(rows)
  if (!row) throw new Error('a model that was just stored is missing')
  return row.version
}

export interface ModelDecision {
  /** The interaction or the training: delivered twice, it is one decision. */
  decisionId: string
  /** 0 is the expert's prior. */
  version: number
  kind: 'trained' | 'promoted' | 'rolled_back'
  /** Null when a training decided. */
  moderatorId: string | null
}

/**
 * Makes a version the one that decides; the one until now retires. False for an unknown version. What stands is always the
 * last decision, so an old one that is delivered again changes nothing. With `onlyInPlaceOf` it holds only while that
 * version still decides.
 */
export async function decideModel(
  db: DatabaseLike,
  { decisionId, version, kind, moderatorId }: ModelDecision,
  now: number,
  onlyInPlaceOf: number | null = null,
): Promise<boolean> {
  const [, , , found] = await run(db, [
    sql(
      `INSERT INTO feedback_model_decisions (decision_id, version, replaced, kind, moderator_id, decided_at)
       SELECT ?1, ?2, now_deciding.version, ?3, ?4, ?5
       FROM (SELECT coalesce(max(version), 0) AS version FROM feedback_models WHERE status = 'champion') AS now_deciding
       WHERE (?2 = 0 OR EXISTS (SELECT 1 FROM feedback_models WHERE version = ?2))
         AND (?6 IS NULL OR now_deciding.version = ?6)
       ON CONFLICT (decision_id) DO NOTHING`,
      decisionId,
      version,
      kind,
      moderatorId,
      now,
      onlyInPlaceOf,
    ),
    sql(
      `UPDATE feedback_models SET status = 'retired', decided_at = ?
       WHERE status = 'champion' AND version <> ${LAST_DECIDED}`,
      now,
    ),
    sql(
      `UPDATE feedback_models SET status = 'champion', decided_at = ?
       WHERE status <> 'champion' AND version = ${LAST_DECIDED}`,
      now,
    ),
    sql('SELECT version FROM feedback_model_decisions WHERE decision_id = ?', decisionId),
  ])
  return versionRows.parse(found).length > 0
}

const LAST_DECIDED =
  '(SELECT coalesce((SELECT version FROM feedback_model_decisions ORDER BY number DESC LIMIT 1), 0))'

/** A challenger that did not do as well. */
export async function reject(db: DatabaseLike, version: number, now: number): Promise<void> {
  await run(db, [
    sql(
      `UPDATE feedback_models SET status = 'rejected', decided_at = ? WHERE version = ? AND status = 'challenger'`,
      now,
      version,
    ),
  ])
}

const decisionRow = z
  .object({
    decision_id: z.string(),
    version: z.int(),
    replaced: z.int(),
    kind: z.enum(['trained', 'promoted', 'rolled_back']),
    moderator_id: z.string().nullable(),
    decided_at: z.int(),
  })
  .transform((row) => ({
    decisionId: row.decision_id,
    version: row.version,
    replaced: row.replaced,
    kind: row.kind,
    moderatorId: row.moderator_id,
    decidedAt: row.decided_at,
  }))
export type DecidedModel = z.output<typeof decisionRow>

/** Decisions about which model decides, the newest first. */
export async function modelDecisions(db: DatabaseLike, limit: number): Promise<DecidedModel[]> {
  const [rows] = await run(db, [
    sql('SELECT * FROM feedback_model_decisions ORDER BY number DESC LIMIT ?', limit),
  ])
  return z.array(decisionRow).parse(rows)
}

/** The model that decides; null as long as the expert's prior does. */
export async function champion(db: DatabaseLike): Promise<FeedbackModel | null> {
  const [rows] = await run(db, [sql(`SELECT * FROM feedback_models WHERE status = 'champion'`)])
  return z.array(modelRow).parse(rows)[0] ?? null
}

export async function modelByVersion(db: DatabaseLike, version: number): Promise<FeedbackModel | null> {
  const [rows] = await run(db, [sql('SELECT * FROM feedback_models WHERE version = ?', version)])
  return z.array(modelRow).parse(rows)[0] ?? null
}

/** The newest first. */
export async function listModels(db: DatabaseLike, limit: number): Promise<FeedbackModel[]> {
  const [rows] = await run(db, [sql('SELECT * FROM feedback_models ORDER BY version DESC LIMIT ?', limit)])
  return z.array(modelRow).parse(rows)
}
