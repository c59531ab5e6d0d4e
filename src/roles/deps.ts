import type { MessageCalls } from '../discord/messages.ts'
import type { ModeratingCalls } from '../discord/moderating.ts'
import type { ReadingCalls } from '../discord/reading.ts'
import type { RoleCalls } from '../discord/roles.ts'
import type { Log } from '../http/log.ts'
import type { DatabaseLike } from '../knowledge/database.ts'
import type { AuditTrail } from '../moderation/audit/trail.ts'
import type { Contributions } from './contributions.ts'
import type { RolesPolicy } from './policy.ts'
import type { RoleStore } from './store.ts'

/** What keeping roles uses. */
export interface KeeperDeps {
  guildId: string
  /** Steward's own user. */
  botId: string
  policy: RolesPolicy
  /** Roles are decided, and none is given or taken. */
  dryRun: boolean
  db: DatabaseLike
  store: RoleStore
  contributions: Contributions
  discord: Pick<ReadingCalls, 'guild' | 'member'> &
    RoleCalls &
    Pick<MessageCalls, 'createMessage' | 'editOriginal'> &
    Pick<ModeratingCalls, 'directChannel'>
  audit: Pick<AuditTrail, 'record'>
  /** The moderators' channel; null: there is none. */
  moderatorsChannel(): Promise<string | null>
  log: Log
  now: () => number
}
