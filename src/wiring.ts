/** Puts the parts together from bindings and configuration; each part's own wiring is in wiring/. Decides nothing. */
import steward from '../steward.config.ts'
import type { AnnouncerDeps } from './announcements/deps.ts'
import { budgetClient } from './budget/client.ts'
import { budgetPolicy } from './budget/policy.ts'
import type { BugReportDeps } from './bug-reports/deps.ts'
import type { CommandDeps } from './commands/deps.ts'
import { registry } from './commands/registry.ts'
import { loadSettings, type Settings } from './config/settings.ts'
import type { ConversationDeps } from './conversation/deps.ts'
import { importPublicKey } from './discord/public-key.ts'
import type { InboxDeps } from './github/webhooks/inbox.ts'
import type { GithubEventDeps } from './github/webhooks/registry.ts'
import type { App } from './http/app.ts'
import { health } from './http/health.ts'
import { log } from './http/log.ts'
import { countSections } from './knowledge/docs.ts'
import type { EnforcementDeps } from './moderation/enforcement/deps.ts'
import type { TrainingDeps } from './moderation/feedback/training/deps.ts'
import type { FollowUpDeps } from './moderation/follow-up/deps.ts'
import type { FollowUps } from './moderation/follow-up/port.ts'
import type { ReplayDeps } from './moderation/replay/deps.ts'
import type { SweepDeps } from './moderation/sweep/deps.ts'
import type { KeeperDeps } from './roles/deps.ts'
import type { LeavingDeps } from './watch/leaving.ts'
import type { Watching } from './watch/watching.ts'
import { announcerDeps, driftWebhook } from './wiring/announcements.ts'
import { conversationDeps, makeRetriever } from './wiring/answers.ts'
import { bugReportDeps } from './wiring/bug-reports.ts'
import { commandDeps } from './wiring/commands.ts'
import { everyMinute } from './wiring/every-minute.ts'
import { type FeedbackDeps, feedbackChecks, feedbackDeps } from './wiring/feedback.ts'
import { followUpDeps, followUpsOn } from './wiring/follow-up.ts'
import { githubEvents, githubWebhook } from './wiring/github.ts'
import { makeFeedbackJudge, makeModel } from './wiring/models.ts'
import { enforcementDeps, handOver, replayDeps, watching } from './wiring/moderation.ts'
import { errandsOn } from './wiring/purposes.ts'
import { keeperDeps, linkingDeps } from './wiring/roles.ts'
import { sweepDeps } from './wiring/sweep.ts'
import { trainingDeps } from './wiring/training.ts'

interface Steward {
  app: App<CommandDeps>
  /** Null while Discord's secrets are missing: then no question can have arrived. */
  conversation: ConversationDeps | null
  /** Null while channels are not watched. */
  watch: Watching | null
  /** For what was watched before watching was turned off. */
  leaving: LeavingDeps
  /** Null while Discord's secrets are missing. */
  enforcement: Omit<EnforcementDeps, 'store'> | null
  /** Null while feedback is not checked. */
  feedback: FeedbackDeps | null
  /** Null while Discord's secrets are missing. */
  announcements: Omit<AnnouncerDeps, 'store'> | null
  /** What is done about GitHub's deliveries. */
  githubEvents: InboxDeps<GithubEventDeps>
  /** Null while channels are not watched. */
  sweep: SweepDeps | null
  /** Null while Discord's secrets are missing. */
  replay: Omit<ReplayDeps, 'store'> | null
  /** Null while bugs cannot be reported. */
  bugReports: Omit<BugReportDeps, 'store'> | null
  /** Null while Discord's secrets are missing. */
  training: Omit<TrainingDeps, 'store' | 'pause'> | null
  followUp: FollowUpDeps | null
  /** What checks hand unknown terms to, and votes the candidates that were rated. */
  followUps: FollowUps
  /** Null while roles for GitHub work are off. */
  roles: Omit<KeeperDeps, 'store'> | null
  /** What the cron does every minute. */
  everyMinute(): Promise<void>
}

const wired = new WeakMap<Env, Steward>()

/** Steward on these bindings; made once per isolate. Throws `ConfigError` for a configuration that cannot be used. */
export function stewardOn(env: Env): Steward {
  const known = wired.get(env)
  if (known) return known
  const settings = loadSettings(steward, env)
  const made = wire(env, settings)
  wired.set(env, made)
  if (settings.problems.length > 0) {
    log('settings_incomplete', {
      problems: settings.problems.map(({ path, message }) => `${path}: ${message}`).join('; '),
    })
  }
  return made
}

function wire(env: Env, settings: Settings): Steward {
  const { config, discord } = settings
  const { guildId } = config.community
  const shared = {
    model: makeModel(settings),
    feedbackModel: makeFeedbackJudge(settings),
    retriever: makeRetriever(env, settings),
    budget: budgetClient(env.BUDGET, guildId, budgetPolicy(config.budget, config.model), log),
  }
  return {
    app: {
      registry,
      interactions: discord && {
        deps: commandDeps(env, settings, discord, shared),
        key: importPublicKey(discord.publicKey),
        guildId,
      },
      githubWebhook: githubWebhook(env, settings),
      linking: discord && linkingDeps(env, settings, discord),
      driftWebhook: driftWebhook(env, settings),
      health: async () =>
        health(
          settings,
          { answers: shared.model !== null, feedback: shared.feedbackModel !== null },
          await countSections(env.DB).catch(() => null),
        ),
      now: Date.now,
      log,
    },
    conversation: discord && conversationDeps(env, settings, discord, shared),
    watch:
      discord &&
      watching(
        env,
        settings,
        discord,
        errandsOn(env, settings, discord, shared.budget),
        feedbackChecks(env, settings, shared.feedbackModel),
      ),
    feedback:
      discord && feedbackDeps(env, settings, discord, { model: shared.feedbackModel, budget: shared.budget }),
    leaving: { moderator: { enforce: handOver(env, settings) }, now: Date.now, log },
    enforcement: discord && enforcementDeps(env, settings, discord),
    announcements: discord && announcerDeps(settings, discord),
    githubEvents: githubEvents(env, settings),
    sweep: discord && sweepDeps(env, settings, discord, shared.budget),
    replay: discord && replayDeps(env, settings, discord),
    bugReports: discord && bugReportDeps(env, settings, discord),
    training: discord && trainingDeps(env, settings, discord),
    followUp: discord && followUpDeps(env, settings, discord, shared.budget),
    followUps: followUpsOn(env, settings),
    roles: discord && keeperDeps(env, settings, discord),
    everyMinute: () => everyMinute(env, settings),
  }
}
