/**
 * `npm run register` puts Steward's commands to Discord and prints what changed.
 * Reads DISCORD_APPLICATION_ID, DISCORD_BOT_TOKEN and DISCORD_API_URL from the environment or .dev.vars.
 */
import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { parseConfig } from '../src/config/config.ts'
import { DEFAULT_DISCORD_API_URL } from '../src/config/settings.ts'
import { invitePermissions } from '../src/discord/permissions.ts'
import steward from '../steward.config.ts'
import { readFlags } from './flags.ts'
import { registerCommands } from './register/put.ts'

const flags = readFlags(
  ['global', 'dry-run'],
  `npm run register [-- --global] [-- --dry-run]

  --global   for every server the bot is in (Discord may take an hour), not just the one of steward.config.ts
  --dry-run  only say what would change`,
)

if (existsSync('.dev.vars')) loadEnvFile('.dev.vars')
const applicationId = process.env.DISCORD_APPLICATION_ID
const botToken = process.env.DISCORD_BOT_TOKEN
if (!applicationId || !botToken) {
  console.error(
    'DISCORD_APPLICATION_ID and DISCORD_BOT_TOKEN are needed: in .dev.vars (see .dev.vars.example) or the environment.',
  )
  process.exit(1)
}
const { community } = parseConfig(steward)
const guildId = flags.global ? null : community.guildId
const result = await registerCommands({
  apiUrl: process.env.DISCORD_API_URL || DEFAULT_DISCORD_API_URL,
  applicationId,
  botToken,
  guildId,
  dryRun: flags['dry-run'],
})
if (!result.ok) {
  const { failure } = result
  console.error(
    failure.kind === 'refused'
      ? `Discord refused (${failure.status}, code ${failure.code}): ${failure.message}`
      : `Discord could not be reached: ${failure.kind === 'unknown' ? failure.detail : 'too many requests, try again later'}`,
  )
  if (failure.kind === 'refused' && [401, 403].includes(failure.status)) {
    console.error(`Check the token, and invite the bot:\n  ${inviteUrl(applicationId)}`)
  }
  process.exit(1)
}
const { added, changed, removed, same } = result.value
const lines = [
  ['+', added],
  ['~', changed],
  ['-', removed],
  ['=', same],
] as const
for (const [mark, names] of lines) for (const name of names) console.log(`  ${mark} ${name}`)
const where = guildId === null ? 'every server' : `server ${guildId}`
const verb = flags['dry-run'] ? 'would be registered' : 'registered'
console.log(`${added.length + changed.length + same.length} commands ${verb} for ${where}.`)
console.log(`Invite: ${inviteUrl(applicationId)}`)

function inviteUrl(id: string): string {
  return `https://discord.com/oauth2/authorize?client_id=${id}&scope=bot+applications.commands&permissions=${invitePermissions()}`
}
