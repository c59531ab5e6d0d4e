import type { Decision } from '../moderation/decision.ts'
import type { MessageFacts } from '../moderation/message.ts'

/** What is judged at once: of one channel, or of one member across channels. */
export interface Batch {
  /** Messages nobody has judged yet, oldest first. */
  fresh: MessageFacts[]
  /** Judged before; their text or links have changed since. As they are now. */
  edited: MessageFacts[]
  /**
   * Other messages that are known, oldest first; none of `fresh` or `edited` is among them. Some may have been deleted in
   * the last minutes: a flood whose beginning is gone is still the same flood.
   */
  recent: MessageFacts[]
  now: number
  /** What is judged is older than ten minutes: nobody is timed out for it. */
  readAfterOutage: boolean
}

/** What watching asks of moderation. */
export interface Moderator {
  /**
   * Has no effect on Discord. The same messages may be judged again, after a crash or with more of an incident known: an
   * incident has one id whenever it is seen. Rejects when it cannot judge now; it is then asked again.
   */
  judge(batch: Batch): Promise<Decision[]>
  /**
   * Called with decisions that are stored, until it resolves: every act in it must be safe to ask for twice. `messages` are
   * those the decisions are about, as they were judged: they may be gone by now. An incident that has grown comes again,
   * under its id, with all of its messages.
   */
  enforce(decisions: Decision[], messages: MessageFacts[]): Promise<void>
}
