import * as z from 'zod'
import { isAbout } from '../lexical/warning.ts'
import { ageText, isNewcomer } from './newcomer.ts'
import { isOwnLink } from './own-links.ts'
import type { Rule } from './rule.ts'
import { switches } from './switches.ts'

export const newAccountLinkSchema = z.strictObject({ ...switches })

export const newAccountLink: Rule = {
  id: 'new-account-link',
  isEnabled: ({ rules }) => rules.newAccountLink.enabled,
  isDry: ({ rules }) => rules.newAccountLink.dryRun,
  match({ message }, policy) {
    const { facts, writtenAt } = message
    if (!isNewcomer(facts.author, writtenAt, policy) || message.links.length === 0) return null
    const foreign = message.links.filter(
      (link) => !isOwnLink(link, facts.guildId, policy) && !(link.isDefanged && isAbout(message.stance)),
    )
    if (foreign.length === 0) return null
    return {
      messages: [message],
      actions: [{ kind: 'remove' }, { kind: 'ask_context' }],
      score: 1,
      signals: [
        ...foreign
          .slice(0, 5)
          .map(({ raw, host }) => ({ name: `link to ${host}`, evidence: raw.slice(0, 160), weight: 1 })),
        { name: 'newcomer', evidence: ageText(facts.author, writtenAt), weight: 1 },
      ],
      isStrike: false,
    }
  },
  explain: ({ signals }) =>
    `A newcomer (${signals.at(-1)?.evidence}) posted a ${signals[0]?.name}, which is not on the list of allowed hosts.`,
  memberText: (_, { newcomer }) =>
    `Links from accounts younger than ${newcomer.accountDays} days, or in their first ${newcomer.memberHours} hours here, are held back; say in a few words what the link is and post it again.`,
}
