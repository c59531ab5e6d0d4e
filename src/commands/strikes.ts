import { CONTEXT, slashCommand } from '../discord/command.ts'
import { privately } from '../discord/reply.ts'
import { escapeMarkdown, shorten } from '../discord/text.ts'
import type { CommandDeps } from './deps.ts'

export const strikes = slashCommand({
  declaration: {
    name: 'strikes',
    description: 'Your own strikes: what for, and until when they count',
    contexts: [CONTEXT.guild],
  },

  isOn: ({ moderation }: CommandDeps) => moderation !== null,

  async handle({ actor }, { moderation, now }: CommandDeps) {
    const list = (await moderation?.strikesOf(actor.memberId, now())) ?? []
    if (list.length === 0) return privately('You have no strikes.')
    const lines = list.map(
      ({ caseNumber, memberText, expiresAt }) =>
        `• Case ${caseNumber}: ${escapeMarkdown(shorten(memberText, 150))} Counts until <t:${Math.floor(expiresAt / 1000)}:D>.`,
    )
    return privately(
      `${list.length === 1 ? 'You have one strike.' : `You have ${list.length} strikes.`} If one is a mistake, write to a moderator and name the case.\n${lines.join('\n')}`.slice(
        0,
        2000,
      ),
    )
  },
})
