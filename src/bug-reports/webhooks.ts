import * as z from 'zod'
import { type WebhookHandler, webhookHandler } from '../github/webhooks/handler.ts'
import type { HeardEvent } from './heard.ts'
import { markerIn } from './issue-text.ts'

export interface BugReportEventDeps {
  /** Null: reporting is off. */
  bugReports: { hear(event: HeardEvent, deliveryId: string): Promise<void> } | null
}

const MAX_REFERENCES = 300
const repository = z.object({ full_name: z.string() })
const issue = z.object({
  number: z.int(),
  title: z.string(),
  html_url: z.string(),
  body: z.string().nullish(),
  state_reason: z.string().nullish(),
})
const known = ({ number, title, html_url }: z.infer<typeof issue>) => ({ number, title, url: html_url })

const issueEvent = z
  .object({ action: z.enum(['opened', 'closed', 'reopened']), issue, repository })
  .transform(({ action, issue: about, repository: { full_name } }, context): HeardEvent => {
    if (action !== 'opened')
      return { kind: action, repository: full_name, issue: known(about), reason: about.state_reason ?? null }
    const marker = markerIn(about.body ?? '')
    if (marker !== null) return { kind: 'opened', repository: full_name, issue: known(about), marker }
    context.addIssue('an issue that no report is about')
    return z.NEVER
  })

const mergedEvent = z
  .object({
    action: z.literal('closed'),
    pull_request: z.object({ number: z.int(), merged: z.literal(true), body: z.string().nullish() }),
    repository,
  })
  .transform(({ pull_request: { number, body }, repository: { full_name } }): HeardEvent => {
    return { kind: 'merged', repository: full_name, pull: number, fixes: fixedIn(body ?? '', full_name) }
  })

const releaseEvent = z
  .object({
    action: z.literal('published'),
    release: z.object({ tag_name: z.string(), html_url: z.string(), body: z.string().nullish() }),
    repository,
  })
  .transform(({ release: { tag_name, html_url, body }, repository: { full_name } }): HeardEvent => {
    const mentions = mentionedIn(body ?? '', full_name)
    return { kind: 'released', repository: full_name, tag: tag_name, url: html_url, mentions }
  })

function handler(
  id: string,
  event: string,
  schema: z.ZodType<HeardEvent>,
): WebhookHandler<BugReportEventDeps> {
  return webhookHandler<HeardEvent, BugReportEventDeps>({
    id,
    events: [event],
    schema,
    handle: async (heard, delivery, { bugReports }) => bugReports?.hear(heard, delivery.id),
  })
}

/** What becomes of the issues that members reported. */
export const bugReportHandlers: readonly WebhookHandler<BugReportEventDeps>[] = [
  handler('bug-report-issue', 'issues', issueEvent),
  handler('bug-report-merged', 'pull_request', mergedEvent),
  handler('bug-report-release', 'release', releaseEvent),
]

/** Numbers of issues and pull requests of this repository that a text mentions: `#12`, `GH-12`, `owner/name#12`, addresses. */
function mentionedIn(text: string, repository: string): number[] {
  const name = escaped(repository)
  const pattern = new RegExp(`(?:(?<![\\w/])#|\\bGH-|${name}#|${name}/(?:issues|pull)/)(\\d{1,9})\\b`, 'gi')
  return [...new Set([...text.matchAll(pattern)].map(([, number]) => Number(number)))].slice(
    0,
    MAX_REFERENCES,
  )
}

/** GitHub's closing keywords. https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
function fixedIn(text: string, repository: string): number[] {
  const pattern = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(\S{1,200})/gi
  return [...new Set([...text.matchAll(pattern)].flatMap(([, what = '']) => mentionedIn(what, repository)))]
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
