import type { MessageParts } from '../../discord/messages.ts'
import { type PostingDeps, type PostingOptions, postOnce as post } from '../../discord/post-once.ts'
import type { Attempt } from './after-attempt.ts'
import type { Effect } from './effect.ts'

/** Posts an effect's message once. */
export async function postOnce(
  { id, startedAt }: Pick<Effect, 'id' | 'startedAt'>,
  channelId: string,
  parts: MessageParts,
  deps: PostingDeps,
  options: PostingOptions = {},
): Promise<Attempt> {
  const posted = await post({ id, startedAt }, channelId, parts, deps, options)
  if (!posted.ok) return { kind: 'failed', failure: posted.failure }
  return { kind: 'done', posted: { id: posted.value.id, channelId } }
}
