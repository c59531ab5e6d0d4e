import type { Budget } from '../../../budget/port.ts'
import type { encodeCustomId } from '../../../discord/custom-id.ts'
import type { MessageCalls } from '../../../discord/messages.ts'
import type { ModeratingCalls } from '../../../discord/moderating.ts'
import type { ReadingCalls } from '../../../discord/reading.ts'
import type { Log } from '../../../http/log.ts'
import type { DatabaseLike } from '../../../knowledge/database.ts'
import type { FollowUps } from '../../follow-up/port.ts'
import type { JudgingModel } from '../../sweep/asking.ts'
import type { FeedbackPolicy } from '../policy.ts'
import type { CheckEnd } from './order.ts'
import type { CheckStore } from './store.ts'

/** What a channel's checks use of the rest of Steward. */
export interface CheckDeps {
  guildId: string
  policy: FeedbackPolicy
  /** Cards are shown and say so; no reaction is added. */
  isDry: boolean
  store: CheckStore
  db: DatabaseLike
  model: JudgingModel
  budget: Pick<Budget, 'reserve' | 'settle'>
  discord: Pick<ModeratingCalls, 'react' | 'unreact' | 'deleteMessage' | 'readAfter'> &
    Pick<MessageCalls, 'createMessage' | 'editMessage' | 'editOriginal'> &
    Pick<ReadingCalls, 'guild' | 'member'>
  /** Terms the model did not know, and ratings, lead to more. */
  followUps: Pick<FollowUps, 'askAbout' | 'afterRating'>
  /** The id of the channel for cards; null when the community has none. May reject. */
  moderatorsChannel(): Promise<string | null>
  /** Tells the watched place how a check ended. */
  report(placeId: string, end: CheckEnd): Promise<void>
  /** Keys the draw of what is audited. */
  secret: string
  customId: typeof encodeCustomId
  log: Log
  now: () => number
}
