import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'
import type { Decision } from '../moderation/decision.ts'
import type { Effect, MessagePlace } from '../moderation/enforcement/effect.ts'

export const RESOLUTIONS = ['undone', 'not_job', 'banned', 'moved', 'dismissed'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** An effect as the case keeps it: what, and what came of it. */
export type CaseEffect = Pick<Effect, 'id' | 'act' | 'state' | 'problem' | 'posted'>

export interface Case {
  number: number
  decision: Decision
  openedAt: number
  effects: CaseEffect[]
  /** 'steward', or the id of the member who reported it. */
  decidedBy: string
  card: MessagePlace | null
  resolution: { what: Resolution; by: string; at: number } | null
  isFalsePositive: boolean
}

export interface Evidence {
  messageId: string
  channelId: string
  authorName: string
  content: string
  attachments: { filename: string; url: string }[]
}

const json = <T>(schema: z.ZodType<T>) =>
  z.string().transform((text, context): T => {
    const parsed = schema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    context.addIssue('not as it was written')
    return z.NEVER
  })

const place = z.object({ id: z.string(), channelId: z.string() })
/** Acts and effects are written by this version or an earlier one; what is shown of them is checked where it is used. */
const effectShape = z.object({ id: z.string(), act: z.object({ kind: z.string() }), state: z.string() })
const caseEffect = z.custom<CaseEffect>((value) => effectShape.safeParse(value).success)
const actionShape = z.object({ kind: z.string(), seconds: z.number().optional() })
const action = z.custom<Decision['actions'][number]>((value) => actionShape.safeParse(value).success)

const caseRow = z
  .object({
    number: z.int(),
    decision_id: z.string(),
    opened_at: z.int(),
    author_id: z.string(),
    rule: z.string(),
    score: z.number(),
    explanation: z.string(),
    member_text: z.string(),
    actions: json(z.array(action)),
    signals: json(z.array(z.object({ name: z.string(), evidence: z.string(), weight: z.number() }))),
    messages: json(z.array(place)),
    effects: json(z.array(caseEffect)),
    is_dry: z.int(),
    decided_by: z.string(),
    card_channel_id: z.string().nullable(),
    card_message_id: z.string().nullable(),
    resolution: z.enum(RESOLUTIONS).nullable(),
    resolved_by: z.string().nullable(),
    resolved_at: z.int().nullable(),
    is_false_positive: z.int(),
    is_strike: z.int(),
  })
  .transform(
    (row): Case => ({
      number: row.number,
      openedAt: row.opened_at,
      decision: {
        id: row.decision_id,
        rule: row.rule,
        authorId: row.author_id,
        messages: row.messages,
        actions: row.actions,
        score: row.score,
        signals: row.signals,
        explanation: row.explanation,
        memberText: row.member_text,
        isStrike: row.is_strike === 1,
        isDry: row.is_dry === 1,
      },
      effects: row.effects,
      decidedBy: row.decided_by,
      card:
        row.card_channel_id !== null && row.card_message_id !== null
          ? { channelId: row.card_channel_id, id: row.card_message_id }
          : null,
      resolution:
        row.resolution !== null && row.resolved_by !== null && row.resolved_at !== null
          ? { what: row.resolution, by: row.resolved_by, at: row.resolved_at }
          : null,
      isFalsePositive: row.is_false_positive === 1,
    }),
  )
const caseRows = z.array(caseRow)

const CASE = `SELECT cases.*, EXISTS (SELECT 1 FROM strikes WHERE strikes.decision_id = cases.decision_id) AS is_strike
  FROM cases`

/** A new case; the same decision again changes nothing. */
export function openCaseSql(
  decision: Decision,
  effects: readonly Effect[],
  isDry: boolean,
  now: number,
  decidedBy: string,
): Sql {
  return sql(
    `INSERT INTO cases (decision_id, day, opened_at, author_id, rule, score, explanation, member_text, actions,
       signals, messages, effects, is_dry, decided_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    decision.id,
    utcDay(now),
    now,
    decision.authorId,
    decision.rule,
    decision.score,
    decision.explanation,
    decision.memberText,
    JSON.stringify(decision.actions),
    JSON.stringify(decision.signals),
    JSON.stringify(decision.messages),
    JSON.stringify(effects.map(caseEffectOf)),
    isDry ? 1 : 0,
    decidedBy,
  )
}

/** Evidence that is there already stays as it was first read. */
export function keepEvidenceSql(decisionId: string, evidence: readonly Evidence[], now: number): Sql {
  return sql(
    `INSERT INTO evidence (decision_id, message_id, channel_id, day, author_name, content, attachments)
     SELECT ?1, value ->> 'messageId', value ->> 'channelId', ?2, value ->> 'authorName', value ->> 'content',
       value -> 'attachments' FROM json_each(?3) WHERE true ON CONFLICT DO NOTHING`,
    decisionId,
    utcDay(now),
    JSON.stringify(evidence),
  )
}

/** The case's messages and effects as they are now. */
export function updateCaseSql(
  decisionId: string,
  messages: readonly MessagePlace[],
  effects: readonly CaseEffect[],
): Sql {
  return sql(
    'UPDATE cases SET messages = ?, effects = ? WHERE decision_id = ?',
    JSON.stringify(messages.map(({ id, channelId }) => ({ id, channelId }))),
    JSON.stringify(effects.map(caseEffectOf)),
    decisionId,
  )
}

/** From now on the case is what a graver decision says of it. */
export function raiseCaseSql(decision: Decision): Sql {
  return sql(
    `UPDATE cases SET rule = ?, score = ?, explanation = ?, member_text = ?, actions = ?, signals = ?
     WHERE decision_id = ?`,
    decision.rule,
    decision.score,
    decision.explanation,
    decision.memberText,
    JSON.stringify(decision.actions),
    JSON.stringify(decision.signals),
    decision.id,
  )
}

function caseEffectOf({ id, act, state, problem, posted }: CaseEffect): CaseEffect {
  return { id, act, state, problem, posted }
}

export async function saveCard(db: DatabaseLike, decisionId: string, card: MessagePlace): Promise<void> {
  await run(db, [
    sql(
      'UPDATE cases SET card_channel_id = ?, card_message_id = ? WHERE decision_id = ?',
      card.channelId,
      card.id,
      decisionId,
    ),
  ])
}

async function one(db: DatabaseLike, where: Sql): Promise<Case | null> {
  const [rows] = await run(db, [where])
  return caseRows.parse(rows)[0] ?? null
}

export function caseByNumber(db: DatabaseLike, number: number): Promise<Case | null> {
  return one(db, sql(`${CASE} WHERE number = ?`, number))
}

export function caseByDecision(db: DatabaseLike, decisionId: string): Promise<Case | null> {
  return one(db, sql(`${CASE} WHERE decision_id = ?`, decisionId))
}

export interface CaseFilter {
  authorId?: string | undefined
  rule?: string | undefined
  /** Only those that no moderator has resolved. */
  isOpen?: boolean | undefined
  limit: number
}

/** The newest first. */
export async function listCases(db: DatabaseLike, filter: CaseFilter): Promise<Case[]> {
  const { authorId, rule, isOpen, limit } = filter
  const conditions = [
    ...(authorId === undefined ? [] : [{ text: 'author_id = ?', value: authorId }]),
    ...(rule === undefined ? [] : [{ text: 'rule = ?', value: rule }]),
  ]
  const where = [...conditions.map(({ text }) => text), ...(isOpen ? ['resolution IS NULL'] : [])]
  const [rows] = await run(db, [
    sql(
      `${CASE} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY number DESC LIMIT ?`,
      ...conditions.map(({ value }) => value),
      limit,
    ),
  ])
  return caseRows.parse(rows)
}

const evidenceRow = z
  .object({
    message_id: z.string(),
    channel_id: z.string(),
    author_name: z.string(),
    content: z.string(),
    attachments: json(z.array(z.object({ filename: z.string(), url: z.string() }))),
  })
  .transform(
    (row): Evidence => ({
      messageId: row.message_id,
      channelId: row.channel_id,
      authorName: row.author_name,
      content: row.content,
      attachments: row.attachments,
    }),
  )
const evidenceRows = z.array(evidenceRow)

/** The words that were judged, oldest first; empty when their retention is over. */
export async function evidenceOf(db: DatabaseLike, decisionId: string): Promise<Evidence[]> {
  const [rows] = await run(db, [
    sql(
      'SELECT * FROM evidence WHERE decision_id = ? ORDER BY length(message_id), message_id LIMIT 50',
      decisionId,
    ),
  ])
  return evidenceRows.parse(rows)
}
