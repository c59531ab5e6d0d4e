import { CONTEXT, slashCommand } from '../discord/command.ts'
import { privately } from '../discord/reply.ts'
import type { CommandDeps } from './deps.ts'
import { ROLES_OFF } from './refusals.ts'

export const linkGithub = slashCommand({
  declaration: {
    name: 'link-github',
    description: 'Links your GitHub account, for the roles your work there has earned',
    contexts: [CONTEXT.guild],
  },

  isOn: ({ roles }: CommandDeps) => roles !== null,

  async handle({ actor }, { roles }: CommandDeps) {
    if (!roles) return privately(ROLES_OFF)
    const [url, link] = await Promise.all([
      roles.begin({
        id: actor.interactionId,
        memberId: actor.memberId,
        applicationId: actor.applicationId,
        interactionToken: actor.token,
      }),
      roles.linkOf(actor.memberId),
    ])
    const before = link
      ? `You have linked @${link.login}. Another account takes its place; the same one is counted anew.\n`
      : ''
    return {
      kind: 'message',
      ephemeral: true,
      content: `${before}Press the button and tell GitHub who you are. I learn your account's name and number, nothing else. The button is yours alone and good for ten minutes: give it to nobody.`,
      components: [{ type: 1, components: [{ type: 2, style: 5, label: 'Link GitHub', url }] }],
    }
  },
})
