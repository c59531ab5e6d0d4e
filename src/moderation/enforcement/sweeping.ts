import { DISCORD_CODE } from '../../discord/result.ts'
import { snowflakeAt } from '../../discord/snowflake.ts'
import type { Attempt } from './after-attempt.ts'
import type { EnforcementDeps } from './deps.ts'

/** Until a search shows what was deleted a moment ago. */
const LOOK_AGAIN_MS = 15_000

/**
 * Removes what a ban left behind: searches, deletes what is found, and searches again until nothing more is found or all
 * that is found is gone already (the index lags behind).
 */
export async function sweep(
  authorId: string,
  since: number,
  reason: string,
  { discord }: Pick<EnforcementDeps, 'discord'>,
): Promise<Attempt> {
  const page = await discord.searchByAuthor(authorId, snowflakeAt(since))
  if (!page.ok) return { kind: 'failed', failure: page.failure }
  if (!page.value.isReady) return { kind: 'again', afterMs: page.value.retryAfterMs }
  let removed = 0
  for (const { id, channel_id } of page.value.messages) {
    const result = await discord.deleteMessage(channel_id, id, reason)
    if (result.ok) removed++
    else if (!isGone(result.failure)) return { kind: 'failed', failure: result.failure }
  }
  return removed === 0 ? { kind: 'done' } : { kind: 'again', afterMs: LOOK_AGAIN_MS }
}

function isGone(failure: { kind: string; code?: number }): boolean {
  return failure.kind === 'refused' && failure.code === DISCORD_CODE.unknownMessage
}
