import type { Budget } from '../../budget/port.ts'
import type { Purpose } from '../../config/schema.ts'
import type { ReadingCalls } from '../../discord/reading.ts'
import type { Log } from '../../http/log.ts'
import type { Decision } from '../decision.ts'
import type { EnforcementDeps } from '../enforcement/deps.ts'
import type { MessageFacts } from '../message.ts'
import type { ModerationPolicy } from '../policy.ts'
import type { JudgingModel } from './asking.ts'

/** What a sweep uses of the rest of Steward. */
export interface SweepDeps {
  guildId: string
  policy: ModerationPolicy
  discord: Pick<ReadingCalls, 'messagesAfter' | 'latestMessages'>
  purposeOf: (message: Pick<MessageFacts, 'channelId' | 'parentId' | 'channelName'>) => Purpose | null
  /** Null: no model is configured, and words alone call a moderator at most. */
  model: JudgingModel | null
  budget: Pick<Budget, 'reserve' | 'settle' | 'report'>
  places: EnforcementDeps['places']
  /** Resolves when the decision is stored there. The same one again changes nothing. */
  enforce: (decision: Decision, messages: MessageFacts[]) => Promise<void>
  log: Log
  now: () => number
}
