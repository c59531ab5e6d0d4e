import { DAY_MS, MINUTE_MS } from '../budget/day.ts'
import type { GithubFailure } from '../github/result.ts'
import { prefixesIn } from '../privacy/aliases.ts'
import { createPseudonyms } from '../privacy/pseudonyms.ts'
import { toSending } from './calls.ts'
import type { BugReportDeps } from './deps.ts'
import { duplicateQueries, type FoundIssue, likelyDuplicates } from './duplicates.ts'
import { postNotices } from './notices.ts'
import type { Report } from './report.ts'
import { send } from './sending.ts'
import { view, viewKey } from './showing.ts'

/** Of one alarm: with the requests each makes, below the Free plan's 50. */
const REPORTS_A_RUN = 2
const ERROR_RETRY_MS = MINUTE_MS
/** A member who is not there any more to decide has a day. */
const CHOOSING_MS = DAY_MS
/** GitHub's limit of searches counts by the minute. */
const MAX_SEARCH_WAIT_MS = 65_000
const MAX_SEARCHES = 3
const SEARCH_RETRY_MS = 3_000
/** A reply can be edited for 15 minutes. */
const TOKEN_MS = 14 * MINUTE_MS
const SHOW_RETRY_MS = 5_000

/** Does what is due; what goes wrong in one report holds up no other. Never rejects. */
export async function work(deps: BugReportDeps): Promise<void> {
  const { store, now, log } = deps
  for (let count = 0; count < REPORTS_A_RUN; count++) {
    const [report] = store.due(now())
    if (!report) break
    try {
      if (report.dueAt <= now()) await advance(report, deps)
      await show(report.id, deps)
    } catch (error) {
      log('bug_report_error', { detail: error instanceof Error ? error.name : 'unknown' })
      const latest = store.report(report.id)
      if (latest)
        store.save({ ...latest, showAt: null, dueAt: Math.max(latest.dueAt, now() + ERROR_RETRY_MS) })
    }
  }
  await postNotices(deps)
}

async function advance(report: Report, deps: BugReportDeps): Promise<void> {
  switch (report.phase) {
    case 'searching':
      return search(report, deps)
    case 'sending':
      return send(report, deps)
    default:
      // Its time is over: a form nobody sent, a choice nobody made, an issue of long ago.
      return deps.store.forget(report.id)
  }
}

async function search(report: Report, deps: BugReportDeps): Promise<void> {
  const { github, store, now } = deps
  const { answers, repository } = report
  if (!answers || !repository) return store.forget(report.id)
  const title = await searchableTitle(answers.title, deps)
  let found: FoundIssue[] = []
  for (const query of duplicateQueries(repository, title)) {
    const result = await github.search(repository, query)
    if (!result.ok) return afterFailedSearch(report, result.failure, deps)
    found = likelyDuplicates(title, result.value)
    if (found.length > 0) break
  }
  store.save(
    found.length > 0
      ? { ...report, phase: 'choosing', duplicates: found, isSearched: true, dueAt: now() + CHOOSING_MS }
      : toSending({ ...report, isSearched: true }, now()),
  )
}

/** A short wait is worth it; otherwise the report goes without having been compared. */
function afterFailedSearch(report: Report, failure: GithubFailure, { store, now }: BugReportDeps): void {
  const attempts = report.attempts + 1
  const wait =
    failure.kind === 'rate_limited'
      ? failure.retryAfterMs
      : failure.kind === 'unknown'
        ? SEARCH_RETRY_MS
        : Number.POSITIVE_INFINITY
  store.save(
    attempts < MAX_SEARCHES && wait <= MAX_SEARCH_WAIT_MS
      ? { ...report, attempts, dueAt: now() + wait }
      : toSending({ ...report, isSearched: false }, now()),
  )
}

/** Names are not told to GitHub in a search either. */
async function searchableTitle(title: string, { namedMembers }: BugReportDeps): Promise<string> {
  const members = await namedMembers([], prefixesIn(title))
  return createPseudonyms(members)
    .hide(title)
    .replace(/USER_\d+|\[[a-z-]+\]/g, ' ')
}

/** Brings what the member sees up to date, as long as it can be edited. */
async function show(id: string, { store, discord, now }: BugReportDeps): Promise<void> {
  const report = store.report(id)
  if (!report) return
  const key = viewKey(report)
  const { answer } = report
  const isOver = !answer || now() - answer.at > TOKEN_MS
  if (key === report.shown || isOver) {
    if (report.showAt !== null) store.save({ ...report, showAt: null })
    return
  }
  const edited = await discord.editOriginal(answer.handle, view(report))
  const latest = store.report(id)
  if (!latest) return
  store.save(
    edited.ok
      ? { ...latest, shown: key, showAt: viewKey(latest) === key ? null : now() }
      : { ...latest, showAt: now() + SHOW_RETRY_MS },
  )
}
