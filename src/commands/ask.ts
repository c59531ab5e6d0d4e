import { MAX_QUESTION_CHARS } from '../conversation/ask.ts'
import { isThreadType } from '../discord/channel.ts'
import { CONTEXT, OPTION, slashCommand } from '../discord/command.ts'
import { privately } from '../discord/reply.ts'
import type { CommandDeps } from './deps.ts'
import { budgetChannel, placeOf } from './place.ts'
import { cooldownText } from './refusals.ts'

export const ask = slashCommand({
  declaration: {
    name: 'ask',
    description: 'Ask a question; the answer comes from the docs, with its sources',
    contexts: [CONTEXT.guild],
    options: [
      {
        type: OPTION.string,
        name: 'question',
        description: 'Your question, in your own words',
        required: true,
        max_length: MAX_QUESTION_CHARS,
      },
      { type: OPTION.boolean, name: 'private', description: 'Only you see the answer' },
    ],
  },

  async handle({ actor, options }, deps: CommandDeps) {
    const { interactionId, applicationId, token, memberId, channel } = actor
    const budgetChannelId = budgetChannel(channel)
    const admission = await deps.budget.admit({ id: interactionId, channelId: budgetChannelId, memberId })
    if (!admission.ok) return privately(cooldownText(admission.retryAt))
    const { scope, isQuiet } = await placeOf(actor, deps)
    const isPrivate = (options.private ?? false) || isQuiet
    const isThread = isThreadType(channel.type)
    await deps.ask({
      id: interactionId,
      origin: { kind: 'interaction', applicationId, token },
      text: options.question,
      memberId,
      channelId: channel.id,
      budgetChannelId,
      threadId: isThread ? channel.id : null,
      scope,
      isPrivate,
      target: null,
    })
    return { kind: 'deferred', ephemeral: isPrivate }
  },
})
