import type { MessageParts } from '../../discord/messages.ts'
import { nonceOf } from '../../discord/post-once.ts'
import { DISCORD_CODE, type DiscordFailure } from '../../discord/result.ts'
import type { MessagePlace } from '../enforcement/effect.ts'
import type { ReplayDeps } from './deps.ts'
import type { Run } from './run.ts'

export interface Shows {
  message: MessagePlace | null
  failure: DiscordFailure | null
}

/**
 * Puts the run's one message in the moderators' channel, or brings it up to date. Somebody may have deleted it: then the
 * next time it is posted anew. The nonce makes a post that is repeated after a crash the same message.
 */
export async function show(
  { id, phase, channelId, message }: Pick<Run, 'id' | 'phase' | 'channelId' | 'message'>,
  parts: MessageParts,
  { discord }: Pick<ReplayDeps, 'discord'>,
): Promise<Shows> {
  if (message) {
    const edited = await discord.editMessage(message.channelId, message.id, parts)
    if (edited.ok) return { message, failure: null }
    const isGone = edited.failure.kind === 'refused' && edited.failure.code === DISCORD_CODE.unknownMessage
    return { message: isGone ? null : message, failure: edited.failure }
  }
  if (channelId === null) return { message: null, failure: null }
  const posted = await discord.createMessage(channelId, parts, {
    nonce: await nonceOf(`replay/${id}/${phase}`),
  })
  return posted.ok
    ? { message: { id: posted.value.id, channelId }, failure: null }
    : { message: null, failure: posted.failure }
}

/** Discord may not know of the deferred answer yet when it is edited at once. */
const ANSWER_ATTEMPTS = 3

/** Completes the answer to the command; only the moderator who gave it sees it. */
export async function answerWith(
  { answer }: Pick<Run, 'answer'>,
  content: string,
  { discord }: Pick<ReplayDeps, 'discord'>,
): Promise<void> {
  if (!answer) return
  for (let attempt = 0; attempt < ANSWER_ATTEMPTS; attempt++) {
    const { ok } = await discord.editOriginal(answer, { content })
    if (ok) return
  }
}
