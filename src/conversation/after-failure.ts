import { DISCORD_CODE, type DiscordFailure } from '../discord/result.ts'
import { canLeaveReply, TOKEN_MS } from './next-step.ts'
import type { Run } from './run.ts'

/** What follows when showing the answer failed. */
export type AfterFailure =
  | { do: 'retry'; at: number }
  /** A message of its own in the channel: the reply is gone. */
  | { do: 'leave_reply' }
  /** The reply to whoever asked: Steward may not post in the channel. */
  | { do: 'use_reply' }
  /** All of it in the message that is there already. */
  | { do: 'fold' }
  | { do: 'give_up' }

const RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000

/** Decides by what is known: a refusal did nothing, so another place is safe; after an unknown outcome only the same act is. */
export function afterFailure(run: Run, mark: string, failure: DiscordFailure, now: number): AfterFailure {
  const failures = run.failures[mark] ?? 0
  const tokenEnds = run.askedAt + TOKEN_MS
  const backoffMs = Math.min(RETRY_MS * 2 ** failures, MAX_RETRY_MS)
  if (failure.kind === 'rate_limited') {
    // Ten thousand refused requests in ten minutes and Discord shuts the door: a limit met again and again is given more time.
    const at = now + Math.max(failure.retryAfterMs, backoffMs)
    if (run.place.kind === 'reply' && at > tokenEnds)
      return canLeaveReply(run) ? { do: 'leave_reply' } : { do: 'give_up' }
    return { do: 'retry', at }
  }
  if (failure.kind === 'unknown') return { do: 'retry', at: now + backoffMs }
  if (isFurtherPart(mark)) return run.isFolded ? { do: 'give_up' } : { do: 'fold' }
  if (run.place.kind === 'reply') {
    if (!isGone(failure)) return { do: 'give_up' }
    // Follow-ups answer 404 now and then although the reply is there: once more before it counts as gone.
    if (failures === 0) return { do: 'retry', at: now + RETRY_MS }
    return canLeaveReply(run) ? { do: 'leave_reply' } : { do: 'give_up' }
  }
  const isReplyUsable =
    run.ask.origin.kind === 'interaction' && !run.refusedPlaces.includes('reply') && now < tokenEnds
  return isReplyUsable ? { do: 'use_reply' } : { do: 'give_up' }
}

function isFurtherPart(mark: string): boolean {
  return mark.startsWith('part:') && mark !== 'part:0'
}

/** The reply is not there: not any more, or, for the first edit, not yet. */
export function isGone({ status, code }: Extract<DiscordFailure, { kind: 'refused' }>): boolean {
  const { unknownMessage, unknownWebhook, unknownInteraction, invalidWebhookToken } = DISCORD_CODE
  const codes: number[] = [unknownMessage, unknownWebhook, unknownInteraction, invalidWebhookToken]
  return codes.includes(code) || status === 404 || status === 401
}
