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
export function health(settings: Settings, hasModel: boolean, docsSections: number | null): Health {
  const { config, discord, algolia } = settings
  return {
    ok: discord !== null && docsSections !== null && docsSections > 0,
    features: {
      interactions: discord ? 'on' : 'off',
      answers: hasModel ? `on, written by ${config.model.name}` : 'on, quoting the docs without a model',
      search: algolia ? 'on, Algolia with the embedded index behind it' : 'on, the embedded index',
      moderation: moderationState(settings),
      docs: docsSections === null ? 'the database cannot be read' : `${docsSections} sections indexed`,
    },
    dryRun: settings.dryRun,
    problems: settings.problems.map(({ path, message }) => ({ variable: path, problem: message })),
  }
}

function moderationState({ config, dryRun, discord }: Settings): string {
  if (!discord || !config.watch.enabled) return 'off'
  const state = dryRun || config.moderation.dryRun ? 'on, dry run' : 'on'
  return config.channels.moderators.length > 0
    ? state
    : `${state}; no cards, as channels.moderators names no channel`
}
