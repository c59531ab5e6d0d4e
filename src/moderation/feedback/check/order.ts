import type { InteractionHandle } from '../../../discord/messages.ts'
import type { Place } from '../../../watch/place.ts'
import type { MessageFacts } from '../../message.ts'
import type { CheckReason } from '../trigger.ts'

/** A check that a watched place hands over: everything it reads, as it was when it became due. */
export interface CheckOrder {
  runId: string
  place: Place
  /** What the place's window holds, oldest first; bots and webhooks are not in it. */
  messages: MessageFacts[]
  /** Only what comes after this message is judged; null: all of it. */
  judgeAfter: string | null
  /** Ids of messages that lately disappeared from the window. */
  goneIds: string[]
  reasons: CheckReason[]
  /** Moderators who asked for it and wait to be told what came of it. */
  answers: InteractionHandle[]
}

/** What a place learns of a check. */
export interface CheckEnd {
  runId: string
  isDone: boolean
  /** The newest message that was judged; null when none was. */
  lastProcessedMessageId: string | null
  /** Messages that did not fit and wait for the next check. */
  later: number
}

/** Where a check that was handed over stands. */
export type CheckProgress = { kind: 'running' } | { kind: 'ended'; end: CheckEnd }
