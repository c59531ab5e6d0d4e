import { CONTEXT, slashCommand } from '../discord/command.ts'
import { privately } from '../discord/reply.ts'
import { standingText } from '../roles/words.ts'
import type { CommandDeps } from './deps.ts'
import { ROLES_OFF } from './refusals.ts'

export const roles = slashCommand({
  declaration: {
    name: 'roles',
    description: 'Your roles for work on GitHub: why you have them, and how far the next one is',
    contexts: [CONTEXT.guild],
  },

  isOn: ({ roles: desk }: CommandDeps) => desk !== null,

  async handle({ actor }, { roles: desk }: CommandDeps) {
    if (!desk) return privately(ROLES_OFF)
    return privately(standingText(desk.policy, await desk.linkOf(actor.memberId)))
  },
})
