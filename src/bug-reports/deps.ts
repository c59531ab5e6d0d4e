import type { MessageCalls } from '../discord/messages.ts'
import type { ModeratingCalls } from '../discord/moderating.ts'
import type { ReadingCalls } from '../discord/reading.ts'
import type { Log } from '../http/log.ts'
import type { NamedMember } from '../privacy/pseudonyms.ts'
import type { IssueCalls } from './issue-calls.ts'
import type { BugReportPolicy } from './policy.ts'
import type { BugReportStore } from './store.ts'

/** What reporting bugs uses. */
export interface BugReportDeps {
  guildId: string
  policy: BugReportPolicy
  community: { docsUrl: string; linkHosts: string[] }
  /** GitHub's pages, such as https://github.com. */
  webUrl: string
  github: IssueCalls
  discord: Pick<MessageCalls, 'createMessage' | 'editOriginal'> &
    Pick<ModeratingCalls, 'readAfter'> &
    Pick<ReadingCalls, 'channel' | 'guild' | 'member' | 'message' | 'messagesAfter'>
  /** Those present, and whose names could stand in the texts. */
  namedMembers(present: readonly string[], prefixes: ReadonlySet<string>): Promise<NamedMember[]>
  store: BugReportStore
  randomId: () => string
  now: () => number
  log: Log
}
