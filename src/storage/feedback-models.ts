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
/** `parameters`, `calibration` and `metrics` are whoever's trained it; they are parsed where they are used. */
export type FeedbackModel = z.output<typeof modelRow>

export type NewModel = Pick<
  FeedbackModel,
  'kind' | 'parameters' | 'calibration' | 'calibrationVersion' | 'metrics' | 'labels'
>

/** A new challenger; its version. */
export async function addChallenger(db: DatabaseLike, model: NewModel, now: number): Promise<number> {
  const [rows] = await run(db, [
    sql(
      `INSERT INTO feedback_models (kind, status, parameters, calibration, calibration_version, metrics, labels, created_at)
       VALUES (?, 'challenger', ?, ?, ?, ?, ?, ?) RETURNING version`,
      model.kind,
      JSON.stringify(model.parameters),
      JSON.stringify(model.calibration),
      model.calibrationVersion,
      JSON.stringify(model.metrics),
      model.labels,
      now,
    ),
  ])
  const [row] = z.array(z.object({ version: z.int() })).parse(rows)
  if (!row) throw new Error('an insert returned no row')
  return row.version
}

/** Makes a version the one that decides, whatever it was before; the one until now retires. False for an unknown version. */
export async function promote(db: DatabaseLike, version: number, now: number): Promise<boolean> {
  const [, promoted] = await run(db, [
    sql(
      `UPDATE feedback_models SET status = 'retired', decided_at = ?2
       WHERE status = 'champion' AND version <> ?1 AND EXISTS (SELECT 1 FROM feedback_models WHERE version = ?1)`,
      version,
      now,
    ),
    sql(
      `UPDATE feedback_models SET status = 'champion', decided_at = ? WHERE version = ? RETURNING 1`,
      now,
      version,
    ),
  ])
  return (promoted ?? []).length > 0
}

/** Back to the expert's prior: no model decides. */
export async function retireChampion(db: DatabaseLike, now: number): Promise<void> {
  await run(db, [
    sql(`UPDATE feedback_models SET status = 'retired', decided_at = ? WHERE status = 'champion'`, now),
  ])
}

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
