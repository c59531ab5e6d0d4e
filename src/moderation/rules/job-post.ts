import { isNamedBy } from '../../config/channel-name.ts'
import { looksFraudulent } from '../jobs/fraud.ts'
import { lexicalIntent } from '../jobs/lexical.ts'
import { scamScore } from '../lexical/scam.ts'
import type { Score } from '../lexical/score.ts'
import type { ModerationPolicy } from '../policy.ts'
import type { ReadMessage } from '../reading.ts'
import { isNewcomer } from './newcomer.ts'
import { foreignLinks } from './own-links.ts'

/** Groups of evidence for a scam that an honest offer of work has as well: what is paid, how soon, whom to write to. */
const OF_ANY_OFFER = new Set(['money', 'hurry', 'contact', 'link', 'broadcast'])

/** Whether what counts against a message is only what any offer of work has, in a message that is one or stands among them. */
export function isOnlyAnOffer(message: ReadMessage, { groups }: Score, policy: ModerationPolicy): boolean {
  if (![...groups].every((group) => OF_ANY_OFFER.has(group))) return false
  const text = textOf(message)
  if (looksFraudulent(text)) return false
  const { isClear, intent } = lexicalIntent(text)
  return isClear ? intent !== 'other' : isInJobsChannel(message, policy)
}

/**
 * Whether a post is left to the judging of job posts, which makes several copies one: by its words clearly a job post,
 * without marks of a fraud or a scam, and by somebody who is not new.
 */
export function isHonestJobPost(message: ReadMessage, policy: ModerationPolicy): boolean {
  const { facts, text, writtenAt } = message
  if (!policy.jobs.enabled || isNewcomer(facts.author, writtenAt, policy)) return false
  const words = textOf(message)
  const { isClear, intent } = lexicalIntent(words)
  if (!isClear || intent === 'other' || looksFraudulent(words)) return false
  const score = scamScore(text, () => foreignLinks(message, policy))
  return score.value < policy.rules.shilling.cardFrom || isOnlyAnOffer(message, score, policy)
}

const textOf = ({ facts }: ReadMessage): string => [facts.content, ...facts.extraText].join('\n')

function isInJobsChannel(
  { facts: { channelId, parentId, channelName } }: ReadMessage,
  { jobsChannels }: ModerationPolicy,
): boolean {
  const channel = { id: parentId ?? channelId, name: channelName }
  return jobsChannels.some((entry) => isNamedBy(entry, channel))
}
