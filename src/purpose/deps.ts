import type { Budget } from '../budget/port.ts'
import type { Config } from '../config/schema.ts'
import type { Ask } from '../conversation/ask.ts'
import type { MessageCalls } from '../discord/messages.ts'
import type { ModeratingCalls } from '../discord/moderating.ts'
import type { ReadingCalls } from '../discord/reading.ts'
import type { Log } from '../http/log.ts'

/** What the channels' purposes use of the rest of Steward. */
export interface PurposeDeps {
  config: Pick<Config, 'community' | 'channels' | 'answers' | 'showcase' | 'welcome'>
  /** Everything is decided and logged, nothing is done. */
  dryRun: boolean
  budget: Pick<Budget, 'admit'>
  discord: Pick<MessageCalls, 'createMessage'> &
    Pick<ModeratingCalls, 'react' | 'directChannel'> &
    Pick<ReadingCalls, 'message' | 'messagesAfter'>
  /** Stores the question and starts work on it; the same message twice is one question. */
  ask(question: Ask): Promise<void>
  encouragements: {
    /** Whether this message is the one of its author's that is encouraged today; the first to ask is. */
    claim(claim: { memberId: string; messageId: string; at: number }): Promise<boolean>
  }
  log: Log
}
