import * as z from 'zod'
import { featureVector } from '../../src/moderation/feedback/features.ts'
import {
  type Answers,
  answerText,
  checkAnswer,
  QUESTION_IDS,
  QUESTIONS,
  type QuestionId,
} from '../../src/moderation/feedback/questions.ts'
import type { Label } from '../../src/storage/reviews.ts'
import { csvRows } from './csv.ts'

/** One moderator's rating of a message, with the answers about it as features. */
export interface LabelledMessage {
  line: number
  messageId: string
  label: Label
  /** Tells several ratings of one message apart; any text. */
  reviewer: string
  /** Empty when not given. */
  channelId: string
  authorId: string | null
  note: string
  features: number[]
}

export type LabelledRead =
  | { ok: true; messages: LabelledMessage[]; ignored: string[] }
  | { ok: false; problems: string[] }

const MOST_PROBLEMS = 10
const LABELS = ['correct', 'incorrect', 'ambiguous', 'not_applicable'] as const
const COLUMNS = ['message_id', 'label', 'reviewer', 'channel_id', 'author_id', 'note', 'text'] as const

/** What an answer is where it is not given: what the feature made of it counts when it is not known. */
const UNKNOWN: Answers = {
  is_direct_address: false,
  target: null,
  sarcasm_marker_present: 'none',
  target_objection_present: false,
  power_gap: 'unknown',
  tone_harshness: 'mild',
  positive_framing: 'none',
  gives_reasons: false,
  actionable_suggestion: false,
  feedback_invited: 'no',
  in_ongoing_discussion: false,
  directed_at: 'work',
  reciprocity: 'unknown',
  target_discomfort: 'possible',
  preliminary_flag_percent: 50,
  unknown_terms: [],
}
/** Identify the target or list words: no feature is made of them. */
const WITHOUT_FEATURE: readonly string[] = ['target', 'unknown_terms']

const snowflake = z.string().regex(/^\d{15,20}$/, 'expected the id of Discord, 15 to 20 digits')
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional())
const fields = z.object({
  message_id: snowflake,
  label: z.enum(LABELS, `expected one of ${LABELS.join(', ')}`),
  reviewer: optional(z.string().max(100)),
  channel_id: optional(snowflake),
  author_id: optional(snowflake),
  note: optional(z.string().max(300)),
  text: optional(z.string()),
})

/** A file of JSON Lines, or CSV when its name ends in .csv. Every problem is named with its line. */
export function readLabelled(text: string, name: string): LabelledRead {
  const problems: string[] = []
  const ignored = new Set<string>()
  const rows = name.endsWith('.csv') ? csvObjects(text, problems) : jsonObjects(text, problems)
  const messages = rows.flatMap(({ line, value }): LabelledMessage[] => {
    const known = fields.safeParse(value)
    for (const key of Object.keys(value)) if (!isKnown(key) && key !== 'answers') ignored.add(key)
    if (value.text !== undefined) ignored.add('text')
    const answers = answersOf(value, line, problems)
    if (!known.success) {
      for (const { path, message } of known.error.issues)
        problems.push(
          `line ${line}, ${path.join('.')}: ${value[String(path[0])] === undefined ? 'missing; ' : ''}${message}`,
        )
    }
    if (!known.success || !answers) return []
    const {
      message_id: messageId,
      label,
      reviewer = '',
      channel_id,
      author_id,
      note = '',
      text: words,
    } = known.data
    const statistics = {
      seniority: null,
      familiarity: null,
      // Not a number: not known.
      length: words?.length ?? Number.NaN,
      targetSilenceMs: null,
      author: null,
      target: null,
    }
    return [
      {
        line,
        messageId,
        label,
        reviewer,
        channelId: channel_id ?? '',
        authorId: author_id ?? null,
        note,
        features: featureVector({ answers, statistics }),
      },
    ]
  })
  const seen = new Map<string, number>()
  for (const { messageId, reviewer, line } of messages) {
    const before = seen.get(`${messageId} ${reviewer}`)
    if (before !== undefined)
      problems.push(
        `line ${line}: rated in line ${before} already; give each rating of a message its own reviewer`,
      )
    seen.set(`${messageId} ${reviewer}`, line)
  }
  if (problems.length === 0 && messages.length === 0)
    problems.push('holds no ratings: one a line is expected')
  if (problems.length === 0) return { ok: true, messages, ignored: [...ignored] }
  const more = problems.length - MOST_PROBLEMS
  return {
    ok: false,
    problems: [...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more problems`] : [])],
  }
}

const isKnown = (key: string): boolean =>
  COLUMNS.some((column) => column === key) || QUESTION_IDS.some((id) => id === key)

type Row = { line: number; value: Record<string, unknown> }

function jsonObjects(text: string, problems: string[]): Row[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((source, index): Row[] => {
      if (source.trim() === '') return []
      try {
        const value = z.record(z.string(), z.unknown()).parse(JSON.parse(source))
        return [{ line: index + 1, value }]
      } catch {
        problems.push(
          `line ${index + 1}: expected a JSON object, such as {"message_id":"…","label":"correct","answers":{…}}`,
        )
        return []
      }
    })
}

function csvObjects(text: string, problems: string[]): Row[] {
  const [header, ...rows] = csvRows(text)
  const names = (header?.cells ?? []).map((name) => name.trim())
  for (const needed of ['message_id', 'label'])
    if (!names.includes(needed))
      problems.push(`line 1: no column ${needed}; the columns are ${names.join(', ')}`)
  if (problems.length > 0) return []
  return rows.flatMap(({ line, cells }): Row[] => {
    if (cells.length === names.length)
      return [
        { line, value: Object.fromEntries(names.map((name, index) => [name, cells[index]?.trim() ?? ''])) },
      ]
    problems.push(
      `line ${line}: ${cells.length} cells for ${names.length} columns; cells with commas need quotes`,
    )
    return []
  })
}

/** From `answers`, or from columns named like the questions; at least one is needed. */
function answersOf(value: Record<string, unknown>, line: number, problems: string[]): Answers | null {
  const given = z.record(z.string(), z.unknown()).safeParse(value.answers ?? value)
  if (!given.success) {
    problems.push(`line ${line}, answers: expected an object of answers by question`)
    return null
  }
  const ids = QUESTION_IDS.filter((id) => !WITHOUT_FEATURE.includes(id))
  const found: Partial<Record<QuestionId, unknown>> = {}
  let isSound = true
  for (const id of ids) {
    const raw = given.data[id]
    if (raw === undefined || raw === null || raw === '') continue
    const answer = QUESTIONS[id].answer.safeParse(typeof raw === 'string' ? fromText(raw, id) : raw)
    if (answer.success) found[id] = answer.data
    else {
      problems.push(`line ${line}, ${id}: ${JSON.stringify(raw)}, expected ${answerText(id)}`)
      isSound = false
    }
  }
  if (isSound && Object.keys(found).length === 0) {
    problems.push(
      `line ${line}: no answers; give at least one of ${ids.slice(0, 3).join(', ')} … (docs/feedback-reference.md has all)`,
    )
    return null
  }
  if (!isSound) return null
  const whole = { message_ids: [], note: '', ...UNKNOWN, ...found }
  return checkAnswer.parse({ candidates: [whole] }).candidates[0] ?? null
}

/** A cell as the question's type has it. */
function fromText(text: string, id: QuestionId): unknown {
  const { answer } = QUESTIONS[id]
  if (answer instanceof z.ZodBoolean) {
    if (/^(true|yes|1)$/i.test(text)) return true
    return /^(false|no|0)$/i.test(text) ? false : text
  }
  if (answer instanceof z.ZodNumber) return Number.isFinite(Number(text)) ? Number(text) : text
  return text
}
