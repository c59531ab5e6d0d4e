import { MINUTE_MS } from '../budget/day.ts'
import { postOnce } from '../discord/post-once.ts'
import type { BugReportDeps } from './deps.ts'
import type { Notice, Report } from './report.ts'

const BASE_BACKOFF_MS = 2_000
const MAX_BACKOFF_MS = 10 * MINUTE_MS
/** With the backoff above, some seven hours. */
const MAX_ATTEMPTS = 50

/** Stores a message for the place a report came from; posted in the alarm. The same id again changes nothing. */
export function addNotice(
  { id: reportId, place }: Report,
  id: string,
  content: string,
  { store, now }: Pick<BugReportDeps, 'store' | 'now'>,
  { isReply, file = null }: { isReply: boolean; file?: string | null },
): void {
  if (place.isQuiet) return
  store.addNotice({
    id,
    reportId,
    channelId: place.channelId,
    replyTo: isReply ? place.messageId : null,
    content,
    file,
    state: 'open',
    attempts: 0,
    startedAt: null,
    dueAt: now(),
  })
}

export async function postNotices(deps: BugReportDeps): Promise<void> {
  for (const notice of deps.store.dueNotices(deps.now())) await post(notice, deps)
}

async function post(notice: Notice, { store, discord, now, log }: BugReportDeps): Promise<void> {
  const tried: Notice = {
    ...notice,
    attempts: notice.attempts + 1,
    startedAt: notice.startedAt ?? now(),
    dueAt: now() + BASE_BACKOFF_MS,
  }
  store.saveNotice(tried)
  const posted = await postOnce(
    tried,
    tried.channelId,
    { content: tried.content },
    { discord, now },
    {
      ...(tried.replyTo && { replyTo: tried.replyTo }),
      ...(tried.file && { files: [{ name: 'bug-report.md', data: new Blob([tried.file]) }] }),
    },
  )
  if (posted.ok) return store.saveNotice({ ...tried, state: 'done', file: null })
  const { failure } = posted
  if (failure.kind === 'refused' || tried.attempts >= MAX_ATTEMPTS) {
    log('bug_report_not_told', { detail: failure.kind === 'refused' ? `code ${failure.code}` : failure.kind })
    return store.saveNotice({ ...tried, state: 'parked', file: null })
  }
  const wait =
    failure.kind === 'rate_limited'
      ? failure.retryAfterMs
      : Math.min(BASE_BACKOFF_MS * 2 ** Math.min(12, tried.attempts - 1), MAX_BACKOFF_MS)
  store.saveNotice({ ...tried, dueAt: now() + wait })
}
