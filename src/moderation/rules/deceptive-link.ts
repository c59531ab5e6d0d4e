import * as z from 'zod'
import { isAbout } from '../lexical/warning.ts'
import { type Deception, deceptionOf } from '../text/deception.ts'
import type { Rule } from './rule.ts'
import { switches } from './switches.ts'

export const deceptiveLinkSchema = z.strictObject({ ...switches })

export const deceptiveLink: Rule = {
  id: 'deceptive-link',
  isEnabled: ({ rules }) => rules.deceptiveLink.enabled,
  isDry: ({ rules }) => rules.deceptiveLink.dryRun,
  match({ message }, policy) {
    const found = message.links.flatMap((link) => {
      if (link.isDefanged && isAbout(message.stance)) return []
      const deception = deceptionOf(link, policy.allowedHosts)
      return deception ? [{ link, deception }] : []
    })
    if (found.length === 0) return null
    return {
      messages: [message],
      // Somebody who shows a trap to warn of it has done nothing wrong: moderators may want to know all the same.
      actions: isAbout(message.stance) ? [{ kind: 'card' }] : [{ kind: 'remove' }, { kind: 'card' }],
      score: isAbout(message.stance) ? 0.5 : 1,
      signals: found.slice(0, 5).map(({ link, deception }) => ({
        name: nameOf(deception, link.host),
        evidence: (link.label === null ? link.raw : `[${link.label}](${link.raw})`).slice(0, 160),
        weight: 1,
      })),
      isStrike: false,
    }
  },
  explain: ({ signals, actions }) =>
    `A link that pretends: ${signals[0]?.name}.${actions.length === 1 ? ' The message seems to warn of it.' : ''}`,
  memberText: () =>
    'A link in your message leads elsewhere than it seems to; post the plain address if it is what you meant to share.',
}

function nameOf(deception: Deception, host: string): string {
  if (deception.kind === 'label') return `shows ${deception.shown} and leads to ${host}`
  if (deception.kind === 'user-info') return `begins with ${deception.shown} and leads to ${host}`
  if (deception.kind === 'look-alike') return `${host} looks like ${deception.of}`
  return `${host} mixes scripts (${deception.shown})`
}
