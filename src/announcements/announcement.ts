import type { MessageParts } from '../discord/messages.ts'
import type { Advisory, Release, Repository } from './news.ts'

/** What a post is about; a post of releases or of drift can be about several. */
export type Subject =
  | { kind: 'release'; repository: Repository; release: Release; gone: 'removed' | 'deleted' | null }
  | { kind: 'advisory'; repository: Repository | null; advisory: Advisory }
  | { kind: 'drift'; series: string; zscore: number; observedAt: number; recoveredAt: number | null }
  | Trouble

/** For the moderators: a step that could not be done. */
export interface Trouble {
  kind: 'trouble'
  number: number
  announcementId: string
  step: Step
  /** What was to be announced, and where it can be read. */
  title: string
  url: string | null
  problem: string
  retriedBy: string | null
  /** What came of trying again; null while that is not known. */
  outcome: 'done' | 'failed' | null
}

export const STEPS = ['post', 'edit', 'crosspost', 'pin', 'unpin'] as const
export type Step = (typeof STEPS)[number]

/** A step that was begun and is not done. */
export interface Try {
  attempts: number
  /** When it was first tried; with restarts in between it may have happened since. */
  startedAt: number
  /** Not before this time. */
  dueAt: number
  /** Why it was given up, until a moderator asks for it again; null while it is tried. */
  problem: string | null
}

/** A message as it is posted, however often that is tried. */
export interface Draft {
  channelId: string
  parts: MessageParts
  mentionRoles: string[]
  /** Whether followers of the channel get it too. */
  isCrossposted: boolean
  /** The revision of the announcement that it shows. */
  revision: number
}

/**
 * What is to be said and what was done about it. Its subjects say what the post must show; which steps that takes follows
 * from what was done. Times in epoch milliseconds.
 */
export interface Announcement {
  id: string
  kind: Subject['kind'] | 'digest'
  /** Announcements with the same group may become one post while they wait: a repository, a day. */
  group: string
  subjects: Subject[]
  /** Grows with every change of the subjects. */
  revision: number
  takenAt: number
  postAt: number
  /** Whether it passes quiet hours. */
  isUrgent: boolean
  /** Set when posting begins: from then on no subject joins. */
  draft: Draft | null
  /** `shown`: the revision that can be read there. */
  posted: { id: string; channelId: string; at: number; shown: number } | null
  done: { crosspost: boolean; pin: boolean; unpin: boolean }
  /** When it is unpinned; null: it is not pinned. */
  pinnedUntil: number | null
  tries: Partial<Record<Step, Try>>
  /** Nothing is left to be done: the message was deleted, or it is a dry run. */
  isOver: boolean
}

export function announcementOf(
  given: Pick<Announcement, 'id' | 'kind' | 'group' | 'subjects' | 'takenAt' | 'postAt'> &
    Partial<Announcement>,
): Announcement {
  return {
    revision: 1,
    isUrgent: false,
    draft: null,
    posted: null,
    done: { crosspost: false, pin: false, unpin: false },
    pinnedUntil: null,
    tries: {},
    isOver: false,
    ...given,
  }
}

/** Whether there is anything to be said: not of what was taken back before it was posted. */
export function hasNews({ subjects }: Announcement): boolean {
  return subjects.some((subject) => {
    if (subject.kind === 'release') return subject.gone === null
    if (subject.kind === 'advisory') return subject.advisory.withdrawnAt === null
    return true
  })
}

export function isWithdrawn({ subjects }: Announcement): boolean {
  return subjects.every((subject) => subject.kind === 'advisory' && subject.advisory.withdrawnAt !== null)
}
