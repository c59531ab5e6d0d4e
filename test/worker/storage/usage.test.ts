import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { recordUsage, sectionIdsOf, type UsageRow, usageSummary } from '../../../src/storage/usage.ts'

const ROW: UsageRow = {
  answerId: 'a1b2c3',
  at: Date.UTC(2026, 10, 20, 12, 34, 56),
  channelId: '1100000000000000101',
  command: 'ask',
  outcome: 'answered',
  model: 'claude-haiku-5-5',
  latencyMs: 2100,
  inputTokens: 4000,
  outputTokens: 300,
  cachedInputTokens: 0,
  costMicroUsd: 550,
  sectionIds: ['budget#the-caps', 'costs'],
  question: 'How do I set the daily budget?',
}
const KEEP_NOTHING = { keepQuestionText: false }
const stored = () => env.DB.prepare('SELECT * FROM usage').first()

describe('a usage row', () => {
  it('has the day and not the time, and no words of the question', async () => {
    await recordUsage(env.DB, ROW, KEEP_NOTHING)
    expect(await stored()).toMatchObject({ day: '2026-11-20', outcome: 'answered', question: null })
    expect(JSON.stringify(await stored())).not.toContain(String(ROW.at))
  })

  it('has the words when the operator turned that on, bounded', async () => {
    await recordUsage(env.DB, { ...ROW, question: 'x'.repeat(4000) }, { keepQuestionText: true })
    expect(await stored()).toMatchObject({ question: 'x'.repeat(1000) })
  })

  it('recorded twice is one row, the first', async () => {
    await recordUsage(env.DB, ROW, KEEP_NOTHING)
    await recordUsage(env.DB, { ...ROW, costMicroUsd: 1 }, KEEP_NOTHING)
    expect(await stored()).toMatchObject({ cost_micro_usd: 550 })
    expect(await usageSummary(env.DB, '2026-11-20')).toMatchObject({ questions: 1 })
  })

  it('of quoted passages says why, and of a dry run that it was one', async () => {
    const quoted = { ...ROW, outcome: 'daily_cap', model: null, costMicroUsd: 0 } as const
    await recordUsage(env.DB, quoted, { keepQuestionText: false, dryRun: true })
    expect(await stored()).toMatchObject({ outcome: 'quoted', reason: 'daily_cap', dry_run: 1 })
  })

  it('of a question that got neither answer nor passages says that it failed, and how', async () => {
    await recordUsage(env.DB, { ...ROW, outcome: 'search_unavailable' }, KEEP_NOTHING)
    expect(await stored()).toMatchObject({ outcome: 'failed', reason: 'search_unavailable', dry_run: 0 })
  })

  it('knows the sections of its answer in their order; an unknown answer has none', async () => {
    await recordUsage(env.DB, ROW, KEEP_NOTHING)
    expect(await sectionIdsOf(env.DB, 'a1b2c3')).toEqual(['budget#the-caps', 'costs'])
    expect(await sectionIdsOf(env.DB, 'unknown')).toEqual([])
  })
})

describe('the summary', () => {
  it('counts outcomes, gaps and cost since a day, that day included', async () => {
    const rows: Partial<UsageRow>[] = [
      { at: Date.UTC(2026, 10, 18) },
      { at: Date.UTC(2026, 10, 19) },
      { outcome: 'gap', costMicroUsd: 100, latencyMs: 900 },
      { outcome: 'nothing_found', costMicroUsd: 0, latencyMs: 300 },
      { outcome: 'timeout', costMicroUsd: 0, latencyMs: 30_000 },
    ]
    for (const [index, row] of rows.entries()) {
      await recordUsage(env.DB, { ...ROW, answerId: `${index}`, ...row }, KEEP_NOTHING)
    }
    expect(await usageSummary(env.DB, '2026-11-19')).toEqual({
      outcomes: { answered: 1, gap: 1, quoted: 1, nothing_found: 1, failed: 0 },
      questions: 4,
      gaps: 2,
      costMicroUsd: 650,
      averageLatencyMs: 8325,
    })
  })

  it('of no questions is zero', async () => {
    expect(await usageSummary(env.DB, '2026-11-19')).toMatchObject({ questions: 0, averageLatencyMs: null })
  })
})
