import { DAY_MS } from '../budget/day.ts'
import { type AfterStep, afterFailedStep } from './after-step.ts'
import { type Announcement, announcementOf, type Step, type Trouble, type Try } from './announcement.ts'
import type { AnnouncerDeps } from './deps.ts'
import type { News } from './news.ts'
import { draftOf, type Performed, performStep } from './perform.ts'
import { titleOf } from './posts/post.ts'
import { nextStep } from './steps.ts'
import { ANNOUNCEMENT_DAYS } from './store.ts'
import { saveAnnouncement, takeNews } from './taking.ts'

/** The Free plan allows 50 requests an invocation, and a step takes up to nine with its attempts. */
const STEPS_A_RUN = 5

export type Retried = { kind: 'retrying' } | { kind: 'already'; by: string } | { kind: 'unknown' }

/**
 * Announces what happened, each once. A step is stored as begun before it is tried and marked after, so that a restart at any
 * point goes on where it was. One announcer an object: runs do not overlap, but news arrives while a step is under way.
 */
export function announcer(deps: AnnouncerDeps) {
  const { store, policy, now, log } = deps

  const take = (news: News): void => takeNews(news, { store, policy, now: now() })

  /** Does what is due. Never rejects but for bugs and a failing storage. */
  async function work(): Promise<void> {
    for (let left = STEPS_A_RUN; left > 0; left--) {
      const [announcement] = store.due(now(), 1)
      const due = announcement && nextStep(announcement, policy)
      if (!announcement) break
      // A change of the configuration may have moved it.
      if (!due || due.at > now()) save(announcement)
      else if (deps.isDry) leaveDry(announcement)
      else await attempt(announcement, due.step)
    }
    store.forget(now() - ANNOUNCEMENT_DAYS * DAY_MS)
  }

  async function attempt(stored: Announcement, step: Step): Promise<void> {
    const before = stored.tries[step]
    const begun: Try = {
      attempts: (before?.attempts ?? 0) + 1,
      startedAt: before?.startedAt ?? now(),
      dueAt: now(),
      problem: null,
    }
    const draft = stored.draft ?? (await guarded(stored, step, () => draftOf(stored, deps)))
    // Others may have joined while the channels were read: then the draft is made anew.
    const current = store.announcement(stored.id)
    if (!current || ('revision' in draft && !stored.draft && draft.revision !== current.revision)) return
    if ('kind' in draft) return settle(current.id, step, begun, draft)
    const ready = { ...current, draft, tries: { ...current.tries, [step]: begun } }
    save(ready)
    settle(ready.id, step, begun, await guarded(ready, step, () => performStep(step, ready, deps)))
  }

  /** One announcement that cannot be rendered, by a mistake of ours, does not keep the others from being posted. */
  async function guarded<T>(
    { kind }: Announcement,
    step: Step,
    act: () => Promise<T>,
  ): Promise<T | Extract<Performed, { kind: 'failed' }>> {
    try {
      return await act()
    } catch (error) {
      const detail = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown'
      log('announcement_error', { kind, step, detail })
      return { kind: 'failed', failure: { kind: 'unknown', detail } }
    }
  }

  /** Marks what a step came to, on the announcement as it is by now. */
  function settle(id: string, step: Step, tried: Try, performed: Performed): void {
    const current = store.announcement(id)
    if (!current) return
    const after = afterStep(current, step, tried, performed)
    if (after.kind === 'done') finish({ ...current, ...after.change }, step)
    else if (after.kind === 'later') save(withTry(current, step, { ...tried, dueAt: after.dueAt }))
    else if (after.kind === 'over') {
      log('announcement_over', { kind: current.kind, step })
      save({ ...current, isOver: true })
    } else {
      const { problem } = after
      log('announcement_given_up', { kind: current.kind, step, problem })
      tellOutcome(id, step, 'failed')
      // What was refused is made anew, for another channel perhaps; what may have been posted stays as it is.
      const draft = step === 'post' && !isUnknown(performed) ? null : current.draft
      save({ ...withTry(current, step, { ...tried, problem }), draft })
      tellModerators(current, step, problem)
    }
  }

  function afterStep(
    { kind, done }: Announcement,
    step: Step,
    { attempts }: Try,
    performed: Performed,
  ): Exclude<AfterStep, { kind: 'done' }> | { kind: 'done'; change: Partial<Announcement> } {
    if (performed.kind === 'done') return performed
    if (performed.kind === 'nowhere')
      return kind === 'trouble'
        ? { kind: 'over' }
        : { kind: 'given_up', problem: 'No channel that takes posts has the purpose announcements.' }
    const after = afterFailedStep(step, attempts, performed.failure, now(), kind === 'trouble')
    return after.kind === 'done' ? { kind: 'done', change: { done: { ...done, [step]: true } } } : after
  }

  function finish(current: Announcement, step: Step): void {
    const { [step]: _, ...tries } = current.tries
    save({ ...current, tries })
    log('announcement_step', { kind: current.kind, step })
    tellOutcome(current.id, step, 'done')
  }

  function tellModerators(announcement: Announcement, step: Step, problem: string): void {
    const number = store.lastNumber('trouble') + 1
    const trouble: Trouble = {
      kind: 'trouble',
      number,
      announcementId: announcement.id,
      step,
      ...titleOf(announcement),
      problem,
      retriedBy: null,
      outcome: null,
    }
    save(
      announcementOf({
        id: troubleId(number),
        kind: 'trouble',
        group: `${announcement.id}/${step}`,
        subjects: [trouble],
        takenAt: now(),
        postAt: now(),
        isUrgent: true,
      }),
    )
  }

  /** A card on which trying again was asked for says what came of it. */
  function tellOutcome(id: string, step: Step, outcome: 'done' | 'failed'): void {
    for (const card of store.inGroup('trouble', `${id}/${step}`, 0)) {
      const [trouble] = card.subjects
      if (trouble?.kind !== 'trouble' || trouble.outcome !== null || trouble.retriedBy === null) continue
      save({ ...card, subjects: [{ ...trouble, outcome }], revision: card.revision + 1 })
    }
  }

  /** A moderator's Retry; the first one counts. The caller says what the member may. */
  function retry(number: number, by: string): Retried {
    const card = store.announcement(troubleId(number))
    const [trouble] = card?.subjects ?? []
    if (!card || trouble?.kind !== 'trouble') return { kind: 'unknown' }
    if (trouble.retriedBy) return { kind: 'already', by: trouble.retriedBy }
    const stuck = store.announcement(trouble.announcementId)
    const tried = stuck?.tries[trouble.step]
    const isStuck = tried !== undefined && tried.problem !== null
    if (stuck && isStuck) {
      // When it was first tried stays: it may have happened then.
      const again: Try = { ...tried, attempts: 0, problem: null, dueAt: now() }
      save({ ...stuck, tries: { ...stuck.tries, [trouble.step]: again } })
    }
    const subject: Trouble = { ...trouble, retriedBy: by, outcome: isStuck ? null : 'done' }
    save({ ...card, subjects: [subject], revision: card.revision + 1 })
    return { kind: 'retrying' }
  }

  function leaveDry(announcement: Announcement): void {
    log('announcement_dry', { kind: announcement.kind, id: announcement.id })
    save({ ...announcement, isOver: true })
  }

  const save = (announcement: Announcement): void => saveAnnouncement(announcement, { store, policy })

  /** When something is due, in epoch milliseconds; null when nothing is left to do. */
  const nextAt = (): number | null => store.nextDue()

  return { take, work, retry, nextAt }
}

export type Announcer = ReturnType<typeof announcer>

const troubleId = (number: number): string => `trouble/${number}`

function isUnknown(performed: Performed): boolean {
  return performed.kind === 'failed' && performed.failure.kind === 'unknown'
}

function withTry(announcement: Announcement, step: Step, tried: Try): Announcement {
  return { ...announcement, tries: { ...announcement.tries, [step]: tried } }
}
