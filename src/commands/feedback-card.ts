import { component, type Press } from '../discord/command.ts'
import { privately } from '../discord/reply.ts'
import { CARD_LABELS, isLabel, LABEL_BUTTON } from '../moderation/feedback/check/labels.ts'
import type { Reviewed } from '../moderation/feedback/check/reviewing.ts'
import type { Label } from '../storage/reviews.ts'
import type { CommandDeps } from './deps.ts'

/** A vote on a moderators' card. Who may vote is in the signed interaction, not in who sees the channel. */
export const feedbackButton = component({
  id: 'feedback',
  needs: 'MODERATE_MEMBERS',
  async handle(
    { actor, fields: { channel, flag, label } }: Press<{ channel: string; flag: string; label: string }>,
    { feedback }: CommandDeps,
  ) {
    if (!feedback || !isLabel(label)) return privately('This button does nothing any more.')
    const reviewed = await feedback.review(channel, {
      reviewId: actor.interactionId,
      flagId: flag,
      reviewerId: actor.memberId,
      label,
      notes: null,
    })
    return privately(voteText(reviewed, label))
  },
})

const AFTERWARDS = {
  on: 'The message carries the reaction.',
  off: 'The message carries no reaction.',
  dry: 'Dry run: no reaction is added.',
  gone: 'The message has been deleted; your vote counts all the same.',
  waived: 'Whom it is about welcomes any feedback, so nothing is shown on it.',
} as const

/** What the moderator who voted is told. */
function voteText(reviewed: Reviewed, label: Label): string {
  if (reviewed.kind === 'unknown') return 'It was judged again and is no candidate any more.'
  const { before, votes, reaction } = reviewed
  const name = LABEL_BUTTON[label].button
  const changed =
    before === null || before === label
      ? `Your vote: ${name}.`
      : `Your vote was ${LABEL_BUTTON[before].button} and is now ${name}.`
  const all = CARD_LABELS.filter((each) => votes[each] > 0)
    .map((each) => `${LABEL_BUTTON[each].button} ${votes[each]}`)
    .join(', ')
  return `${changed} So far: ${all}. ${AFTERWARDS[reaction]}`
}
