import { beforeEach, describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../bench/retrieval/sqlite.ts'
import { evaluationPage } from '../../../scripts/evaluate/page.ts'
import { importRatings, planImport, tooOld } from '../../../scripts/labelled/import.ts'
import { ratedFrom } from '../../../scripts/labelled/rated.ts'
import { readLabelled } from '../../../scripts/labelled/read.ts'
import { snowflakeAt } from '../../../src/discord/snowflake.ts'
import type { DatabaseLike } from '../../../src/knowledge/database.ts'
import { runSteps } from '../../../src/learning/index.ts'
import { priorDecides } from '../../../src/moderation/feedback/deciding-model.ts'
import { FEATURE_NAMES } from '../../../src/moderation/feedback/features.ts'
import { expertPrior } from '../../../src/moderation/feedback/prior.ts'
import { evaluationSteps } from '../../../src/moderation/feedback/training/evaluation.ts'
import { rowsOf } from '../../../src/moderation/feedback/training/rows.ts'
import { allRatedCandidates, newReviews } from '../../../src/storage/reviews.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const ID = (n: number) => snowflakeAt(NOON - 10 * 86_400_000 + n * 3_600_000)
const AUTHOR = '1100000000000000201'
const line = (change: object = {}) =>
  JSON.stringify({ message_id: ID(1), label: 'correct', answers: { tone_harshness: 'harsh' }, ...change })

function messagesOf(text: string, name = 'ratings.jsonl') {
  const read = readLabelled(text, name)
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.messages
}
function problemsOf(text: string, name = 'ratings.jsonl'): string {
  const read = readLabelled(text, name)
  return read.ok ? '' : read.problems.join('\n')
}

describe('a file of ratings', () => {
  it('is read from JSON Lines and from CSV alike; what is not answered counts as not known', () => {
    const json = messagesOf(
      line({ note: 'a, "b"', answers: { tone_harshness: 'harsh', is_direct_address: true } }),
    )
    const csv = messagesOf(
      `\uFEFFmessage_id,label,note,tone_harshness,is_direct_address,gives_reasons\r\n${ID(1)},correct,"a, ""b""",harsh,yes,\r\n`,
      'ratings.csv',
    )
    expect(csv).toEqual([{ ...json[0], line: 2 }])
    const feature = (name: (typeof FEATURE_NAMES)[number]) => json[0]?.features[FEATURE_NAMES.indexOf(name)]
    expect([feature('tone_harshness'), feature('direct_address'), feature('target_discomfort')]).toEqual([
      0.75, 1, 0.5,
    ])
    expect([feature('length'), feature('seniority')]).toEqual([0.5, 0])
  })

  it('is refused with what is wrong in which line, and what would be right', () => {
    expect(problemsOf('')).toMatch(/holds no ratings/)
    expect(problemsOf(`${line()}\nnonsense`)).toMatch(/^line 2: expected a JSON object/)
    expect(problemsOf(line({ label: 'yes' }))).toMatch(/line 1, label: expected one of correct, incorrect/)
    expect(problemsOf(line({ message_id: '7' }))).toMatch(/line 1, message_id: .*15 to 20 digits/)
    expect(problemsOf(line({ answers: {} }))).toMatch(
      /line 1: no answers; give at least one of is_direct_address/,
    )
    expect(problemsOf(line({ answers: { tone_harshness: 'loud' } }))).toMatch(
      /line 1, tone_harshness: "loud", expected one of none, mild, blunt, harsh, hostile/,
    )
    expect(problemsOf(`${line()}\n${line()}`)).toMatch(/line 2: rated in line 1 already; .*reviewer/)
    expect(problemsOf('label,tone_harshness\ncorrect,harsh', 'x.csv')).toMatch(/line 1: no column message_id/)
    expect(problemsOf(`message_id,label\n${ID(1)},correct,extra`, 'x.csv')).toMatch(
      /line 2: 3 cells for 2 columns/,
    )
  })

  it('names what it holds and is not imported, words above all', () => {
    const read = readLabelled(line({ text: 'your layout is bad', mood: 'sad' }), 'x.jsonl')
    expect(read).toMatchObject({ ok: true, ignored: ['mood', 'text'] })
    expect(JSON.stringify(read)).not.toContain('layout')
  })
})

describe('importing', () => {
  let db: DatabaseLike
  beforeEach(() => {
    db = memoryDatabase([
      'migrations/0020_feedback.sql',
      'migrations/0022_feedback_cards.sql',
      'migrations/0023_training.sql',
    ])
  })
  const ratings = () =>
    messagesOf(
      [
        line({ author_id: AUTHOR, channel_id: '1100000000000000030' }),
        line({ reviewer: 'b', label: 'incorrect' }),
        line({ message_id: ID(2), label: 'ambiguous' }),
      ].join('\n'),
    )

  it('brings ratings once, one candidate a message, by nobody who is known here', async () => {
    for (const expected of [3, 0]) {
      const plan = await planImport(db, ratings())
      expect(plan.fresh).toHaveLength(expected)
      await importRatings(db, plan, NOON)
    }
    const rated = await allRatedCandidates(db)
    expect(rated.map(({ flagId, votes }) => [flagId, votes.map(({ label }) => label).sort()])).toEqual([
      [ID(1), ['correct', 'incorrect']],
      [ID(2), ['ambiguous']],
    ])
    expect(rated[0]).toMatchObject({
      authorAnonId: 1,
      channelId: '1100000000000000030',
      inclusionProbability: 1,
    })
    expect(rated.flatMap(({ votes }) => votes).every(({ reviewerId }) => reviewerId === null)).toBe(true)
    expect((await newReviews(db, 0)).count).toBe(3)
  })

  it('refuses what retention would delete at once', () => {
    expect(tooOld(ratings(), 365, NOON)).toEqual([])
    expect(tooOld(ratings(), 7, NOON)[0]).toMatch(
      /^line 1: the message is older than retention.reviewDays \(7 days\)/,
    )
  })
})

it('the page of an evaluation stands alone, and shows words of others as words', () => {
  const messages = messagesOf(
    Array.from({ length: 30 }, (_, index) =>
      line({
        message_id: ID(index),
        label: index % 3 ? 'correct' : 'incorrect',
        note: '<script>alert(1)</script>',
        answers: { tone_harshness: index % 2 ? 'harsh' : 'none' },
      }),
    ).join('\n'),
  )
  const { learn } = rowsOf(ratedFrom(messages))
  const band = { tLow: 0.35, tHigh: 0.7 }
  const evaluation = runSteps(evaluationSteps(learn, priorDecides(expertPrior()), band))
  const page = evaluationPage(evaluation, { rows: learn.length, band, guildId: '1' })
  expect(page).toContain('On 30 rated messages')
  expect(page).toContain('prefers-color-scheme:dark')
  expect(page).toContain('<svg')
  expect(page).not.toContain('<script')
  expect(page).not.toMatch(/(?:src|href)="http(?!s:\/\/discord\.com\/channels\/)/)
})
