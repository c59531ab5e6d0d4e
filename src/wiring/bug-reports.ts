/** Wires bug reports, from Discord to GitHub. */
import type { BugReporting } from '../bug-reports/calls.ts'
import type { BugReportDeps } from '../bug-reports/deps.ts'
import { issueCalls } from '../bug-reports/issue-calls.ts'
import { prefillOf } from '../bug-reports/prefill.ts'
import type { BugReportEventDeps } from '../bug-reports/webhooks.ts'
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { messageCalls } from '../discord/messages.ts'
import { moderatingCalls } from '../discord/moderating.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import { githubApp } from '../github/client.ts'
import { log } from '../http/log.ts'
import { namedMembers } from '../storage/members.ts'

/** Null while reporting is off: no repositories, or no App to reach them with. */
export function bugReportDeps(
  env: Env,
  { config, github }: Settings,
  discord: DiscordSettings,
): Omit<BugReportDeps, 'store'> | null {
  const { community, bugReports } = config
  if (!github.app || bugReports.repositories.length === 0) return null
  const rest = createRest(discord)
  return {
    guildId: community.guildId,
    policy: bugReports,
    community,
    webUrl: github.webUrl,
    github: issueCalls(
      githubApp({ appId: github.app.id, privateKey: github.app.privateKey, apiUrl: github.apiUrl }),
    ),
    discord: {
      ...moderatingCalls(rest, community.guildId),
      ...readingCalls(rest),
      ...messageCalls(rest),
    },
    namedMembers: (present, prefixes) => namedMembers(env.DB, present, prefixes),
    randomId: () => crypto.randomUUID(),
    log,
    now: Date.now,
  }
}

function objectOf(env: Env, { config }: Settings) {
  return env.BUG_REPORTS.getByName(config.community.guildId)
}

/** What commands ask; null while reporting is off. */
export function bugReportingOn(env: Env, settings: Settings, discord: DiscordSettings): BugReporting | null {
  if (!isReporting(settings)) return null
  const { guildId } = settings.config.community
  const calls = readingCalls(createRest(discord))
  const object = () => objectOf(env, settings)
  return {
    prefill: (actor, target) => prefillOf(actor, target, { discord: calls, guildId }),
    begin: (draft) => object().begin(draft),
    submit: (submission) => object().submit(submission),
    press: (press) => object().press(press),
  }
}

/** What GitHub's deliveries tell reports; null while reporting is off. */
export function bugReportEvents(env: Env, settings: Settings): BugReportEventDeps['bugReports'] {
  if (!settings.discord || !isReporting(settings)) return null
  return { hear: (event, deliveryId) => objectOf(env, settings).hear(event, deliveryId) }
}

/** For the cron. */
export async function lookAfterBugReports(env: Env, settings: Settings): Promise<void> {
  if (settings.discord && isReporting(settings)) await objectOf(env, settings).look()
}

function isReporting({ config, github }: Settings): boolean {
  return github.app !== null && config.bugReports.repositories.length > 0
}
