import * as z from 'zod'
import { DAY_MS, utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { wantQuestionsSql, wantSql } from './follow-ups.ts'
import { type NewSource, sourceSql, termKey } from './lingo.ts'

const OUTCOMES = ['defined', 'alias', 'dismissed'] as const
export type QuestionOutcome = (typeof OUTCOMES)[number]

const questionRow = z
  .object({
    question_id: z.int(),
    term: z.string(),
    source_message_id: z.string(),
    channel_id: z.string(),
    asked_at: z.int(),
    card_channel_id: z.string().nullable(),
    card_message_id: z.string().nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    resolver_discord_id: z.string().nullable(),
    resolved_at: z.int().nullable(),
    read_until: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.question_id,
    term: row.term,
    /** Where the term was met. */
    seenIn: { channelId: row.channel_id, messageId: row.source_message_id },
    askedAt: row.asked_at,
    card:
      row.card_channel_id !== null && row.card_message_id !== null
        ? { channelId: row.card_channel_id, messageId: row.card_message_id }
        : null,
    /** Null while it is open. */
    outcome: row.outcome,
    resolverId: row.resolver_discord_id,
    resolvedAt: row.resolved_at,
    /** The last message under which replies were looked for. */
    readUntil: row.read_until,
  }))
export type LingoQuestion = z.output<typeof questionRow>

/** A term that a check did not know, and where it was. */
export interface UnknownTerm {
  term: string
  messageId: string
  channelId: string
}

/**
 * Asks about each term once, never about one that is defined or is a member's name, and about `aDay` terms in any 24 hours
 * at most, the first first. The questions' cards are due with them. How many are new.
 */
export async function askAbout(
  db: DatabaseLike,
  terms: readonly UnknownTerm[],
  aDay: number,
  now: number,
): Promise<number> {
  const keyed = terms.map((each) => ({ ...each, term: termKey(each.term) })).filter(({ term }) => term !== '')
  if (keyed.length === 0) return 0
  const [rows] = await run(db, [
    sql(
      `INSERT INTO lingo_questions (term, source_message_id, channel_id, asked_at, day)
       SELECT term, message_id, channel_id, ?2, ?3 FROM (
         SELECT value ->> 'term' AS term, value ->> 'messageId' AS message_id, value ->> 'channelId' AS channel_id,
           min(key) AS position
         FROM json_each(?1) GROUP BY 1)
       WHERE term NOT IN (SELECT term FROM lingo_terms) AND term NOT IN (SELECT term FROM lingo_questions)
         AND term NOT IN (SELECT lower(name) FROM user_aliases)
       ORDER BY position LIMIT max(0, ?4 - (SELECT count(*) FROM lingo_questions WHERE asked_at > ?5))
       RETURNING question_id`,
      JSON.stringify(keyed),
      now,
      utcDay(now),
      aDay,
      now - DAY_MS,
    ),
    wantQuestionsSql('asked_at = ? AND card_message_id IS NULL', now, now, String(now)),
  ])
  return (rows ?? []).length
}

export async function questionById(db: DatabaseLike, id: number): Promise<LingoQuestion | null> {
  const [rows] = await run(db, [sql('SELECT * FROM lingo_questions WHERE question_id = ?', id)])
  return z.array(questionRow).parse(rows)[0] ?? null
}

/** The question's card is there: its replies are looked for from `readAt` on. */
export async function setQuestionCard(
  db: DatabaseLike,
  questionId: number,
  card: { channelId: string; messageId: string },
  now: number,
  readAt: number,
): Promise<void> {
  await run(db, [
    sql(
      'UPDATE lingo_questions SET card_channel_id = ?, card_message_id = ? WHERE question_id = ?',
      card.channelId,
      card.messageId,
      questionId,
    ),
    wantSql('replies', card.channelId, readAt, now),
  ])
}

/** Questions whose cards are in a channel and were asked, or answered, since a time: their replies are still read. */
export async function listeningQuestions(
  db: DatabaseLike,
  channelId: string,
  since: number,
): Promise<LingoQuestion[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT * FROM lingo_questions WHERE card_channel_id = ?1 AND card_message_id IS NOT NULL
         AND (asked_at > ?2 OR resolved_at > ?2) ORDER BY asked_at DESC LIMIT 200`,
      channelId,
      since,
    ),
  ])
  return z.array(questionRow).parse(rows)
}

/** In one step: answers are stored and due to become definitions, and what was read is not read again. */
export async function takeAnswers(
  db: DatabaseLike,
  answers: readonly { questionId: number; source: NewSource }[],
  read: { channelId: string; until: string } | null,
  now: number,
  defineAt: number,
): Promise<void> {
  await run(db, [
    ...answers.flatMap(({ questionId, source }) => [
      sourceSql(source, false, now),
      sql(
        `UPDATE lingo_questions SET resolved = 1, outcome = 'defined', resolver_discord_id = ?2, resolved_at = ?3
         WHERE question_id = ?1 AND outcome IS NOT 'defined'`,
        questionId,
        source.moderatorId,
        now,
      ),
      wantSql('definition', source.term, defineAt, now),
      wantSql('question', String(questionId), now, now),
    ]),
    ...(read
      ? [
          sql(
            'UPDATE lingo_questions SET read_until = ? WHERE card_channel_id = ? AND card_message_id IS NOT NULL',
            read.until,
            read.channelId,
          ),
        ]
      : []),
  ])
}

/** A moderator says that it is a name, or nothing special. What they say last counts. */
export async function resolveQuestion(
  db: DatabaseLike,
  questionId: number,
  outcome: Exclude<QuestionOutcome, 'defined'>,
  resolverId: string,
  now: number,
): Promise<void> {
  await run(db, [
    sql(
      `UPDATE lingo_questions SET resolved = 1, outcome = ?, resolver_discord_id = ?, resolved_at = ? WHERE question_id = ?`,
      outcome,
      resolverId,
      now,
      questionId,
    ),
    sql(
      'UPDATE lingo_sources SET is_used = 1 WHERE term = (SELECT term FROM lingo_questions WHERE question_id = ?)',
      questionId,
    ),
    sql(
      'DELETE FROM lingo_terms WHERE term = (SELECT term FROM lingo_questions WHERE question_id = ?)',
      questionId,
    ),
    wantSql('question', String(questionId), now, now),
  ])
}
