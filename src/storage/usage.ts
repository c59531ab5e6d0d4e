import * as z from 'zod'

/** How a question ended for the member. `quoted`: passages were quoted because no model could write an answer. */
export const OUTCOMES = ['answered', 'gap', 'quoted', 'nothing_found', 'failed'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** More than a question of `/ask` may have; of a longer message only this much is kept. */
export const MAX_QUESTION_TEXT_CHARS = 1000

/** One answer, anonymously. There is no field for who asked. */
export interface UsageRow {
  /** Random; not derived from a member, a message or an interaction. */
  answerId: string
  /** UTC, `YYYY-MM-DD`. */
  day: string
  channelId: string
  /** The command's name. */
  command: string
  outcome: Outcome
  /** Why passages were quoted, or what failed: a word such as `daily_cap` or `timeout`, never an error's text. */
  reason: string | null
  /** Only the person who asked saw it, because Steward ran dry. */
  isDryRun: boolean
  latencyMs: number
  inputTokens: number
  outputTokens: number
  cachedInputTokens: number
  costMicroUsd: number
  /** The sections cited, in order of their numbers. */
  sectionIds: string[]
  /** Stored only when the operator turned `keepQuestionText` on. */
  question: string | null
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const count = z.int().min(0)
const usageRow = z.strictObject({
  answerId: z.string().min(1).max(40),
  day,
  channelId: z.string().max(20),
  command: z.string().max(32),
  outcome: z.enum(OUTCOMES),
  // A word of our own: text of members, models or errors does not fit.
  reason: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .nullable(),
  isDryRun: z.boolean(),
  latencyMs: count,
  inputTokens: count,
  outputTokens: count,
  cachedInputTokens: count,
  costMicroUsd: count,
  sectionIds: z.array(z.string().max(500)).max(20),
  question: z.string().nullable(),
}) satisfies z.ZodType<UsageRow>

/** Random, 96 bits, short enough for a custom id. */
export const newAnswerId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Records an answer; the same answer id again changes nothing. Throws for a row that does not fit: a bug in the caller. */
export async function recordUsage(
  db: D1Database,
  row: UsageRow,
  { keepQuestionText }: { keepQuestionText: boolean },
): Promise<void> {
  const usage = usageRow.parse(row)
  const question = keepQuestionText ? (usage.question?.slice(0, MAX_QUESTION_TEXT_CHARS) ?? null) : null
  await db
    .prepare(
      `INSERT INTO usage (answer_id, day, channel_id, command, outcome, reason, dry_run, latency_ms,
         input_tokens, output_tokens, cached_input_tokens, cost_micro_usd, section_ids, question)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .bind(
      usage.answerId,
      usage.day,
      usage.channelId,
      usage.command,
      usage.outcome,
      usage.reason,
      usage.isDryRun ? 1 : 0,
      usage.latencyMs,
      usage.inputTokens,
      usage.outputTokens,
      usage.cachedInputTokens,
      usage.costMicroUsd,
      JSON.stringify(usage.sectionIds),
      question,
    )
    .run()
}

const sectionIdsRow = z
  .object({ section_ids: z.string() })
  .transform((row) => z.array(z.string()).parse(JSON.parse(row.section_ids)))

/** The sections an answer cited, in order of their numbers; empty when the answer is not, or no longer, known. */
export async function sectionIdsOf(db: D1Database, answerId: string): Promise<string[]> {
  const row = await db.prepare('SELECT section_ids FROM usage WHERE answer_id = ?').bind(answerId).first()
  return row === null ? [] : sectionIdsRow.parse(row)
}

export interface UsageSummary {
  /** Questions by how they ended; outcomes that did not occur are 0. */
  outcomes: Record<Outcome, number>
  questions: number
  /** Questions that the docs do not answer: `gap` and `nothing_found` together. */
  gaps: number
  costMicroUsd: number
  averageLatencyMs: number | null
}

const summaryRow = z.object({
  outcome: z.enum(OUTCOMES),
  questions: count,
  cost_micro_usd: count,
  latency_ms: count,
})

/** What was asked since a day, that day included; dry runs count with the rest, as they cost the same. */
export async function usageSummary(db: D1Database, sinceDay: string): Promise<UsageSummary> {
  const { results } = await db
    .prepare(
      `SELECT outcome, count(*) AS questions, sum(cost_micro_usd) AS cost_micro_usd, sum(latency_ms) AS latency_ms
       FROM usage WHERE day >= ? GROUP BY outcome`,
    )
    .bind(sinceDay)
    .all()
  const rows = z.array(summaryRow).parse(results)
  const outcomes: Record<Outcome, number> = { answered: 0, gap: 0, quoted: 0, nothing_found: 0, failed: 0 }
  for (const row of rows) outcomes[row.outcome] = row.questions
  const sum = (field: 'questions' | 'cost_micro_usd' | 'latency_ms') =>
    rows.reduce((total, row) => total + row[field], 0)
  const questions = sum('questions')
  return {
    outcomes,
    questions,
    gaps: outcomes.gap + outcomes.nothing_found,
    costMicroUsd: sum('cost_micro_usd'),
    averageLatencyMs: questions === 0 ? null : Math.round(sum('latency_ms') / questions),
  }
}
