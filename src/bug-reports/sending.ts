import { DAY_MS } from '../budget/day.ts'
import type { GithubFailure, GithubResult } from '../github/result.ts'
import { afterFailure, outcomeOf } from './after-failure.ts'
import { compose } from './compose.ts'
import type { BugReportDeps } from './deps.ts'
import { markerComment } from './issue-text.ts'
import { addNotice } from './notices.ts'
import { WATCHED_MS } from './policy.ts'
import type { KnownIssue, LastTry, Report } from './report.ts'
import { givenUpNotice, linkNotice } from './showing.ts'

const GIVEN_UP_MS = DAY_MS
/** When a crash left it open what came of a request. */
const AFTER_CRASH_MS = 30_000

type Sent = { kind: 'issue'; issue: KnownIssue } | { kind: 'handed_over' }

/**
 * One attempt. That it is made is stored before, what came of it after; after an unknown outcome the issue or comment is
 * looked for by its marker, and only written when it is not there.
 */
export async function send(report: Report, deps: BugReportDeps): Promise<void> {
  const { store, now } = deps
  const { answers } = report
  if (!answers || !report.repository) return store.forget(report.id)
  const text = report.text ?? (await compose(report, answers, deps))
  const ready: Report = { ...report, text, sendingSince: report.sendingSince ?? now() }
  store.save(ready)
  if (ready.lastTry === 'unknown') {
    const found = await find(ready, deps)
    if (!found.ok) return failed({ ...ready, attempts: ready.attempts + 1 }, found.failure, 'unknown', deps)
    if (found.value) return done(report.id, found.value, deps)
  }
  const tried: Report = {
    ...ready,
    attempts: ready.attempts + 1,
    lastTry: 'unknown',
    dueAt: now() + AFTER_CRASH_MS,
  }
  store.save(tried)
  const result = await write(tried, text, deps)
  if (result.ok) return done(report.id, result.value, deps)
  return failed(tried, result.failure, outcomeOf(result.failure), deps)
}

async function write(
  { joining, repository, marker, place, id }: Report,
  text: { title: string; body: string },
  { github, policy }: BugReportDeps,
): Promise<GithubResult<Sent>> {
  const at = repository ?? ''
  if (joining) {
    const result =
      joining.by === 'comment'
        ? await github.comment(at, joining.number, text.body)
        : await github.thumbsUp(at, joining.number)
    return result.ok ? { ok: true, value: { kind: 'issue', issue: joining } } : result
  }
  if (policy.handOver) {
    const { repository: bot, eventType } = policy.handOver
    const payload = {
      id: marker,
      repository: at,
      ...text,
      labels: policy.labels,
      source: { discordChannel: place.channelId, report: id },
    }
    const result = await github.dispatch(bot, eventType, payload)
    return result.ok ? { ok: true, value: { kind: 'handed_over' } } : result
  }
  const result = await github.create(at, text, policy.labels)
  return result.ok ? { ok: true, value: { kind: 'issue', issue: result.value } } : result
}

/** What an attempt of unknown outcome left behind. A hand-over and a thumbs-up are simply repeated: both are known by an id. */
async function find(
  { joining, repository, marker, sendingSince }: Report,
  { github, policy, now }: BugReportDeps,
): Promise<GithubResult<Sent | null>> {
  const at = repository ?? ''
  const since = sendingSince ?? now()
  if (joining) {
    if (joining.by === 'thumbs_up') return { ok: true, value: null }
    const found = await github.hasComment(at, joining.number, markerComment(marker), since)
    if (!found.ok) return found
    return { ok: true, value: found.value ? { kind: 'issue', issue: joining } : null }
  }
  if (policy.handOver) return { ok: true, value: null }
  const found = await github.findCreated(at, markerComment(marker), since)
  if (!found.ok) return found
  return { ok: true, value: found.value && { kind: 'issue', issue: found.value } }
}

/** The words leave Steward as soon as they are at GitHub. */
function done(id: string, sent: Sent, deps: BugReportDeps): void {
  const { store, now } = deps
  const latest = store.report(id)
  if (latest?.phase !== 'sending') return
  const over: Report = {
    ...latest,
    answers: null,
    text: null,
    problem: null,
    lastTry: 'none',
    dueAt: now() + WATCHED_MS,
  }
  if (sent.kind === 'handed_over') store.save({ ...over, phase: 'handed_over' })
  else settle(over, sent.issue, deps)
}

/** The issue of a report is known: it is kept, and told to the thread once. */
export function settle(report: Report, known: KnownIssue, deps: Pick<BugReportDeps, 'store' | 'now'>): void {
  const { number, title, url } = known
  const sent: Report = { ...report, phase: 'sent', answers: null, text: null, issue: { number, title, url } }
  deps.store.save(sent)
  addNotice(sent, `${sent.id}/link`, linkNotice(sent), deps, { isReply: true })
}

function failed(tried: Report, failure: GithubFailure, lastTry: LastTry, deps: BugReportDeps): void {
  const { store, now, log } = deps
  // A webhook may have told of the issue meanwhile.
  if (store.report(tried.id)?.phase !== 'sending') return
  const after = afterFailure(tried, failure, lastTry, now())
  const { isGivenUp, problem, dueAt } = after
  if (tried.attempts <= 1 || isGivenUp)
    log(isGivenUp ? 'bug_report_given_up' : 'bug_report_kept', { detail: detailOf(failure) })
  if (!isGivenUp) {
    store.save({ ...tried, lastTry: after.lastTry, problem, dueAt })
    return
  }
  const over: Report = {
    ...tried,
    phase: 'given_up',
    answers: null,
    text: null,
    problem,
    dueAt: now() + GIVEN_UP_MS,
  }
  store.save(over)
  const file = tried.text && `${tried.text.title}\n\n${tried.text.body}`
  addNotice(over, `${over.id}/given-up`, givenUpNotice(over), deps, { isReply: false, file })
}

function detailOf(failure: GithubFailure): string {
  return failure.kind === 'refused' ? `refused, status ${failure.status}` : failure.kind
}
