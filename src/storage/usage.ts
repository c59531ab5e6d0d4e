import * as z from 'zod'
import type { AnswerOutcome } from '../answer/outcome.ts'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'

/**
 * How a question ended, as it is stored. `quoted`: passages were quoted because no model could write an answer.
 * `failed`: the member got neither answer nor passages.
 */
const OUTCOMES = ['answered', 'gap', 'quoted', 'nothing_found', 'failed'] as const
type Outcome = (typeof OUTCOMES)[number]

/** More than a question of `/ask` may have; of a longer message only this much is kept. */
export const MAX_QUESTION_TEXT_CHARS = 1000

/** One answer, anonymously. There is no field for who asked. */
export interface UsageRow {
  /** Random; not derived from a member, a message or an interaction. */
  answerId: string
  /** Only its day is stored. */
  at: number
  channelId: string
  /** Stored as an `Outcome` and, where it says more, the reason beside it. */
  outcome: AnswerOutcome
  /** The command's name. */
  command?: string | undefined
  /** The model that answered; null when none did. */
  model: string | null
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

export interface UsagePolicy {
  keepQuestionText: boolean
  /** Marks the row: only the person who asked saw the answer. */
  dryRun?: boolean | undefined
}

const count = z.int().min(0)

function storedOutcome(ended: AnswerOutcome): { outcome: Outcome; reason: AnswerOutcome | null } {
  switch (ended) {
    case 'answered':
    case 'gap':
    case 'nothing_found':
      return { outcome: ended, reason: null }
    case 'search_unavailable':
    case 'gave_up':
      return { outcome: 'failed', reason: ended }
    default:
      return { outcome: 'quoted', reason: ended }
  }
}

/** Records an answer; the same answer id again changes nothing. */
export async function recordUsage(
  db: DatabaseLike,
  row: UsageRow,
  { keepQuestionText, dryRun = false }: UsagePolicy,
): Promise<void> {
  const { outcome, reason } = storedOutcome(row.outcome)
  const question = keepQuestionText ? (row.question?.slice(0, MAX_QUESTION_TEXT_CHARS) ?? null) : null
  await run(db, [
    sql(
      `INSERT INTO usage (answer_id, day, channel_id, command, outcome, reason, dry_run, model, latency_ms,
         input_tokens, output_tokens, cached_input_tokens, cost_micro_usd, section_ids, question)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      row.answerId,
      utcDay(row.at),
      row.channelId,
      row.command ?? null,
      outcome,
      reason,
      dryRun ? 1 : 0,
      row.model,
      Math.round(row.latencyMs),
      row.inputTokens,
      row.outputTokens,
      row.cachedInputTokens,
      row.costMicroUsd,
      JSON.stringify(row.sectionIds),
      question,
    ),
  ])
}

const sectionIdsRow = z
  .object({ section_ids: z.string() })
  .transform((row) => z.array(z.string()).parse(JSON.parse(row.section_ids)))

/** The sections an answer cited, in order of their numbers; empty when the answer is not, or no longer, known. */
export async function sectionIdsOf(db: DatabaseLike, answerId: string): Promise<string[]> {
  const [rows] = await run(db, [sql('SELECT section_ids FROM usage WHERE answer_id = ?', answerId)])
  return z.array(sectionIdsRow).parse(rows)[0] ?? []
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
export async function usageSummary(db: DatabaseLike, sinceDay: string): Promise<UsageSummary> {
  const [grouped] = await run(db, [
    sql(
      `SELECT outcome, count(*) AS questions, sum(cost_micro_usd) AS cost_micro_usd, sum(latency_ms) AS latency_ms
       FROM usage WHERE day >= ? GROUP BY outcome`,
      sinceDay,
    ),
  ])
  const rows = z.array(summaryRow).parse(grouped)
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
