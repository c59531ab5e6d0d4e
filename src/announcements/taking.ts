import { DAY_MS, MINUTE_MS } from '../budget/day.ts'
import { type Announcement, announcementOf, type Subject } from './announcement.ts'
import { type DriftReport, driftChange } from './drift.ts'
import type { Advisory, News } from './news.ts'
import { type AnnouncementsPolicy, policyOfRepository } from './policy.ts'
import { nextTimeOfDay } from './quiet-hours.ts'
import { nextStep } from './steps.ts'
import type { AnnouncementStore } from './store.ts'

/** A post of more could not name them all. */
const MAX_SUBJECTS = 25
/** How far back a waiting post is looked for: quiet hours are shorter than a day. */
const LOOK_BACK_MS = 2 * DAY_MS

type Of<K extends News['kind']> = Extract<News, { kind: K }>
type Parts = { store: AnnouncementStore; policy: AnnouncementsPolicy; now: number }

/** Stores what follows from news. The same news again changes nothing. */
export function takeNews(news: News, parts: Parts): void {
  if (news.kind === 'release') takeRelease(news, parts)
  else if (news.kind === 'advisory') takeAdvisory(news, parts)
  else for (const report of news.reports) takeDrift(report, parts)
}

export function saveAnnouncement(
  announcement: Announcement,
  { store, policy }: Pick<Parts, 'store' | 'policy'>,
  subjects: readonly string[] = [],
): void {
  store.save(announcement, nextStep(announcement, policy)?.at ?? null, subjects)
}

function takeRelease({ change, repository, release }: Of<'release'>, parts: Parts): void {
  const { store, policy, now } = parts
  const key = `release/${release.id}`
  const gone = change === 'removed' || change === 'deleted' ? change : null
  const subject: Subject = { kind: 'release', repository, release, gone }
  const known = store.about(key)
  if (known) {
    const before = known.subjects.find((each) => each.kind === 'release' && each.release.id === release.id)
    // What was deleted never comes back; what arrives late says less.
    if (before?.kind === 'release' && before.gone !== 'deleted') replaceSubject(known, before, subject, parts)
    return
  }
  if (change === 'edited' || change === 'removed') return
  const wanted = policyOfRepository(policy, repository)
  if (!wanted?.events.includes(release.isPrerelease ? 'prereleases' : 'releases')) return
  const waiting = store
    .inGroup('release', repository.fullName, now - LOOK_BACK_MS)
    .find(
      ({ posted, draft, isOver, subjects, tries }) =>
        !posted && !draft && !isOver && !tries.post?.problem && subjects.length < MAX_SUBJECTS,
    )
  if (waiting && gone === null) {
    const { subjects, revision } = waiting
    saveAnnouncement({ ...waiting, subjects: [...subjects, subject], revision: revision + 1 }, parts, [key])
    return
  }
  const made = announcementOf({
    id: key,
    kind: 'release',
    // What was deleted before it was known waits for nothing: it is remembered, so that it is not posted.
    group: gone ? '' : repository.fullName,
    subjects: [subject],
    takenAt: now,
    postAt: now + policy.batchMinutes * MINUTE_MS,
  })
  saveAnnouncement(made, parts, [key])
}

function takeAdvisory({ change, repository, advisory }: Of<'advisory'>, parts: Parts): void {
  const { store, policy, now } = parts
  const key = `advisory/${advisory.ghsaId}`
  const known = store.about(key)
  const [before] = known?.subjects ?? []
  if (known && before?.kind === 'advisory') {
    if ((advisory.updatedAt ?? now) < (before.advisory.updatedAt ?? 0)) return
    // GitHub's database knows no page of the repository's own.
    const url = advisory.url ?? before.advisory.url
    const merged: Subject = {
      kind: 'advisory',
      repository: repository ?? before.repository,
      advisory: { ...advisory, url },
    }
    replaceSubject(known, before, merged, parts)
    return
  }
  if (change !== 'published' || advisory.withdrawnAt !== null || !isWanted(repository, advisory, policy))
    return
  const made = announcementOf({
    id: key,
    kind: 'advisory',
    group: '',
    subjects: [{ kind: 'advisory', repository, advisory }],
    takenAt: now,
    postAt: now,
    isUrgent: policy.quietHours?.advisoriesPass ?? true,
  })
  saveAnnouncement(made, parts, [key])
}

function isWanted(
  repository: Of<'advisory'>['repository'],
  { vulnerabilities }: Advisory,
  policy: AnnouncementsPolicy,
): boolean {
  if (repository) return policyOfRepository(policy, repository)?.events.includes('advisories') ?? false
  const listed = policy.packages.map((name) => name.toLowerCase())
  return vulnerabilities.some(({ ecosystem, name }) => listed.includes(`${ecosystem}:${name}`.toLowerCase()))
}

function takeDrift(report: DriftReport, parts: Parts): void {
  const { store, policy } = parts
  const { series, observedAt } = report
  const state = store.series(series)
  const change = driftChange(state, report, policy.drift)
  if (state && observedAt <= state.observedAt) return
  if (change === 'begins') {
    const announcementId = warnOf(report, parts)
    store.saveSeries(series, { isDrifting: true, observedAt, announcementId })
    return
  }
  const warned =
    change === 'recovers' && state?.announcementId ? store.announcement(state.announcementId) : null
  const before = warned?.subjects.find(
    (each) => each.kind === 'drift' && each.series === series && each.recoveredAt === null,
  )
  if (warned && before?.kind === 'drift')
    replaceSubject(warned, before, { ...before, recoveredAt: observedAt }, parts)
  const isDrifting = change === 'goes_on'
  store.saveSeries(series, {
    isDrifting,
    observedAt,
    announcementId: isDrifting ? (state?.announcementId ?? null) : null,
  })
}

/** A warning of its own, or its place in the digest when there were many in the last 24 hours; gives the post's id. */
function warnOf({ series, zscore, observedAt }: DriftReport, parts: Parts): string {
  const { store, policy, now } = parts
  const subject: Subject = { kind: 'drift', series, zscore, observedAt, recoveredAt: null }
  if (store.countSince('drift', now - DAY_MS + 1) < policy.drift.warningsADay) {
    const id = `drift/${series}/${observedAt}`
    const made = announcementOf({
      id,
      kind: 'drift',
      group: series,
      subjects: [subject],
      takenAt: now,
      postAt: now,
    })
    saveAnnouncement(made, parts)
    return id
  }
  const postAt = nextTimeOfDay(now, policy.drift.digestAt, policy.timeZone)
  const open = store
    .inGroup('digest', '', now - LOOK_BACK_MS)
    .find(({ posted, draft, isOver, subjects }) => !posted && !draft && !isOver && subjects.length < 200)
  const digest =
    open ??
    announcementOf({
      id: `digest/${postAt}/${now}`,
      kind: 'digest',
      group: '',
      subjects: [],
      takenAt: now,
      postAt,
    })
  saveAnnouncement(
    { ...digest, subjects: [...digest.subjects, subject], revision: digest.revision + 1 },
    parts,
  )
  return digest.id
}

/** A change that shows in the post is a new revision of it; an edit that was given up is tried again with it. */
function replaceSubject(announcement: Announcement, before: Subject, after: Subject, parts: Parts): void {
  if (JSON.stringify(before) === JSON.stringify(after)) return
  const { edit: _, ...tries } = announcement.tries
  saveAnnouncement(
    {
      ...announcement,
      subjects: announcement.subjects.map((each) => (each === before ? after : each)),
      revision: announcement.revision + 1,
      tries,
    },
    parts,
  )
}
