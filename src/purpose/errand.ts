import type { Place } from '../watch/place.ts'
import type { Join, SeenMessage } from '../watch/seen-message.ts'

export type ErrandKind =
  /** A question that nobody has answered. */
  | 'answer'
  /** Somebody mentions Steward or replies to it. */
  | 'mention'
  /** Thanks, or a greeting to Steward: a reaction and no word. */
  | 'acknowledge'
  /** A reaction to what a member shows. */
  | 'react'
  | 'encourage'
  | 'welcome'

/** Something Steward is going to do because of a message; stored before, marked after. */
export interface Errand {
  /** `kind:message`: the same errand however often it is found. */
  id: string
  kind: ErrandKind
  messageId: string
  /** Who wrote the message, or who joined. */
  memberId: string
  /** Epoch milliseconds. */
  dueAt: number
}

/** What is known of a place when it is decided what to do there. */
export interface View {
  place: Place
  /** The newest messages, oldest first. */
  window: readonly SeenMessage[]
  /** Steward's own user. */
  botId: string
  now: number
}

/** `again`: not now, but at `at`. */
export type ErrandOutcome = { kind: 'done' } | { kind: 'dropped' } | { kind: 'again'; at: number }

/** What watching asks of the channels' purposes. */
export interface Errands {
  /** What is to be done because of these messages of the window, and of who joined. Pure. */
  plan(view: View, messageIds: ReadonlySet<string>, joins: readonly Join[]): Errand[]
  /**
   * Decides again on what is true now, then does it. Called until it resolves with anything but `again`: every act in it
   * is safe to ask for twice. `attempts` are those before this one.
   */
  perform(errand: Errand, view: View, attempts: number): Promise<ErrandOutcome>
}
