import type { InteractionHandle } from '../../../discord/messages.ts'
import type { Review } from '../../../storage/reviews.ts'
import type { Asked } from '../../../watch/checking.ts'
import type { Reviewed } from './reviewing.ts'

/** What commands and buttons do about feedback. */
export interface FeedbackDesk {
  /** Asks for a check; `answer` is edited when it has ended. */
  check(placeId: string, answer: InteractionHandle): Promise<Asked>
  /** A moderator's vote on a candidate of a channel; the reaction and the card follow. */
  review(channelId: string, review: Review): Promise<Reviewed>
}
