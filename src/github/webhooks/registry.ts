import { advisoryWebhook } from '../../announcements/advisory-webhook.ts'
import type { News } from '../../announcements/news.ts'
import { releaseWebhook } from '../../announcements/release-webhook.ts'
import { type BugReportEventDeps, bugReportHandlers } from '../../bug-reports/webhooks.ts'
import { type RoleEventDeps, roleEvents } from '../../roles/github-events.ts'
import type { WebhookHandler } from './handler.ts'

/** What handlers may use: each part's own object, which takes what concerns it. */
export interface GithubEventDeps extends RoleEventDeps, BugReportEventDeps {
  announcer: { take(news: News): Promise<void> }
}

/** Everything Steward does about what GitHub delivers: adding to it is a file and a line here. */
export const webhookHandlers: readonly WebhookHandler<GithubEventDeps>[] = [
  releaseWebhook,
  advisoryWebhook,
  ...roleEvents,
  ...bugReportHandlers,
]
