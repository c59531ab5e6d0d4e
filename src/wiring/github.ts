/** Wires what GitHub delivers. */
import type { Settings } from '../config/settings.ts'
import type { InboxDeps } from '../github/webhooks/inbox.ts'
import { type GithubEventDeps, webhookHandlers } from '../github/webhooks/registry.ts'
import type { App } from '../http/app.ts'
import { importHmacKey } from '../http/hmac.ts'
import { log } from '../http/log.ts'
import { announcerOf } from './announcements.ts'
import { bugReportEvents } from './bug-reports.ts'
import { roleEventsOn } from './roles.ts'

export function githubWebhook(env: Env, { config, github }: Settings): App<never>['githubWebhook'] {
  if (!github.webhookSecret) return null
  return {
    key: importHmacKey(github.webhookSecret),
    handlers: webhookHandlers,
    take: (delivery, tasks) => env.GITHUB_INBOX.getByName(config.community.guildId).take(delivery, tasks),
  }
}

export function githubEvents(env: Env, settings: Settings): InboxDeps<GithubEventDeps> {
  const deps: GithubEventDeps = {
    bugReports: bugReportEvents(env, settings),
    announcer: { take: (news) => announcerOf(env, settings).take(news) },
    roles: roleEventsOn(env, settings),
  }
  return { handlers: webhookHandlers, deps, log, now: Date.now }
}
