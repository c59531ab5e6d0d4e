import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'
import type { TokenUsage } from '../llm/model.ts'
import type { CheckReason } from '../moderation/feedback/trigger.ts'
import { jsonColumn } from './json-column.ts'

export interface NewRun {
  runId: string
  channelId: string
  modelName: string
  promptHash: string
  contextDigest: string
  reasons: CheckReason[]
  /** To be judged. */
  messages: number
}

export interface RunEnd {
  status: 'done' | 'failed'
  candidates: number | null
  usage: TokenUsage | null
  costMicroUsd: number | null
  /** Why it failed; no words of members. */
  detail: string | null
}

/** A run continued after a crash is the same run. */
export async function startRun(db: DatabaseLike, it: NewRun, now: number): Promise<void> {
  await run(db, [
    sql(
      `INSERT INTO model_runs (run_id, channel_id, started_at, model_name, prompt_hash, context_digest, status, reasons,
         messages, day) VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?, ?) ON CONFLICT DO NOTHING`,
      it.runId,
      it.channelId,
      now,
      it.modelName,
      it.promptHash,
      it.contextDigest,
      JSON.stringify(it.reasons),
      it.messages,
      utcDay(now),
    ),
  ])
}

/** Ends a run; one that has ended stays as it ended. */
export const endRunSql = (runId: string, end: RunEnd, now: number): Sql =>
  sql(
    `UPDATE model_runs SET finished_at = ?, status = ?, candidates = ?, input_tokens = ?, output_tokens = ?,
         cached_input_tokens = ?, cost_micro_usd = ?, detail = ? WHERE run_id = ? AND status = 'running'`,
    now,
    end.status,
    end.candidates,
    end.usage?.inputTokens ?? null,
    end.usage?.outputTokens ?? null,
    end.usage?.cachedInputTokens ?? null,
    end.costMicroUsd,
    end.detail,
    runId,
  )

export async function endRun(db: DatabaseLike, runId: string, end: RunEnd, now: number): Promise<void> {
  await run(db, [endRunSql(runId, end, now)])
}

const runRow = z.object({
  run_id: z.string(),
  channel_id: z.string(),
  started_at: z.int(),
  finished_at: z.int().nullable(),
  model_name: z.string(),
  context_digest: z.string(),
  status: z.enum(['running', 'done', 'failed']),
  reasons: jsonColumn(z.array(z.string())),
  candidates: z.int().nullable(),
  detail: z.string().nullable(),
})
export type ModelRun = z.output<typeof runRow>

/** A channel's latest run; the same context need not be judged twice. */
export async function latestRun(db: DatabaseLike, channelId: string): Promise<ModelRun | null> {
  const [rows] = await run(db, [
    sql('SELECT * FROM model_runs WHERE channel_id = ? ORDER BY started_at DESC LIMIT 1', channelId),
  ])
  return z.array(runRow).parse(rows)[0] ?? null
}
