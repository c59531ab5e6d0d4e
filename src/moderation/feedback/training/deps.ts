import type { MessageCalls } from '../../../discord/messages.ts'
import type { Log } from '../../../http/log.ts'
import type { DatabaseLike } from '../../../knowledge/database.ts'
import type { Prior } from '../../../learning/index.ts'
import type { Thresholds } from '../band.ts'
import type { RedTeamCase } from './red-team.ts'
import type { TrainingStore } from './store.ts'

/** What learning from the moderators uses. */
export interface TrainingDeps {
  guildId: string
  db: DatabaseLike
  prior: Prior
  thresholds: Thresholds
  newReviewsBeforeRetrain: number
  /** Unpacked when it is needed. */
  redTeam(): readonly RedTeamCase[]
  discord: Pick<MessageCalls, 'createMessage'>
  /** The moderators' channel, or null when there is none. */
  moderatorsChannel(): Promise<string | null>
  /** Lets other events of the object have their turn. */
  pause(): Promise<unknown>
  store: TrainingStore
  now(): number
  log: Log
}
