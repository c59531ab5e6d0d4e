import type * as z from 'zod'
import { feedbackContradictions } from '../moderation/feedback/contradictions.ts'
import { isWatchedPurpose } from '../watch/watched.ts'
import { purposeOf as purposeOfChannel } from './channels.ts'
import { ConfigError, type Problem, problemsOf } from './problems.ts'
import { type Config, type ConfigInput, configSchema } from './schema.ts'

/** Types `steward.config.ts` and completes its keys; it is validated when Steward starts and by `npm run check`. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}

/** The configuration with its defaults. Throws `ConfigError` that lists every problem. */
export function parseConfig(input: unknown): Config {
  const result = configSchema.safeParse(input)
  const problems = result.success ? contradictions(result.data) : problemsOf(result.error, knownKeys)
  if (!result.success || problems.length > 0) throw new ConfigError(problems)
  return result.data
}

/** What no single field can see. */
function contradictions(config: Config): Problem[] {
  const problems: Problem[] = []
  const purposeOf = new Map<string, string>()
  for (const [purpose, channels] of Object.entries(config.channels)) {
    for (const [index, { name, scope }] of channels.entries()) {
      const path = `channels.${purpose}[${index}]`
      const other = purposeOf.get(name)
      if (other)
        problems.push({ path, message: `"${name}" already has the purpose ${other}; a channel has one` })
      purposeOf.set(name, purpose)
      const placeholder = /\{[^}]*\}/.exec(scope ?? '')?.[0]
      if (placeholder && !name.includes(placeholder)) {
        problems.push({
          path: `${path}.scope`,
          message: `${placeholder} does not occur in the channel's name "${name}"`,
        })
      }
    }
  }
  if (config.budget.perChannelDailyUsd > config.budget.dailyUsd) {
    problems.push({
      path: 'budget.perChannelDailyUsd',
      message: `expected at most budget.dailyUsd (${config.budget.dailyUsd})`,
    })
  }
  return [
    ...problems,
    ...feedbackContradictions(config.feedback, {
      watch: config.watch,
      isWatched: (channel) => isWatchedPurpose(purposeOfChannel(config, { id: channel, name: channel })),
      hasModeratorsChannel: config.channels.moderators.length > 0,
    }),
  ]
}

function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: z.core.$ZodType | undefined = configSchema
  for (const key of path) schema = child(unwrap(schema), key)
  const object = unwrap(schema)
  return object?._zod.def.type === 'object' && 'shape' in object._zod.def
    ? Object.keys((object._zod.def as z.core.$ZodObjectDef).shape)
    : []
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let current = schema
  while (current) {
    const def: z.core.$ZodTypeDef = current._zod.def
    if ('innerType' in def) current = def.innerType as z.core.$ZodType
    else if (def.type === 'union' && 'options' in def) {
      current = (def.options as z.core.$ZodType[]).find(
        (option) => unwrap(option)?._zod.def.type === 'object',
      )
    } else return current
  }
  return undefined
}

function child(schema: z.core.$ZodType | undefined, key: PropertyKey): z.core.$ZodType | undefined {
  const def = schema?._zod.def
  if (!def) return undefined
  if ('element' in def) return def.element as z.core.$ZodType
  if ('shape' in def) return (def.shape as Record<PropertyKey, z.core.$ZodType>)[key]
  return undefined
}
