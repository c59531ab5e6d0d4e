import type { MessageParts } from '../../discord/messages.ts'
import type { ReadMessage } from '../../discord/moderating.ts'
import type { UploadedFile } from '../../discord/rest.ts'
import type { Attempt } from './after-attempt.ts'
import type { EnforcementDeps } from './deps.ts'
import { type Effect, nonceOf } from './effect.ts'

/** Discord remembers a nonce for "a few minutes"; after one of them we look for ourselves. */
const NONCE_MS = 60_000
/** Discord's clock and ours may differ. */
const CLOCK_MARGIN_MS = 60_000
/** When snowflakes begin: the first second of 2015. */
const DISCORD_EPOCH_MS = 1_420_070_400_000

/** The smallest snowflake of a time. */
export function snowflakeAt(ms: number): string {
  return String(BigInt(Math.max(0, Math.floor(ms) - DISCORD_EPOCH_MS)) << 22n)
}

/**
 * Posts a message once. Shortly after a first attempt the nonce gives the message that is there already; later it is looked
 * for in the channel, and only posted when it is not there.
 */
export async function postOnce(
  effect: Pick<Effect, 'id' | 'startedAt' | 'attempts'>,
  channelId: string,
  parts: MessageParts,
  {
    discord,
    now,
  }: { discord: Pick<EnforcementDeps['discord'], 'readAfter' | 'createMessage'>; now: () => number },
  { replyTo, files }: { replyTo?: string; files?: readonly UploadedFile[] } = {},
): Promise<Attempt> {
  const { startedAt, attempts } = effect
  if (attempts > 1 && startedAt !== null && now() - startedAt > NONCE_MS) {
    const since = await discord.readAfter(channelId, snowflakeAt(startedAt - CLOCK_MARGIN_MS))
    if (!since.ok) return { kind: 'failed', failure: since.failure }
    const found = since.value.find((message) => isSame(message, parts))
    if (found) return { kind: 'done', posted: { id: found.id, channelId } }
  }
  const posted = await discord.createMessage(channelId, parts, {
    nonce: await nonceOf(effect.id),
    replyTo,
    files,
  })
  if (!posted.ok) return { kind: 'failed', failure: posted.failure }
  return { kind: 'done', posted: { id: posted.value.id, channelId } }
}

/** By content and by the first embed's footer, which names the case or the message it is about. */
function isSame(message: ReadMessage, parts: MessageParts): boolean {
  const footer = parts.embeds?.[0]?.footer?.text ?? null
  return message.content === (parts.content ?? '').trim() && message.footer === footer
}
