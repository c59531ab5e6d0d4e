import * as z from 'zod'
import type { Problem } from './problems.ts'

/** The variables and secrets that Steward reads from its environment. */
export type VariableName =
  | 'DRY_RUN'
  | 'WATCH'
  | 'SWEEP_MINUTES'
  | 'MODEL'
  | 'BUDGET_DAILY_USD'
  | 'BUDGET_PER_CHANNEL_DAILY_USD'
  | 'DOCS_URL'
  | 'GUILD_ID'
  | 'DISCORD_API_URL'
  | 'ALGOLIA_URL'
  | 'ANTHROPIC_BASE_URL'
  | 'LLM_BASE_URL'
  | 'GITHUB_API_URL'
  | 'GITHUB_WEB_URL'
  | 'PUBLIC_URL'
  | 'DISCORD_APPLICATION_ID'
  | 'DISCORD_PUBLIC_KEY'
  | 'DISCORD_BOT_TOKEN'
  | 'ANTHROPIC_API_KEY'
  | 'LLM_API_KEY'
  | 'ALGOLIA_APP_ID'
  | 'ALGOLIA_API_KEY'
  | 'SESSION_SECRET'
  | 'AUDIT_EVENT_PREFIX'
  | 'AUDIT_WEBHOOK_URL'
  | 'AUDIT_WEBHOOK_SECRET'
  | 'GITHUB_APP_ID'
  | 'GITHUB_PRIVATE_KEY'
  | 'GITHUB_CLIENT_ID'
  | 'GITHUB_CLIENT_SECRET'
  | 'GITHUB_WEBHOOK_SECRET'
  | 'DRIFT_WEBHOOK_SECRET'

/** Each a text, '' when unset. */
export type Variables = Partial<Record<VariableName, string>>

/** A variable's value; undefined when it is not set, or malformed, which is then a problem that names it. */
export type ReadVariable = <T>(name: VariableName, schema: z.ZodType<T, string>) => T | undefined

export function variableReader(variables: Variables, problems: Problem[]): ReadVariable {
  return (name, schema) => {
    const value = variables[name]?.trim()
    if (!value) return undefined
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    problems.push({ path: name, message: parsed.error.issues[0]?.message ?? 'is malformed' })
    return undefined
  }
}

export const url = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^https?:/.test(value),
    'expected a URL that begins with https://',
  )
