import { CONTEXT, OPTION, slashCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import { privately } from '../discord/reply.ts'
import type { CommandDeps } from './deps.ts'

/** Discord's numbers for channels that hold messages of their own, and for threads. */
const CHECKABLE_CHANNELS = [0, 2, 5, 10, 11, 12, 13] as const

/** For moderators: looks at the conversation now instead of when it is due. */
export const check = slashCommand({
  declaration: {
    name: 'check',
    description: 'For moderators: looks for unconstructive feedback in a channel now',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
    options: [
      {
        type: OPTION.channel,
        name: 'channel',
        description: 'The channel or thread; without it, this one',
        channel_types: [...CHECKABLE_CHANNELS],
      },
    ],
  },
  needs: 'MODERATE_MEMBERS',

  async handle({ actor, options }, { config, feedback }: CommandDeps) {
    if (!feedback)
      return privately(
        config.feedback.enabled
          ? 'Feedback is not checked: watching is off, or there is no model to ask. `/healthz` says which.'
          : 'Feedback is not checked here. `feedback.enabled` in steward.config.ts turns it on.',
      )
    const id = options.channel ?? actor.channel.id
    const asked = await feedback.check(id, { applicationId: actor.applicationId, token: actor.token })
    switch (asked) {
      case 'asked':
        return { kind: 'deferred', ephemeral: true }
      case 'not_checked':
        return privately(
          `<#${id}> is not checked for unconstructive feedback. These channels are, with their threads: ${config.feedback.channels.join(', ')}.`,
        )
      case 'nothing_read':
        return privately(`There is nothing to check in <#${id}>: I have read no message there lately.`)
    }
  },
})
