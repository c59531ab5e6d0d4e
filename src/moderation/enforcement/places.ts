import { MINUTE_MS } from '../../budget/day.ts'
import { purposeOf } from '../../config/channels.ts'
import type { Config } from '../../config/schema.ts'
import type { ReadingCalls } from '../../discord/reading.ts'
import type { EnforcementDeps } from './deps.ts'

/** Discord's types of channels that a message can be posted in: text and announcement. A forum takes threads only. */
const TAKES_POSTS = [0, 5]
const REMEMBERED_MS = 5 * MINUTE_MS

/** Finds the channels for cards and for jobs by their purpose, and asks Discord for the list at most every five minutes. */
export function placesByPurpose(
  config: Config,
  discord: Pick<ReadingCalls, 'channels'>,
  now: () => number,
): EnforcementDeps['places'] {
  let known: { at: number; places: Awaited<ReturnType<EnforcementDeps['places']>> } | null = null
  return async () => {
    if (known && now() - known.at < REMEMBERED_MS) return known.places
    const channels = await discord.channels(config.community.guildId)
    if (!channels.ok) throw new Error(`the list of channels: ${channels.failure.kind}`)
    const find = (purpose: 'moderators' | 'jobs') =>
      channels.value.find(
        ({ id, name, type }) =>
          TAKES_POSTS.includes(type) && purposeOf(config, { id, name: name ?? null }) === purpose,
      )?.id ?? null
    known = { at: now(), places: { moderators: find('moderators'), jobs: find('jobs') } }
    return known.places
  }
}
