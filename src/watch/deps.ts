import type { Config } from '../config/schema.ts'
import type { ReadingCalls } from '../discord/reading.ts'
import type { DiscordResult } from '../discord/result.ts'
import type { Log } from '../http/log.ts'
import type { Errands } from '../purpose/errand.ts'
import type { WatchOrder, WatchReport } from './channel-state.ts'
import type { FeedbackChecks } from './feedback.ts'
import type { WatchPolicy } from './policy.ts'
import type { Batch, Moderator } from './port.ts'

/** What watching a place uses. */
export interface ChannelDeps {
  guildId: string
  /** Steward's own user. */
  botId: string
  discord: Pick<ReadingCalls, 'messagesAfter' | 'member'>
  moderator: Moderator
  /** Null while feedback is not checked. */
  feedback: FeedbackChecks | null
  /** What the places' purposes call for. */
  errands: Errands
  policy: Pick<WatchPolicy, 'historyMessages' | 'catchUpHours'>
  now: () => number
  log: Log
}

/** What a pulse uses. */
export interface PulseDeps {
  config: Config
  botId: string
  /** Names or ids of roles whose members are not judged, besides moderators'. */
  exemptRoles: readonly string[]
  discord: Pick<ReadingCalls, 'channels' | 'activeThreads' | 'guild' | 'member'>
  watch(placeId: string): WatchCalls
  /** Tells the moderators something; the same nonce within minutes is one message. */
  tell(channelId: string, text: string, nonce: string): Promise<DiscordResult<unknown>>
  policy: WatchPolicy
  now: () => number
  log: Log
}

/** The calls between the pulse and a watched place. */
export interface WatchCalls {
  /** Reads what is new and judges it. Whatever is left, the place's own alarm does. */
  wake(order: WatchOrder): Promise<WatchReport>
  /** Judges a member's messages in several channels as one; what comes of it is stored and enforced here. False: not now. */
  judgeAcross(batch: Pick<Batch, 'fresh' | 'recent'>): Promise<boolean>
  /** Sets the alarm again if it was lost. */
  look(): Promise<Pick<WatchReport, 'alarmAt'>>
}
