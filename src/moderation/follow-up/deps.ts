import type { Budget } from '../../budget/port.ts'
import type { MessageCalls } from '../../discord/messages.ts'
import type { ReadingCalls } from '../../discord/reading.ts'
import type { Log } from '../../http/log.ts'
import type { DatabaseLike } from '../../knowledge/database.ts'
import type { FeedbackPolicy } from '../feedback/policy.ts'
import type { JudgingModel } from '../sweep/asking.ts'

/** What following up uses of the rest of Steward. */
export interface FollowUpDeps {
  guildId: string
  /** Steward's own user. */
  botId: string
  policy: Pick<FeedbackPolicy, 'attributeHalfLifeDays'>
  db: DatabaseLike
  discord: Pick<ReadingCalls, 'messagesAfter' | 'guild' | 'member'> &
    Pick<MessageCalls, 'createMessage' | 'editMessage' | 'followUp'>
  /** The channel for moderators; rejects when Discord's list of channels cannot be read. */
  places: () => Promise<{ moderators: string | null }>
  /** Null: no model is configured. Answers are then joined as they are, and nothing is estimated. */
  model: JudgingModel | null
  budget: Pick<Budget, 'reserve' | 'settle'>
  log: Log
  now: () => number
}

/** What one attempt came to. */
export type FollowedUp =
  | { kind: 'done' }
  /** Nothing went wrong, and it is to be looked at again. */
  | { kind: 'again'; at: number }
  /** `waitMs` is what Discord demands, where it does; `detail` is for the log. */
  | { kind: 'failed'; detail: string; waitMs?: number }

export const DONE: FollowedUp = { kind: 'done' }
