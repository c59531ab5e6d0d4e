import type { APIMessageTopLevelComponent } from 'discord-api-types/v10'
import type { encodeCustomId } from '../../../discord/custom-id.ts'
import type { MessageParts } from '../../../discord/messages.ts'
import { escapeMarkdown, maskedLink, shorten } from '../../../discord/text.ts'
import type { Flag } from '../../../storage/flags.ts'
import type { Label } from '../../../storage/reviews.ts'
import { messageUrl } from '../../enforcement/card.ts'
import { CARD_LABELS, LABEL_BUTTON } from './labels.ts'
import { FEATURE_WORDS } from './words.ts'

/** Discord's numbers. */
const ROW = 1
const BUTTON = 2
const LINK_STYLE = 5
/** Discord's limit for an embed's field is 1,024 characters, for its description 4,096. */
const FIELD_CHARS = 1_000
const QUOTE_CHARS = 1_200
const COLOR = { flagged: 0xc0392b, doubtful: 0xd98e04, decided: 0x2f7d6b, gone: 0x7a7a7a }
/** Fewer rated ones of a kind say nothing. */
const MIN_ALIKE = 10

/** An earlier decision about something much like it. */
export interface EarlierDecision {
  flagId: string
  channelId: string
  /** Votes for it less votes against it. */
  balance: number
}

export interface CardFacts {
  flag: Flag
  /** Discord's ids by the numbers of pseudonyms; those of erased members are missing. */
  members: ReadonlyMap<number, string>
  votes: readonly { reviewerId: string | null; label: Label }[]
  /** Rated candidates of about the same probability. */
  alike: { rated: number; upheld: number }
  nearest: readonly EarlierDecision[]
  /** What could not be done. */
  problems: readonly string[]
  isReacted: boolean
  isDry: boolean
  guildId: string
  customId: typeof encodeCustomId
}

/** A candidate as moderators see it. What members wrote is quoted, never rendered; nobody is pinged. */
export function feedbackCard(facts: CardFacts): MessageParts {
  const { flag, guildId, problems, customId } = facts
  const [firstId = flag.flagId] = flag.messageIds
  const url = messageUrl(guildId, { channelId: flag.channelId, id: firstId })
  const isFlag = flag.prediction === 'flag'
  const fields = [
    { name: 'Who', value: who(facts) },
    { name: 'Where', value: `<#${flag.channelId}>` },
    { name: 'Probability', value: probability(facts) },
    { name: 'What mattered most', value: reasons(flag) },
    { name: 'In short', value: flag.note === '' ? '' : named(flag.note, facts.members) },
    { name: 'Earlier decisions like it', value: earlier(facts) },
    { name: 'Votes', value: votes(facts) },
    { name: 'Not done', value: problems.join('; ') },
  ].filter(({ value }) => value !== '')
  return {
    embeds: [
      {
        title: isFlag ? 'Unconstructive or unsolicited feedback' : 'Is this unconstructive or unsolicited?',
        description: [
          quote(flag, facts.members),
          flag.goneAt === null ? '' : '*The message has been deleted. You can still say what it was.*',
          state(facts),
        ]
          .filter(Boolean)
          .join('\n\n'),
        color: colorOf(facts),
        fields: fields.map(({ name, value }) => ({ name, value: shorten(value, FIELD_CHARS) })),
        footer: { text: footerOf(flag.flagId) },
      },
    ],
    components: [buttons(flag, url, customId)],
  }
}

/** By it a card that may have been posted is found again. */
const footerOf = (flagId: string): string => `Feedback ${flagId}`

function buttons(flag: Flag, url: string, customId: CardFacts['customId']): APIMessageTopLevelComponent {
  return {
    type: ROW,
    components: [
      ...CARD_LABELS.map((label) => ({
        type: BUTTON as typeof BUTTON,
        style: LABEL_BUTTON[label].style,
        label: LABEL_BUTTON[label].button,
        custom_id: customId('feedback', { channel: flag.channelId, flag: flag.flagId, label }),
      })),
      ...(flag.goneAt === null
        ? [{ type: BUTTON as typeof BUTTON, style: LINK_STYLE as typeof LINK_STYLE, label: 'Message', url }]
        : []),
    ],
  }
}

function colorOf({ flag, votes: all }: CardFacts): number {
  if (flag.goneAt !== null) return COLOR.gone
  if (all.length > 0) return COLOR.decided
  return flag.prediction === 'flag' ? COLOR.flagged : COLOR.doubtful
}

const TOKEN = /(?<![\p{L}\p{N}_])USER_([1-9]\d{0,9})(?![\p{L}\p{N}_])/gu

/** Pseudonymous text with the members' names, for moderators; all else of it shown as written. */
function named(text: string, members: CardFacts['members']): string {
  let out = ''
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    const id = members.get(Number(match[1]))
    out += written(text.slice(from, match.index)) + (id ? `<@${id}>` : escapeMarkdown(match[0]))
    from = match.index + match[0].length
  }
  return (out + written(text.slice(from))).trim()
}

/** As `escapeMarkdown`, with the space that stands at either end. */
function written(text: string): string {
  const inner = escapeMarkdown(text)
  if (inner === '') return text === '' ? '' : ' '
  return `${/^\s/.test(text) ? ' ' : ''}${inner}${/\s$/.test(text) ? ' ' : ''}`
}

function quote({ excerpt }: Flag, members: CardFacts['members']): string {
  if (excerpt === null) return ''
  const lines = excerpt.split('\n').map((line) => `> ${named(line, members)}`)
  return shorten(lines.join('\n'), QUOTE_CHARS)
}

function who({ flag: { authorAnonId, targetAnonId }, members }: CardFacts): string {
  const name = (anonId: number | null, unknown: string) => {
    const id = anonId === null ? undefined : members.get(anonId)
    return id ? `<@${id}>` : unknown
  }
  return `${name(authorAnonId, 'a member who was erased')} to ${name(targetAnonId, 'nobody in particular')}`
}

/**
 * Where the moderators are asked, the figure is hidden until it is clicked: a vote is worth more when it was not led, and
 * what is shown by chance looks like everything else.
 */
function probability({ flag, alike: { rated, upheld } }: CardFacts): string {
  const figure = `${Math.round(flag.score * 100)} %`
  const calibration =
    rated >= MIN_ALIKE
      ? `, of ${rated} like this, ${upheld} were upheld`
      : ', by what was believed beforehand: too few like this are rated'
  return flag.prediction === 'flag'
    ? `${figure}${calibration}.`
    : `||${figure}${calibration}.|| Vote first, then look.`
}

function reasons({ why }: Flag): string {
  return why
    .map(({ name, value, logOdds }) => `${logOdds > 0 ? '▲' : '▼'} ${FEATURE_WORDS[name](value)}`)
    .join('\n')
}

function earlier({ nearest, guildId }: CardFacts): string {
  return nearest
    .map(({ flagId, channelId, balance }) => {
      const how = balance > 0 ? 'accepted' : balance < 0 ? 'rejected' : 'undecided'
      return `${maskedLink(how, messageUrl(guildId, { channelId, id: flagId }))}`
    })
    .join(' · ')
}

function votes({ votes: all }: CardFacts): string {
  return CARD_LABELS.flatMap((label) => {
    const voters = all.filter((vote) => vote.label === label)
    if (voters.length === 0) return []
    const names = voters.map(({ reviewerId }) => (reviewerId ? `<@${reviewerId}>` : 'a moderator'))
    return [`${LABEL_BUTTON[label].past} ${names.join(', ')}`]
  }).join('\n')
}

function state({ flag, isReacted, isDry, problems, votes: all }: CardFacts): string {
  if (isDry) return '**Dry run: no reaction is added, whatever is voted.**'
  if (flag.goneAt !== null) return ''
  if (problems.length > 0) return ''
  if (isReacted)
    return 'The message carries the reaction. It goes when more of you are against it than for it.'
  return all.length > 0
    ? 'The message carries no reaction.'
    : 'Nothing has happened to the message. It gets the reaction when more of you accept this than reject it.'
}
