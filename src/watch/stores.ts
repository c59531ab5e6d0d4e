import type { InteractionHandle } from '../discord/messages.ts'
import type { Decision } from '../moderation/decision.ts'
import type { MessageFacts } from '../moderation/message.ts'
import type { Errand } from '../purpose/errand.ts'
import type { Recent } from './across.ts'
import type { WatchState } from './channel-state.ts'
import type { PulseState } from './pulse-state.ts'

/** A decision that is stored and not enforced yet. */
export interface Pending {
  decision: Decision
  /** Those it is about, as they were judged. */
  messages: MessageFacts[]
  attempts: number
  retryAt: number
  decidedAt: number
}

/** An errand that is stored and not done yet. */
export interface PendingErrand {
  errand: Errand
  attempts: number
  dueAt: number
}

export interface ChannelStore {
  load(): WatchState | null
  /**
   * In one transaction. Nothing is written when only `lastReadAt` changed, which lives in memory alone: after a restart
   * the place is read once more, which does no harm. A decision that is known counts again only when it is about more messages than before. */
  save(
    state: WatchState | null,
    decisions: readonly Decision[],
    now: number,
    more?: { judged?: readonly MessageFacts[]; errands?: readonly Errand[] },
  ): void
  pending(): Pending[]
  enforced(id: string): void
  postpone(id: string, retryAt: number): void
  /** Errands that are not done, soonest first. An errand that was stored once is never stored again. */
  errands(): PendingErrand[]
  errandDone(id: string): void
  postponeErrand(id: string, dueAt: number): void
  /** How many were stored since this was last asked; after a restart from nothing. */
  takeFound(): number
  /** Ids of the decisions, enforced or not, that a message is part of. */
  decisionsAbout(messageId: string): string[]
  /** Forgets done errands, and enforced decisions, that nothing in the window can lead to again. */
  prune(now: number): void
  /** When that is next due; null when there are none. */
  pruneAt(): number | null
  /** Forgets what was read, and errands; decisions that are not enforced stay. */
  forget(): void
  /** A moderator who asked for a check, and is to be told what came of it. */
  askForCheck(answer: InteractionHandle, now: number): void
  /** Those who still can be told. */
  askedForChecks(now: number): InteractionHandle[]
  forgetAskedForChecks(answers: readonly InteractionHandle[]): void
  clearAlarm(): Promise<void>
  alarmAt(): Promise<number | null>
  setAlarm(at: number): Promise<void>
}

export interface PulseStore {
  load(): PulseState | null
  loadRecent(): Recent
  /** In one transaction; a part that has not changed is no row. */
  save(state: PulseState, recent: Recent): void
  clear(): Promise<void>
  alarmAt(): Promise<number | null>
  setAlarm(at: number): Promise<void>
}
