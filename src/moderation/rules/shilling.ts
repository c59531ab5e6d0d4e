import * as z from 'zod'
import type { Action } from '../decision.ts'
import { scamScore } from '../lexical/scam.ts'
import { ownWords } from '../lexical/warning.ts'
import { type NormalText, normalise } from '../text/normalise.ts'
import { isOnlyAnOffer } from './job-post.ts'
import { ageText, isNewAccount } from './newcomer.ts'
import { foreignLinks } from './own-links.ts'
import type { Rule } from './rule.ts'
import { switches } from './switches.ts'

export const shillingSchema = z.strictObject({
  ...switches,
  threshold: z.number().min(0.5).max(1).default(0.9).describe('From this score on the message is removed.'),
  cardFrom: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.8)
    .describe(
      'From this score up to `threshold` moderators are shown the message, and nothing else happens.',
    ),
  banGroups: z
    .int()
    .min(2)
    .max(8)
    .default(3)
    .describe(
      'A new account is banned when so many independent kinds of evidence agree; otherwise a moderator decides.',
    ),
  ban: z.boolean().default(true).describe('Whether Steward may ban a new account on its own.'),
})

/** Above the threshold for removing: the sum of evidence that a ban needs as well. */
const BAN_SCORE = 0.96
/** Groups of evidence that any lively announcement or honest offer of work has; on these alone nothing is removed. */
const GENERIC = new Set([
  'money',
  'hurry',
  'contact',
  'claim',
  'link',
  'broadcast',
  'code',
  'seller',
  'disguise',
  'task',
])
/** Groups of evidence that honest offers of work or goods do not have; without one of them a person decides. */
const BANNED_FOR = new Set([
  'asset',
  'presale',
  'promise',
  'wallet',
  'airdrop',
  'gift',
  'casino',
  'mentor',
  'recovery',
])

const REMOVE: Action = { kind: 'remove' }
const BAN: Action = { kind: 'ban' }
const CARD: Action = { kind: 'card' }

export const shilling: Rule = {
  id: 'shilling',
  isEnabled: ({ rules }) => rules.shilling.enabled,
  isDry: ({ rules }) => rules.shilling.dryRun,
  match({ message }, policy) {
    const { facts, text, writtenAt } = message
    const { threshold, cardFrom, banGroups, ban } = policy.rules.shilling
    const score = scamScore(text, () => foreignLinks(message, policy))
    if (score.value < Math.min(cardFrom, threshold) || message.stance === 'quotes') return null
    if (isOnlyAnOffer(message, score, policy)) return null
    const isRemoved =
      score.value >= threshold &&
      message.stance !== 'warns' &&
      !isQuotedOnly(text, cardFrom) &&
      [...score.groups].some((group) => !GENERIC.has(group))
    const mayBan =
      ban &&
      isRemoved &&
      message.stance === 'none' &&
      score.value >= BAN_SCORE &&
      score.strongGroups.size >= banGroups &&
      [...score.strongGroups].some((group) => BANNED_FOR.has(group)) &&
      isNewAccount(facts.author, writtenAt, policy)
    return {
      messages: [message],
      actions: [...(isRemoved ? [REMOVE] : []), ...(mayBan ? [BAN] : []), CARD],
      score: score.value,
      signals: [
        ...score.signals,
        { name: 'account', evidence: ageText(facts.author, writtenAt), weight: mayBan ? 1 : 0 },
      ],
      isStrike: isRemoved,
    }
  },
  explain({ signals, actions }) {
    const why = signals.filter(({ weight, name }) => weight > 0 && name !== 'account').map(({ name }) => name)
    const does = (wanted: Action['kind']) => actions.some(({ kind }) => kind === wanted)
    if (!does('remove')) return `May be a scam or a pump: ${why.join(', ')}. Nothing was done.`
    return `Reads like a scam or a pump: ${why.join(', ')}.${does('ban') ? ' The account is new.' : ' A ban needs a moderator.'}`
  },
  memberText: () => 'Promotion of coins, schemes and giveaways is not welcome here.',
}

/** All that reads like a scam stands in quotation: a person should tell whether it is shown or made. */
function isQuotedOnly(text: NormalText, cardFrom: number): boolean {
  const own = ownWords(text)
  return own !== null && scamScore(normalise(own), () => []).value < cardFrom
}
