/** Wires what a command may use. */
import type { Budget } from '../budget/port.ts'
import { budgetReportText } from '../budget/report.ts'
import type { CommandDeps } from '../commands/deps.ts'
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { conversationName } from '../conversation/ask.ts'
import { channelCalls } from '../discord/channels.ts'
import { createRest } from '../discord/rest.ts'
import { findSections } from '../knowledge/docs.ts'
import { findLearningPath } from '../knowledge/learning-path.ts'
import type { Retriever } from '../knowledge/section.ts'
import { listScopes, suggestHeadings } from '../knowledge/suggest.ts'
import type { JudgingModel } from '../moderation/sweep/asking.ts'
import { sectionIdsOf } from '../storage/usage.ts'
import { castVote } from '../storage/votes.ts'
import { announcerOf } from './announcements.ts'
import { bugReportingOn } from './bug-reports.ts'
import { feedbackDeskOn } from './feedback.ts'
import { lingoDeskOn, peopleDeskOn, privacyDeskOn } from './follow-up.ts'
import { memberDirectory } from './member-directory.ts'
import { deskOn, replayDeskOn } from './moderation.ts'
import { rolesDesk } from './roles.ts'
import { reviewDeskOn, trainingDeskOn } from './training.ts'

export function commandDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
  {
    retriever,
    budget,
    feedbackModel,
  }: { retriever: Retriever; budget: Budget; feedbackModel: JudgingModel | null },
): CommandDeps {
  const { config, dryRun, sessionSecret } = settings
  const channels = channelCalls(createRest(discord))
  return {
    config,
    dryRun,
    budget,
    retriever,
    docs: {
      suggest: (typed, limit) => suggestHeadings(env.DB, typed, limit),
      scopes: () => listScopes(env.DB),
      learningPath: (topic, scope) => findLearningPath(env.DB, topic, { scope }),
      sourcesOf: async (answerId) => findSections(env.DB, await sectionIdsOf(env.DB, answerId)),
    },
    ask: (question) => env.CONVERSATION.getByName(conversationName(question)).ask(question),
    votes: { cast: (vote) => castVote(env.DB, sessionSecret ?? discord.botToken, vote) },
    moderation: deskOn(env, settings),
    feedback: feedbackDeskOn(env, settings, feedbackModel),
    replay: replayDeskOn(env, settings),
    reviews: reviewDeskOn(env, settings),
    training: trainingDeskOn(env, settings),
    announcements: { retry: (number, by) => announcerOf(env, settings).retry(number, by) },
    bugReports: bugReportingOn(env, settings, discord),
    directory: memberDirectory(env, settings, discord),
    lingo: lingoDeskOn(env, settings),
    people: peopleDeskOn(env, settings),
    privacy: privacyDeskOn(env, settings),
    roles: rolesDesk(env, settings),
    channelName: channels.nameOf,
    budgetReport: (now) => budgetReportText(budget, now),
    now: Date.now,
  }
}
