import type { MessageFacts } from '../moderation/message.ts'

/** A message as it is kept of a watched place: what the rules see, and whom it speaks to. */
export interface SeenMessage extends MessageFacts {
  mentionedIds: string[]
  /** Whose message it replies to; null as well when that message is gone. */
  replyToAuthorId: string | null
  /** Discord's own first line of a thread that was started from a message. */
  isThreadStart: boolean
}

/** Somebody has joined the server. */
export interface Join {
  messageId: string
  memberId: string
  createdAt: number
}
