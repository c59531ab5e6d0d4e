import type { Settings } from '../config/settings.ts'

export interface Health {
  ok: boolean
  /** Each feature: "on", "off", or what stands in for it. */
  features: Record<string, string>
  dryRun: boolean
  /** Names of variables and what is wrong with them; never a value. */
  problems: { variable: string; problem: string }[]
}

/** What works and what does not, for operators and uptime checks. `ok` is false when members cannot be answered at all. */
export function health(
  settings: Settings,
  models: { answers: boolean; feedback: boolean },
  docsSections: number | null,
): Health {
  const { config, discord, algolia } = settings
  return {
    ok: discord !== null && docsSections !== null && docsSections > 0,
    features: {
      interactions: discord ? 'on' : 'off',
      answers: models.answers
        ? `on, written by ${config.model.name}`
        : 'on, quoting the docs without a model',
      search: algolia ? 'on, Algolia with the embedded index behind it' : 'on, the embedded index',
      moderation: moderationState(settings),
      jobs: jobsState(settings, models.answers),
      feedback: feedbackState(settings, models.feedback),
      roles: rolesState(settings),
      announcements: announcementsState(settings),
      docs: docsSections === null ? 'the database cannot be read' : `${docsSections} sections indexed`,
    },
    dryRun: settings.dryRun,
    problems: settings.problems.map(({ path, message }) => ({ variable: path, problem: message })),
  }
}

/** Whether GitHub accounts can be linked, and what is missing for it. */
function rolesState({ config, github, publicUrl, dryRun }: Settings): string {
  if (!config.roles.organisation) return 'off, as roles.organisation names no GitHub organisation'
  const missing = [
    github.app ? [] : ['GITHUB_APP_ID and GITHUB_PRIVATE_KEY'],
    github.oauth ? [] : ['GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET'],
    publicUrl ? [] : ['PUBLIC_URL'],
  ].flat()
  if (missing.length > 0) return `off, without ${missing.join(', ')}`
  const state = dryRun ? 'on, dry run' : 'on'
  return github.webhookSecret
    ? state
    : `${state}; brought up to date once a day, as GITHUB_WEBHOOK_SECRET is not set`
}

function moderationState({ config, dryRun, discord }: Settings): string {
  if (!discord || !config.watch.enabled) return 'off'
  const state = dryRun || config.moderation.dryRun ? 'on, dry run' : 'on'
  return config.channels.moderators.length > 0
    ? state
    : `${state}; no cards, as channels.moderators names no channel`
}

/** Whether unconstructive feedback is looked for, and who judges it. */
function feedbackState({ config, dryRun, discord }: Settings, hasModel: boolean): string {
  const { feedback, watch, moderation, model } = config
  if (!discord || !feedback.enabled) return 'off'
  if (!watch.enabled) return 'off, as channels are not watched'
  if (!hasModel) return 'off, as no model is configured to answer the questions'
  const state = dryRun || moderation.dryRun ? 'on, dry run' : 'on'
  return `${state}, asking ${feedback.model.name ?? model.name}`
}

/** What is announced, by the secrets that are there. */
function announcementsState({ config, dryRun, discord, github, driftSecret }: Settings): string {
  const sources = [...(github.webhookSecret ? ['GitHub'] : []), ...(driftSecret ? ['research drift'] : [])]
  if (!discord || sources.length === 0) return 'off'
  const state = `${dryRun ? 'on, dry run' : 'on'}: ${sources.join(' and ')}`
  return config.channels.announcements.length > 0
    ? state
    : `${state}; nothing is posted, as channels.announcements names no channel`
}

/** Whether job posts are moved, and who judges them. */
function jobsState({ config, dryRun, discord }: Settings, hasModel: boolean): string {
  const { jobs, dryRun: isAllDry } = config.moderation
  if (!discord || !config.watch.enabled || !jobs.enabled) return 'off'
  const state = dryRun || isAllDry || jobs.dryRun ? 'on, dry run' : 'on'
  if (config.channels.jobs.length === 0)
    return `${state}; nothing is moved, as channels.jobs names no channel`
  return hasModel && jobs.askModel
    ? `${state}, judged by words and by ${config.model.name}`
    : `${state}; nothing is moved, as no model judges: moderators are shown what may be a job post`
}
