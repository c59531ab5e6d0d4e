import { CONTEXT, slashCommand } from '../discord/command.ts'
import { privately } from '../discord/reply.ts'
import type { CommandDeps } from './deps.ts'
import { ROLES_OFF } from './refusals.ts'

export const unlinkGithub = slashCommand({
  declaration: {
    name: 'unlink-github',
    description: 'Forgets your GitHub account and takes the roles it brought',
    contexts: [CONTEXT.guild],
  },

  isOn: ({ roles }: CommandDeps) => roles !== null,

  async handle({ actor }, { roles }: CommandDeps) {
    if (!roles) return privately(ROLES_OFF)
    const taken = await roles.unlink(actor.memberId)
    if (taken === null) return privately('You have not linked a GitHub account, so there is nothing to undo.')
    const which =
      taken.length === 0
        ? 'It had brought you no roles.'
        : `I take the roles that it brought: ${taken.map((id) => `<@&${id}>`).join(', ')}.`
    return privately(
      `Your GitHub account is unlinked, and I have forgotten it. ${which} \`/link-github\` links it again.`,
    )
  },
})
