/** What the cron does every minute. */
import type { Settings } from '../config/settings.ts'
import { log } from '../http/log.ts'
import { deliverEvents } from '../moderation/audit/webhook.ts'
import { pruneExpired } from '../privacy/prune.ts'
import { announcerOf } from './announcements.ts'
import { lookAfterBugReports } from './bug-reports.ts'
import { wakeFollowUps } from './follow-up.ts'
import { enforcementOf } from './moderation.ts'
import { keeperOf } from './roles.ts'

export async function everyMinute(env: Env, settings: Settings): Promise<void> {
  const { config, audit } = settings
  const { guildId } = config.community
  await Promise.all([
    config.watch.enabled && logFailure('pulse', env.GUILD_PULSE.getByName(guildId).check()),
    config.watch.enabled && logFailure('sweep', env.SWEEP.getByName(guildId).look()),
    logFailure('follow-ups', wakeFollowUps(env, settings)),
    logFailure('enforcement', enforcementOf(env, settings).look()),
    logFailure('announcer', announcerOf(env, settings).look()),
    settings.github.webhookSecret && logFailure('github inbox', env.GITHUB_INBOX.getByName(guildId).look()),
    logFailure('bug reports', lookAfterBugReports(env, settings)),
    config.feedback.enabled && logFailure('training', env.TRAINING.getByName(guildId).look()),
    logFailure('roles', keeperOf(env, settings)?.look() ?? Promise.resolve()),
    audit.webhook &&
      logFailure('audit', deliverEvents({ db: env.DB, guildId, now: Date.now, ...audit.webhook })),
  ])
  await pruneExpired(env.DB, Date.now(), config.retention)
}

/** One job of the cron that fails does not keep the others from being done. */
async function logFailure(job: string, done: Promise<unknown>): Promise<void> {
  try {
    await done
  } catch (error) {
    log('cron_failed', { job, detail: error instanceof Error ? error.name : 'unknown' })
  }
}
