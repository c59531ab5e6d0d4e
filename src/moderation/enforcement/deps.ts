import type { MessageCalls } from '../../discord/messages.ts'
import type { ModeratingCalls } from '../../discord/moderating.ts'
import type { Log } from '../../http/log.ts'
import type { DatabaseLike } from '../../knowledge/database.ts'
import type { AuditTrail } from '../audit/trail.ts'
import type { FetchedFile } from './files.ts'
import type { EnforcementStore } from './incident.ts'
import type { EnforcementPolicy } from './policy.ts'

/** What enforcement uses of the rest of Steward. */
export interface EnforcementDeps {
  guildId: string
  policy: EnforcementPolicy
  store: EnforcementStore
  db: DatabaseLike
  discord: ModeratingCalls & Pick<MessageCalls, 'createMessage' | 'editMessage'>
  audit: AuditTrail
  /** Reads a file that came with a message. */
  fetchFile: (url: string) => Promise<FetchedFile>
  /** The ids of the channels for cards and for jobs; null for those the community does not have. May reject. */
  places: () => Promise<{ moderators: string | null; jobs: string | null }>
  log: Log
  now: () => number
}
