import type { AnnouncingCalls } from '../discord/announcing.ts'
import type { MessageCalls } from '../discord/messages.ts'
import type { ModeratingCalls } from '../discord/moderating.ts'
import type { Log } from '../http/log.ts'
import type { AnnouncementsPolicy } from './policy.ts'
import type { AnnouncementStore } from './store.ts'

/** Where announcements and the moderators' cards go. */
export interface Places {
  announcements: { id: string; isCrossposted: boolean } | null
  moderators: string | null
}

export interface AnnouncerDeps {
  policy: AnnouncementsPolicy
  store: AnnouncementStore
  discord: AnnouncingCalls &
    Pick<ModeratingCalls, 'readAfter'> &
    Pick<MessageCalls, 'createMessage' | 'editMessage'>
  /** Asks Discord; `unknown` when it does not answer. */
  places(): Promise<Places | 'unknown'>
  /** GitHub's pages, such as https://github.com */
  webUrl: string
  /** Everything is stored, and nothing posted. */
  isDry: boolean
  log: Log
  now: () => number
}
