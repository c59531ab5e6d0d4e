import type { DatabaseLike } from '../../../knowledge/database.ts'
import {
  candidateCounts,
  countVotesBy,
  type Reviewable,
  reviewableById,
  reviewableFor,
} from '../../../storage/reviewable.ts'
import { allRatedCandidates, type Review } from '../../../storage/reviews.ts'
import { nextToReview } from './next.ts'
import { type ReviewStatistics, reviewStatistics } from './statistics.ts'

/** So many are looked at for the next to be shown. */
const LOOKED_AT = 200

/** What `/review` asks. */
export interface ReviewDesk {
  /** The most informative candidate for this moderator, and how many more there are (as far as was looked). */
  next(moderatorId: string): Promise<{ candidate: Reviewable; left: number } | null>
  byId(flagId: string): Promise<Reviewable | null>
  /** False when it was judged again and is no candidate any more. */
  rate(channelId: string, review: Review): Promise<boolean>
  statistics(): Promise<ReviewStatistics>
}

export function reviewDesk(db: DatabaseLike, rate: ReviewDesk['rate']): ReviewDesk {
  return {
    async next(moderatorId) {
      const candidates = await reviewableFor(db, moderatorId, LOOKED_AT)
      const candidate = nextToReview(candidates, await countVotesBy(db, moderatorId))
      return candidate && { candidate, left: candidates.length - 1 }
    },
    byId: (flagId) => reviewableById(db, flagId),
    rate,
    statistics: async () => reviewStatistics(await allRatedCandidates(db), await candidateCounts(db)),
  }
}
