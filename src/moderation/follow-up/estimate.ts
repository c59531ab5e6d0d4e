import { prefixesIn } from '../../privacy/aliases.ts'
import { pseudonym } from '../../privacy/pseudonym.ts'
import { createPseudonyms } from '../../privacy/pseudonyms.ts'
import { evidenceFor, forgetEvidence, learnAttributes } from '../../storage/attributes.ts'
import { type Flag, flagById } from '../../storage/flags.ts'
import type { FollowUp } from '../../storage/follow-ups.ts'
import { namedMembers } from '../../storage/members.ts'
import { messagesAround } from '../../storage/messages.ts'
import { reviewsOf } from '../../storage/reviews.ts'
import {
  type AttributeName,
  attributeRequest,
  type EstimateLabel,
  usableEstimates,
} from '../feedback/attributes.ts'
import { transcriptOf } from '../feedback/transcript.ts'
import { askWithin } from '../sweep/asking.ts'
import { DONE, type FollowedUp, type FollowUpDeps } from './deps.ts'
import { majorityLabel } from './majority.ts'

/** Messages of the conversation before and after the rated one that the model reads. */
const BEFORE = 30
const AFTER = 15
/** A model that fails as often as this does not get this conversation any more. */
const MAX_ATTEMPTS = 8

/**
 * Estimates how author and target of a rated candidate talk, from that conversation. Once for each outcome of the vote:
 * what was estimated under another outcome is replaced. Nothing is estimated where the target has waived feedback rules.
 */
export async function estimateAttributes(followUp: FollowUp, deps: FollowUpDeps): Promise<FollowedUp> {
  const { db, model, policy, now } = deps
  const flag = await flagById(db, followUp.subject)
  if (!flag || flag.isWaived) return DONE
  const label = majorityLabel((await reviewsOf(db, flag.flagId)).map((review) => review.label))
  const before = await evidenceFor(db, flag.flagId)
  if (label === null) {
    await forgetEvidence(db, flag.flagId, policy.attributeHalfLifeDays, now())
    return DONE
  }
  if (!model || followUp.attempts >= MAX_ATTEMPTS || before.some((each) => each.label === label)) return DONE
  const estimated = await ask(followUp, flag, label, deps)
  if (estimated.kind !== 'estimated') return estimated
  for (const [discordId, estimates] of estimated.byMember) {
    await learnAttributes(
      db,
      discordId,
      { flagId: flag.flagId, label, estimates },
      now(),
      policy.attributeHalfLifeDays,
    )
  }
  return DONE
}

type Estimated =
  | FollowedUp
  | { kind: 'estimated'; byMember: Map<string, Partial<Record<AttributeName, number>>> }

async function ask(
  { id, attempts, startedAt }: FollowUp,
  flag: Flag,
  label: EstimateLabel,
  { db, model, budget, log, now }: FollowUpDeps,
): Promise<Estimated> {
  const ids = [flag.authorAnonId, flag.targetAnonId].flatMap((anonId) => anonId ?? [])
  const users = [...new Set(ids)].map(pseudonym)
  const last = flag.messageIds.at(-1)
  const messages = last === undefined ? [] : await messagesAround(db, flag.channelId, last, BEFORE, AFTER)
  const rated = messages.filter((message) => flag.messageIds.includes(message.id) && !message.isDeleted)
  // Erased, or past its retention: there is nothing left to judge by.
  if (!model || users.length === 0 || (rated.length === 0 && flag.excerpt === null)) return DONE
  const text = messages.map(({ content }) => content).join('\n')
  const authors = [...new Set(messages.map(({ authorId }) => authorId))]
  const pseudonyms = createPseudonyms(await namedMembers(db, authors, prefixesIn(text)))
  const { text: conversation } = transcriptOf(
    messages
      .filter(({ authorId, isDeleted }) => !isDeleted && pseudonyms.tokenOf(authorId) !== null)
      .map(({ id: messageId, authorId, content, createdAt }) => ({
        id: messageId,
        authorId,
        text: content,
        createdAt,
        replyToId: null,
        isToJudge: flag.messageIds.includes(messageId),
      })),
    pseudonyms,
  )
  const candidate =
    rated.length > 0 ? pseudonyms.hide(rated.map(({ content }) => content).join('\n')) : (flag.excerpt ?? '')
  const outcome = await askWithin(
    attributeRequest(conversation, { candidate, label }, users),
    { id: `${id}/${startedAt ?? now()}/${attempts}`, channelId: flag.channelId },
    { model, budget },
  )
  if (outcome === null) return { kind: 'failed', detail: 'the budget does not allow it' }
  if (!outcome.ok) {
    log('attributes_not_estimated', { failure: outcome.failure, detail: outcome.detail })
    return { kind: 'failed', detail: outcome.failure }
  }
  const byMember = new Map<string, Partial<Record<AttributeName, number>>>()
  for (const { user, name, estimate } of usableEstimates(outcome.value, users)) {
    const member = pseudonyms.memberOf(user)
    if (member !== null) byMember.set(member, { ...byMember.get(member), [name]: estimate })
  }
  return { kind: 'estimated', byMember }
}
