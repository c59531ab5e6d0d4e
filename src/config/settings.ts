import * as z from 'zod'
import { publicKeyProblem } from '../discord/public-key.ts'
import { DEFAULT_EVENT_PREFIX } from '../moderation/audit/event.ts'
import { parseConfig } from './config.ts'
import { driftSecret, type GithubSettings, githubSettings } from './github-settings.ts'
import { ConfigError, type Problem } from './problems.ts'
import { type Config, type ConfigInput, snowflake } from './schema.ts'
import { type ReadVariable, url, type Variables, variableReader } from './variables.ts'

export interface DiscordSettings {
  apiUrl: string
  applicationId: string
  publicKey: string
  botToken: string
}

export interface ModelSettings {
  apiKey: string
  /** Undefined: the adapter's own default. */
  baseUrl: string | undefined
}

export interface AlgoliaSettings {
  applicationId: string
  apiKey: string
  url: string | undefined
}

/** Everything Steward runs on: the configuration with the environment's overrides, and the services whose secrets are there. */
export interface Settings {
  config: Config
  /** Everything is decided and recorded, and only the person who asked sees anything. */
  dryRun: boolean
  discord: DiscordSettings | null
  model: ModelSettings | null
  /** For the checks of `feedback`: another provider's where `feedback.model` names one. */
  feedbackModel: ModelSettings | null
  algolia: AlgoliaSettings | null
  github: GithubSettings
  /** Steward's own address, for links to its pages, without a slash at the end; null: it has none to give. */
  publicUrl: string | null
  /** Signs what is POSTed to /webhooks/drift; null: nothing is taken there. */
  driftSecret: string | null
  /** `prefix` stands before the types of audit events; `webhook` is where they are delivered to, signed. */
  audit: { prefix: string; webhook: { url: string; secret: string } | null }
  /** Keys the fingerprints that keep votes to one a member; null when there is nothing to derive them from. */
  sessionSecret: string | null
  /** What is missing or malformed, by the name of the variable. Never holds a value. */
  problems: Problem[]
}

export const DEFAULT_DISCORD_API_URL = 'https://discord.com/api/v10'
const MIN_SESSION_SECRET_CHARS = 32

const amount = z.string().regex(/^\d+(\.\d+)?$/, 'expected dollars such as 3 or 0.50')
const minutes = z.string().regex(/^\d+(\.\d+)?$/, 'expected minutes such as 5 or 0.5')
const flag = z.enum(['true', 'false', '1', '0'], { error: 'expected true or false' })

const isOn = (value: 'true' | 'false' | '1' | '0') => value === 'true' || value === '1'

/**
 * Configuration and environment in one parse. A malformed configuration throws `ConfigError`; a missing or malformed
 * variable turns its feature off and is a problem that `/healthz` and the log name.
 */
export function loadSettings(input: ConfigInput, variables: Variables): Settings {
  const problems: Problem[] = []
  const read = variableReader(variables, problems)
  const config = parseOverridden(
    input,
    {
      model: read('MODEL', z.string().max(100)),
      dailyUsd: read('BUDGET_DAILY_USD', amount.transform(Number)),
      perChannelDailyUsd: read('BUDGET_PER_CHANNEL_DAILY_USD', amount.transform(Number)),
      docsUrl: read('DOCS_URL', url),
      guildId: read('GUILD_ID', snowflake),
      isWatching: read('WATCH', flag.transform(isOn)),
      sweepMinutes: read('SWEEP_MINUTES', minutes.transform(Number)),
    },
    problems,
  )

  const discord = group(problems, 'Discord', {
    DISCORD_APPLICATION_ID: read('DISCORD_APPLICATION_ID', snowflake),
    DISCORD_PUBLIC_KEY: read(
      'DISCORD_PUBLIC_KEY',
      z.string().superRefine((hex, context) => {
        const problem = publicKeyProblem(hex)
        if (problem) context.addIssue(problem)
      }),
    ),
    DISCORD_BOT_TOKEN: read(
      'DISCORD_BOT_TOKEN',
      z.string().regex(/^[\w.-]{20,200}$/, 'expected a bot token (Developer Portal, Bot, Reset Token)'),
    ),
  })
  const apiUrl = read('DISCORD_API_URL', url) ?? DEFAULT_DISCORD_API_URL

  const keyName = config.model.provider === 'anthropic' ? 'ANTHROPIC_API_KEY' : 'LLM_API_KEY'
  const apiKey = read(keyName, z.string().max(400))
  if (!apiKey && !problems.some((problem) => problem.path === keyName)) {
    problems.push({ path: keyName, message: 'is not set: answers quote the docs and no model writes them' })
  }
  const baseUrl = read(config.model.provider === 'anthropic' ? 'ANTHROPIC_BASE_URL' : 'LLM_BASE_URL', url)
  const model = apiKey ? { apiKey, baseUrl } : null
  const other = config.feedback.model.provider
  const feedbackModel =
    other === undefined || other === config.model.provider ? model : otherModel(other, read, problems)

  const algolia = config.retrieval.algolia
    ? group(problems, 'Algolia search', {
        ALGOLIA_APP_ID: read(
          'ALGOLIA_APP_ID',
          z.string().regex(/^[A-Za-z0-9]{5,20}$/, 'expected an Algolia application id such as O23N9EQJYS'),
        ),
        ALGOLIA_API_KEY: read(
          'ALGOLIA_API_KEY',
          z.string().regex(/^[0-9a-f]{32}$/i, 'expected a search-only key of 32 hexadecimal digits'),
        ),
      })
    : null
  const algoliaUrl = read('ALGOLIA_URL', url)

  const sessionSecret = read(
    'SESSION_SECRET',
    z.string().min(MIN_SESSION_SECRET_CHARS, `expected at least ${MIN_SESSION_SECRET_CHARS} characters`),
  )

  const auditUrl = read('AUDIT_WEBHOOK_URL', url)
  const auditSecret = read(
    'AUDIT_WEBHOOK_SECRET',
    z.string().min(MIN_SESSION_SECRET_CHARS, `expected at least ${MIN_SESSION_SECRET_CHARS} characters`),
  )
  if (auditUrl && !auditSecret) {
    problems.push({ path: 'AUDIT_WEBHOOK_SECRET', message: 'is not set: audit events are not delivered' })
  }
  const auditPrefix = read(
    'AUDIT_EVENT_PREFIX',
    z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'expected a prefix such as mts.v1.discordbot.moderation'),
  )

  const github = githubSettings(read, problems)
  const publicUrl = read('PUBLIC_URL', url)?.replace(/\/+$/, '') ?? null
  if (github.oauth && !publicUrl && !problems.some(({ path }) => path === 'PUBLIC_URL')) {
    problems.push({ path: 'PUBLIC_URL', message: 'is not set: linking GitHub accounts is off' })
  }

  return {
    config,
    audit: {
      prefix: auditPrefix ?? DEFAULT_EVENT_PREFIX,
      webhook: auditUrl && auditSecret ? { url: auditUrl, secret: auditSecret } : null,
    },
    dryRun: read('DRY_RUN', flag.transform(isOn)) ?? false,
    discord: discord && {
      apiUrl,
      applicationId: discord.DISCORD_APPLICATION_ID,
      publicKey: discord.DISCORD_PUBLIC_KEY,
      botToken: discord.DISCORD_BOT_TOKEN,
    },
    model,
    feedbackModel: config.feedback.enabled ? feedbackModel : null,
    algolia: algolia && {
      applicationId: algolia.ALGOLIA_APP_ID,
      apiKey: algolia.ALGOLIA_API_KEY,
      url: algoliaUrl,
    },
    github,
    publicUrl,
    driftSecret: driftSecret(read),
    sessionSecret: sessionSecret ?? discord?.DISCORD_BOT_TOKEN ?? null,
    problems,
  }
}

/** The key of another provider than the one that answers. */
function otherModel(
  provider: 'anthropic' | 'openai-compatible',
  read: ReadVariable,
  problems: Problem[],
): ModelSettings | null {
  const [keyName, urlName] =
    provider === 'anthropic'
      ? (['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL'] as const)
      : (['LLM_API_KEY', 'LLM_BASE_URL'] as const)
  const apiKey = read(keyName, z.string().max(400))
  if (!apiKey) {
    problems.push({
      path: keyName,
      message: 'is not set: feedback is not checked, as feedback.model needs it',
    })
    return null
  }
  return { apiKey, baseUrl: read(urlName, url) }
}

interface Overrides {
  model: string | undefined
  dailyUsd: number | undefined
  perChannelDailyUsd: number | undefined
  docsUrl: string | undefined
  guildId: string | undefined
  isWatching: boolean | undefined
  sweepMinutes: number | undefined
}

/** Overrides that do not fit the configuration are problems and are left out: a wrong variable must not stop the Worker. */
function parseOverridden(input: ConfigInput, overrides: Overrides, problems: Problem[]): Config {
  const config = parseConfig(input)
  try {
    return parseConfig(withOverrides(input, overrides))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const wrong = error.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')
    problems.push({ path: 'environment', message: `overrides are ignored (${wrong})` })
    return config
  }
}

function withOverrides(input: ConfigInput, overrides: Overrides): ConfigInput {
  const defined = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  const { model, docsUrl, guildId, dailyUsd, isWatching, sweepMinutes } = overrides
  // A lower daily cap set by the operator lowers the channels' cap with it.
  const channelUsd = overrides.perChannelDailyUsd ?? input.budget?.perChannelDailyUsd
  const perChannelDailyUsd = dailyUsd === undefined ? channelUsd : Math.min(dailyUsd, channelUsd ?? 1)
  return {
    ...input,
    community: { ...input.community, ...defined({ docsUrl, guildId }) },
    ...(model && model !== input.model?.name && { model: { ...withoutPrice(input.model), name: model } }),
    ...(isWatching !== undefined && { watch: { ...input.watch, enabled: isWatching } }),
    ...(sweepMinutes !== undefined && {
      moderation: { ...input.moderation, jobs: { ...input.moderation?.jobs, sweepMinutes } },
    }),
    budget: { ...input.budget, ...defined({ dailyUsd, perChannelDailyUsd }) },
  }
}

/** The configured price is that of the configured model; another model held to it could cost many times the budget. */
function withoutPrice(model: ConfigInput['model']): ConfigInput['model'] {
  const { price: _, ...rest } = model ?? {}
  return rest
}

/** The group's values when all are there; otherwise null, and what is missing is a problem. */
function group<Names extends string>(
  problems: Problem[],
  feature: string,
  values: Record<Names, string | undefined>,
): Record<Names, string> | null {
  const complete: Partial<Record<Names, string>> = {}
  let isComplete = true
  for (const name in values) {
    const value = values[name]
    if (value !== undefined) complete[name] = value
    else {
      isComplete = false
      if (!problems.some((problem) => problem.path === name)) {
        problems.push({ path: name, message: `is not set: ${feature} is off` })
      }
    }
  }
  return isComplete ? (complete as Record<Names, string>) : null
}
