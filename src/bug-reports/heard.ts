import type { BugReportDeps } from './deps.ts'
import { addNotice } from './notices.ts'
import { WATCHED_MS } from './policy.ts'
import type { KnownIssue, Report } from './report.ts'
import { settle } from './sending.ts'
import { closedNotice, releasedNotice, reopenedNotice } from './showing.ts'

/** What GitHub's webhooks say that matters to reports. `repository` is `owner/name`. */
export type HeardEvent = { repository: string } & (
  | { kind: 'opened'; issue: KnownIssue; marker: string }
  | { kind: 'closed' | 'reopened'; issue: KnownIssue; reason: string | null }
  | { kind: 'merged'; pull: number; fixes: number[] }
  | { kind: 'released'; tag: string; url: string; mentions: number[] }
)

type HearingDeps = Pick<BugReportDeps, 'store' | 'now'>

/** Stores what the threads are to be told. The same delivery again changes nothing. */
export function hear(event: HeardEvent, deliveryId: string, deps: HearingDeps): void {
  const { store } = deps
  const { repository } = event
  switch (event.kind) {
    case 'opened': {
      const report = store.byMarker(event.marker)
      if (report && isAwaited(report, repository)) settle(watched(report, deps), event.issue, deps)
      return
    }
    case 'closed':
    case 'reopened': {
      const text =
        event.kind === 'closed' ? closedNotice(event.issue, event.reason) : reopenedNotice(event.issue)
      for (const report of store.about(repository, event.issue.number))
        tell(watched(report, deps), `${event.kind}/${deliveryId}`, text, deps)
      return
    }
    case 'merged':
      for (const report of event.fixes.flatMap((number) => store.about(repository, number)))
        store.save({ ...report, fixedBy: [...new Set([...report.fixedBy, event.pull])] })
      return
    case 'released':
      for (const report of store.inRepository(repository)) {
        const { issue, fixedBy } = report
        if (!issue || ![issue.number, ...fixedBy].some((number) => event.mentions.includes(number))) continue
        tell(report, `released/${event.tag}`, releasedNotice(issue, event), deps)
      }
  }
}

/** Several reports of one place about one issue: the place is told once. */
function tell(report: Report, what: string, content: string, deps: HearingDeps): void {
  const { place, repository, issue } = report
  addNotice(report, `${place.channelId}/${repository}#${issue?.number}/${what}`, content, deps, {
    isReply: false,
  })
}

/** Only a report that waits for its issue can be given one: an issue's author may write anything into it. */
function isAwaited({ phase, joining, repository }: Report, where: string): boolean {
  const isWaiting = phase === 'sending' || phase === 'handed_over'
  return isWaiting && joining === null && repository?.toLowerCase() === where.toLowerCase()
}

function watched(report: Report, { now, store }: HearingDeps): Report {
  const next = { ...report, dueAt: now() + WATCHED_MS }
  if (report.phase === 'sent') store.save(next)
  return next
}
