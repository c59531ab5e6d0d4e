import { createdAt } from '../../src/discord/snowflake.ts'
import { IMPORT_RUN } from '../../src/storage/flags.ts'
import type { RatedCandidate } from '../../src/storage/reviews.ts'
import type { LabelledMessage } from './read.ts'

/** The messages of a file as if they had been rated here, one a message; none is held out. */
export function ratedFrom(messages: readonly LabelledMessage[]): RatedCandidate[] {
  const authors = new Map<string, number>()
  return [...Map.groupBy(messages, ({ messageId }) => messageId)].flatMap(([messageId, ratings]) => {
    const [first] = ratings
    if (!first) return []
    const { authorId, channelId, features, note } = first
    if (authorId !== null && !authors.has(authorId)) authors.set(authorId, authors.size + 1)
    const at = createdAt(messageId)
    return [
      {
        flagId: messageId,
        messageIds: [messageId],
        features,
        votes: ratings.map(({ label, reviewer }) => ({ reviewerId: reviewer || null, label, at })),
        inclusionProbability: 1,
        isAudit: false,
        isSplit: true,
        isHoldOut: false,
        prediction: 'flag' as const,
        score: 0,
        authorAnonId: authorId === null ? null : (authors.get(authorId) ?? null),
        channelId,
        runId: IMPORT_RUN,
        note,
        createdAt: at,
      },
    ]
  })
}
