import { flagById } from '../../../storage/flags.ts'
import {
  castReview,
  type Label,
  NO_VOTES,
  type Review,
  type Votes,
  votesOn,
} from '../../../storage/reviews.ts'
import type { CheckDeps } from './deps.ts'
import { isReacted, planShown } from './showing.ts'

/** What became of a moderator's vote. */
export type Reviewed =
  | {
      kind: 'recorded'
      before: Label | null
      votes: Votes
      reaction: 'on' | 'off' | 'dry' | 'gone' | 'waived'
    }
  /** It was judged again and is no candidate any more, or it is no longer kept. */
  | { kind: 'unknown' }

/** Records a vote, and stores what follows from it for the message and its card. The same press again changes nothing. */
export async function review(it: Review, deps: CheckDeps): Promise<Reviewed> {
  const { db, store, now, policy, isDry } = deps
  const flag = await flagById(db, it.flagId)
  if (!flag) return { kind: 'unknown' }
  const { before } = await castReview(db, it, now())
  await deps.followUps.afterRating(it.flagId)
  const votes = (await votesOn(db, [it.flagId])).get(it.flagId) ?? NO_VOTES
  const stands = isReacted(flag.prediction, votes)
  const isGone = flag.goneAt !== null
  const shown = store.shown(it.flagId)
  // What never had a card, as what was imported, gets no reaction either.
  const isLive = shown?.hasCard === true && flag.status === 'active' && !isGone && !flag.isWaived && !isDry
  const [first = it.flagId] = flag.messageIds
  const place = { message: { id: first, channelId: flag.channelId }, emoji: policy.reactionEmoji }
  if (shown?.hasCard) {
    const wanted = { messageIds: flag.messageIds, reaction: stands && isLive ? place : null, card: true }
    const plan = planShown(it.flagId, shown, store.effectsOf(it.flagId), wanted, now())
    store.conclude(null, [plan], now())
  }
  const reaction = isDry
    ? 'dry'
    : isGone
      ? 'gone'
      : flag.isWaived
        ? 'waived'
        : stands && isLive
          ? 'on'
          : 'off'
  return { kind: 'recorded', before, votes, reaction }
}
