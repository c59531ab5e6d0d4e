import { type Announcement, hasNews, isWithdrawn, STEPS, type Step } from './announcement.ts'
import type { AnnouncementsPolicy } from './policy.ts'
import { afterQuietHours } from './quiet-hours.ts'

export interface DueStep {
  step: Step
  /** Not before, in epoch milliseconds. */
  at: number
}

/** The step that comes next, and when; null when nothing is left to do, or only what was given up. */
export function nextStep(
  announcement: Announcement,
  policy: Pick<AnnouncementsPolicy, 'quietHours' | 'timeZone'>,
): DueStep | null {
  if (announcement.isOver) return null
  const wanted = STEPS.flatMap((step): DueStep[] => {
    const from = wantedFrom(step, announcement)
    const tried = announcement.tries[step]
    if (from === null || (tried && tried.problem !== null)) return []
    return [{ step, at: Math.max(from, tried?.dueAt ?? 0) }]
  })
  const next = wanted.toSorted((a, b) => a.at - b.at)[0]
  if (next?.step !== 'post' || announcement.isUrgent || announcement.draft) return next ?? null
  return { ...next, at: afterQuietHours(next.at, policy.quietHours, policy.timeZone) }
}

/** From when a step is to be done; null when it is not, or was. */
function wantedFrom(step: Step, announcement: Announcement): number | null {
  const { posted, draft, done, pinnedUntil, revision, postAt } = announcement
  if (step === 'post') return posted === null && (draft !== null || hasNews(announcement)) ? postAt : null
  if (!posted) return null
  switch (step) {
    case 'edit':
      return posted.shown < revision ? 0 : null
    case 'crosspost':
      return draft?.isCrossposted && !done.crosspost ? 0 : null
    case 'pin':
      return pinnedUntil !== null && !done.pin && !isWithdrawn(announcement) ? 0 : null
    case 'unpin':
      return unpinnedFrom(announcement)
  }
}

/** Also when it may have been pinned: nothing stays pinned for good. */
function unpinnedFrom(announcement: Announcement): number | null {
  const { done, pinnedUntil, tries } = announcement
  const isTouched = done.pin || tries.pin !== undefined
  if (!isTouched || done.unpin || pinnedUntil === null) return null
  if (isWithdrawn(announcement)) return 0
  return done.pin ? pinnedUntil : null
}
