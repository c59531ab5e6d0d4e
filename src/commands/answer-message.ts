import { MAX_QUESTION_CHARS } from '../conversation/ask.ts'
import { isThreadType } from '../discord/channel.ts'
import { COMMAND, CONTEXT, type MessageCommand } from '../discord/command.ts'
import { privately } from '../discord/reply.ts'
import { shorten } from '../discord/text.ts'
import type { CommandDeps } from './deps.ts'
import { budgetChannel, placeOf } from './place.ts'
import { cooldownText } from './refusals.ts'

/** On anybody's message; the answer goes to a thread under it, the person who asked for it gets the link. */
export const answerMessage: MessageCommand<CommandDeps> = {
  kind: 'message',
  declaration: {
    type: COMMAND.message,
    name: 'Answer from the docs',
    contexts: [CONTEXT.guild],
  },

  async handle({ actor, target }, deps) {
    const { interactionId, applicationId, token, memberId, channel } = actor
    if (target.content.trim() === '') {
      return privately('This message has no text to answer. Use `/ask` and put the question into words.')
    }
    if (target.author.bot) {
      return privately(
        'This was written by a bot. Use “Answer from the docs” on a member’s question, or `/ask`.',
      )
    }
    const budgetChannelId = budgetChannel(channel)
    const admission = await deps.budget.admit({ id: interactionId, channelId: budgetChannelId, memberId })
    if (!admission.ok) return privately(cooldownText(admission.retryAt))
    const { scope, isQuiet } = await placeOf(actor, deps)
    const isThread = isThreadType(channel.type)
    await deps.ask({
      id: interactionId,
      origin: { kind: 'interaction', applicationId, token },
      text: shorten(target.content.trim(), MAX_QUESTION_CHARS),
      memberId,
      channelId: channel.id,
      budgetChannelId,
      threadId: isThread ? channel.id : target.id,
      scope,
      isPrivate: isQuiet,
      target: { id: target.id },
    })
    return { kind: 'deferred', ephemeral: true }
  },
}
