import * as z from 'zod'
import { registry } from '../../src/commands/registry.ts'
import { declarations } from '../../src/discord/registry.ts'
import { createRest } from '../../src/discord/rest.ts'
import type { DiscordResult } from '../../src/discord/result.ts'
import { type Comparison, compareCommands, type Declared } from './compare.ts'

export interface RegisterOptions {
  apiUrl: string
  applicationId: string
  botToken: string
  /** Null registers for every server, which takes Discord up to an hour to show. */
  guildId: string | null
  /** Only compares. */
  dryRun?: boolean
}

const listed = z.array(z.looseObject({ name: z.string(), type: z.number().optional() }))

/** Replaces the application's commands by those of the registry, and tells what that changes. */
export async function registerCommands(options: RegisterOptions): Promise<DiscordResult<Comparison>> {
  const { apiUrl, applicationId, botToken, guildId, dryRun } = options
  const rest = createRest({ apiUrl, botToken })
  const scope = guildId === null ? '' : `/guilds/${guildId}`
  const path = `/applications/${applicationId}${scope}/commands`
  const before = await rest({ method: 'GET', path, schema: listed, repeatable: true })
  if (!before.ok) return before
  const declared: Declared[] = declarations(registry).map((declaration) => ({ ...declaration }))
  const comparison = compareCommands(declared, before.value)
  if (!dryRun) {
    const put = await rest({ method: 'PUT', path, body: declared, schema: listed, repeatable: true })
    if (!put.ok) return put
  }
  return { ok: true, value: comparison }
}
