import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10'
import { encodeCustomId } from '../../../discord/custom-id.ts'
import type { MessageParts } from '../../../discord/messages.ts'
import { escapeMarkdown, maskedLink, shorten } from '../../../discord/text.ts'
import type { Reviewable } from '../../../storage/reviewable.ts'
import type { Label } from '../../../storage/reviews.ts'
import { messageUrl } from '../../enforcement/card.ts'
import { count, figureText, percent } from '../training/figure-text.ts'
import type { ReviewStatistics } from './statistics.ts'

/** Discord's numbers: a row, a button, and a button's styles. */
const ROW = 1
const BUTTON = 2
const STYLE = { success: 3, danger: 4, secondary: 2 } as const
const COLOUR = 0x3b6ea8
const EXCERPT_CHARS = 1_500
const NOTE_CHARS = 300
const MOST_MODERATORS = 20

const BUTTONS: Record<Label, { label: string; style: (typeof STYLE)[keyof typeof STYLE] }> = {
  correct: { label: 'Accept', style: STYLE.success },
  incorrect: { label: 'Reject', style: STYLE.danger },
  ambiguous: { label: 'Ambiguous', style: STYLE.secondary },
  not_applicable: { label: 'Not applicable', style: STYLE.secondary },
}
const labelName = (label: Label): string => BUTTONS[label].label
export const isReviewLabel = (text: string): text is Label => Object.hasOwn(BUTTONS, text)

/** Shows one more time the candidate that was rated last. */
export const BACK = 'back'

const button = (flag: string, act: string, label: string, style: number): APIButtonComponentWithCustomId => ({
  type: BUTTON,
  style,
  label,
  custom_id: encodeCustomId('review', { flag, act }),
})

/**
 * One candidate to be rated. The model's probability is not in it, nor why it is shown: who has read a number before
 * judging judges by the number.
 */
export function reviewCard(
  { flagId, channelId, messageId, authorId, targetId, excerpt, note }: Reviewable,
  {
    guildId,
    left,
    rated,
  }: { guildId: string; left: number | null; rated: { flagId: string; label: Label } | null },
): MessageParts {
  const who = (id: string | null) => (id === null ? 'a member' : `<@${id}>`)
  const quote = shorten(excerpt, EXCERPT_CHARS)
    .split('\n')
    .map((line) => `> ${escapeMarkdown(line)}`)
    .join('\n')
  const link =
    channelId === '' ? '' : maskedLink('Open the message', messageUrl(guildId, { channelId, id: messageId }))
  const description = [
    `${who(authorId)} to ${who(targetId)}${channelId === '' ? '' : ` in <#${channelId}>`}`,
    quote,
    escapeMarkdown(shorten(note, NOTE_CHARS)),
    link,
  ]
  const labels = Object.entries(BUTTONS).map(([act, { label, style }]) => button(flagId, act, label, style))
  const rows = [labels, ...(rated === null ? [] : [[backButton(rated.flagId)]])]
  return {
    content: rated === null ? '' : `Noted: **${labelName(rated.label)}**. Here is the next one.`,
    embeds: [
      {
        title: 'Is this unconstructive or unsolicited?',
        description: description.filter(Boolean).join('\n\n'),
        color: COLOUR,
        ...(left !== null && { footer: { text: left === 0 ? 'The last one' : `${left} more to rate` } }),
      },
    ],
    components: rows.map((components) => ({ type: ROW, components })),
  }
}

const backButton = (flag: string) => button(flag, BACK, 'Back to the last one', STYLE.secondary)

/** When nothing is left to be rated. */
export function nothingToReview(rated: { flagId: string; label: Label } | null): MessageParts {
  const noted = rated === null ? '' : `Noted: **${labelName(rated.label)}**. `
  return {
    content: `${noted}You have rated everything there is. Conversations that you took part in yourself are left to others.`,
    embeds: [],
    components: rated === null ? [] : [{ type: ROW, components: [backButton(rated.flagId)] }],
  }
}

export function statisticsMessage({ rated, moderators, kappa, recall }: ReviewStatistics): MessageParts {
  if (rated === 0) return { content: 'Nothing was rated yet. `/review` shows you what to rate first.' }
  const lines = moderators.slice(0, MOST_MODERATORS).map(({ id, votes, compared, agreed }) => {
    const agreement =
      compared === 0 ? 'nobody else rated the same' : `as most others in ${agreed} of ${compared}`
    return `<@${id}>: ${votes.correct} accepted, ${votes.incorrect} rejected, ${votes.ambiguous} ambiguous, ${votes.not_applicable} not applicable; ${agreement}`
  })
  return {
    embeds: [
      {
        title: `${count(rated, 'message')} rated`,
        description: shorten(lines.join('\n') || 'All of it was imported, or by who was erased.', 3_000),
        fields: [
          { name: 'Agreement among moderators (Fleiss’ kappa)', value: kappaText(kappa) },
          { name: 'Recall: of what is to be upheld, became a card', value: recallText(recall) },
        ],
        color: COLOUR,
      },
    ],
  }
}

const kappaText = (kappa: ReviewStatistics['kappa']): string =>
  kappa === null
    ? 'Cannot be told yet: it takes messages that several moderators rated, and not all the same.'
    : `**${figureText(kappa, (value) => value.toFixed(2))}** on ${count(kappa.candidates, 'message')} with several votes. 0 is chance, 1 is full agreement.`

const recallText = (recall: ReviewStatistics['recall']): string =>
  recall === null
    ? 'Cannot be told yet: it takes votes on what is shown by chance, which comes up in `/review` now and then.'
    : `**${figureText(recall, percent)}**, by ${count(recall.byChance, 'message')} shown by chance out of ${count(recall.hidden, 'message')} that became no card.`
