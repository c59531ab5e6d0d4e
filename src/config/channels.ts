import { type ChannelIdentity, matchPattern } from './channel-name.ts'
import { type Config, PURPOSES, type Purpose } from './schema.ts'

interface Match {
  purpose: Purpose
  scope: string | undefined
}

/** What a channel is for. Ids and whole names win over patterns; null when the configuration gives it no purpose. */
export function purposeOf(config: Pick<Config, 'channels'>, channel: ChannelIdentity): Purpose | null {
  return match(config, channel)?.purpose ?? null
}

/** The part of the docs that a channel's answers come from, `{repo}` filled in from its name. */
export function scopeOf(config: Pick<Config, 'channels'>, channel: ChannelIdentity): string | undefined {
  return match(config, channel)?.scope
}

function match(config: Pick<Config, 'channels'>, { id, name }: ChannelIdentity): Match | null {
  const entries = PURPOSES.flatMap((purpose) =>
    config.channels[purpose].map((entry) => ({ purpose, ...entry })),
  )
  const exact = entries.find((entry) => entry.name === id || entry.name === name)
  if (exact) return { purpose: exact.purpose, scope: exact.scope }
  for (const { purpose, name: pattern, scope } of entries) {
    const found = name === null ? null : matchPattern(pattern, name)
    if (found) return { purpose, scope: scope?.replace(found.placeholder, found.value) }
  }
  return null
}
