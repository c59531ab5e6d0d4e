import { CONTEXT, slashCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import type { CommandDeps } from './deps.ts'

export const budget = slashCommand({
  declaration: {
    name: 'budget',
    description: 'For moderators: what answers have cost today, and what is left',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
  },
  needs: 'MODERATE_MEMBERS',

  async handle(_, { budgetReport, now }: CommandDeps) {
    return { kind: 'message', ephemeral: true, content: await budgetReport(now()) }
  },
})
