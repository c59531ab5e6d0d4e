import * as z from 'zod'
import { createdAt } from '../../src/discord/snowflake.ts'
import { type DatabaseLike, run, type Sql, sql } from '../../src/knowledge/database.ts'
import { priorDecides, scoreCandidate } from '../../src/moderation/feedback/deciding-model.ts'
import { expertPrior } from '../../src/moderation/feedback/prior.ts'
import { IMPORT_RUN, judgeSql } from '../../src/storage/flags.ts'
import { anonIdsOf, rememberMembers } from '../../src/storage/members.ts'
import { importReviewSql } from '../../src/storage/reviews.ts'
import type { LabelledMessage } from './read.ts'

const DAY_MS = 86_400_000
/** Statements in one transaction; a deployed database takes them as one file. */
const BATCH = 100

export interface ImportPlan {
  fresh: { message: LabelledMessage; reviewId: string; isNewCandidate: boolean }[]
  /** Ratings that are there already. */
  known: number
}

/** The same file again gives the same ids; who rated is not kept. */
async function reviewIdOf({ messageId, reviewer }: LabelledMessage): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${messageId}\0${reviewer}`))
  return `import-${Buffer.from(digest).toString('hex').slice(0, 24)}`
}

const ids = z.array(z.object({ id: z.string() }))

/** What is new in a file. */
export async function planImport(
  db: DatabaseLike,
  messages: readonly LabelledMessage[],
): Promise<ImportPlan> {
  const withIds = await Promise.all(
    messages.map(async (message) => ({ message, reviewId: await reviewIdOf(message) })),
  )
  const [reviews, flags] = await run(db, [
    sql(
      'SELECT review_id AS id FROM moderator_reviews WHERE review_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(withIds.map(({ reviewId }) => reviewId)),
    ),
    sql(
      'SELECT flag_id AS id FROM flags WHERE flag_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(messages.map(({ messageId }) => messageId)),
    ),
  ])
  const known = new Set(ids.parse(reviews).map(({ id }) => id))
  const there = new Set(ids.parse(flags).map(({ id }) => id))
  const fresh = withIds
    .filter(({ reviewId }) => !known.has(reviewId))
    .map((each) => {
      const isNewCandidate = !there.has(each.message.messageId)
      there.add(each.message.messageId)
      return { ...each, isNewCandidate }
    })
  return { fresh, known: withIds.length - fresh.length }
}

/** Messages that retention would delete at once. */
export function tooOld(messages: readonly LabelledMessage[], reviewDays: number, now: number): string[] {
  return messages
    .filter(({ messageId }) => now - createdAt(messageId) > reviewDays * DAY_MS)
    .map(
      ({ line }) =>
        `line ${line}: the message is older than retention.reviewDays (${reviewDays} days) and would be deleted at once; raise that, or leave the line out`,
    )
}

/** Writes what is new. A candidate that Steward judged itself stays as it is, and gets the rating. */
export async function importRatings(db: DatabaseLike, { fresh }: ImportPlan, now: number): Promise<void> {
  const prior = priorDecides(expertPrior())
  const authors = [...new Set(fresh.flatMap(({ message }) => message.authorId ?? []))]
  await rememberMembers(
    db,
    authors.map((discordId) => ({ discordId, joinedAt: null, names: [] })),
    now,
  )
  const anonIds = await anonIdsOf(db, authors)
  const statements = fresh.flatMap(({ message, reviewId, isNewCandidate }): Sql[] => {
    const { messageId, channelId, authorId, note, features, label } = message
    const { score, rawScore } = scoreCandidate(prior, features)
    const candidate = {
      flagId: messageId,
      messageIds: [messageId],
      channelId,
      runId: IMPORT_RUN,
      authorAnonId: authorId === null ? null : (anonIds.get(authorId) ?? null),
      targetAnonId: null,
      prediction: 'flag' as const,
      score,
      rawScore,
      modelVersion: 0,
      calibrationVersion: 0,
      features,
      note,
      excerpt: null,
      isAudit: false,
      inclusionProbability: 1,
      why: [],
      isWaived: false,
    }
    return [
      ...(isNewCandidate ? [judgeSql(candidate, createdAt(messageId))] : []),
      importReviewSql({ reviewId, flagId: messageId, label }, now),
    ]
  })
  for (let from = 0; from < statements.length; from += BATCH)
    await run(db, statements.slice(from, from + BATCH))
}
