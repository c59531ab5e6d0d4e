import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10'
import { encodeCustomId } from '../../discord/custom-id.ts'
import type { MessageParts } from '../../discord/messages.ts'
import { escapeMarkdown, shorten } from '../../discord/text.ts'
import type { LingoQuestion } from '../../storage/lingo-questions.ts'

/** Discord's numbers for components and button styles. */
const ROW = 1
const BUTTON = 2
const USER_SELECT = 5
const STYLE = { primary: 1, secondary: 2 } as const
const COLOR = { open: 0xd98e04, answered: 0x2f7d6b, dismissed: 0x7a7a7a }

export interface QuestionFacts {
  question: LingoQuestion
  guildId: string
  /** Null when the term has no definition. */
  definition: { text: string; version: number; sources: number; moderatorIds: readonly string[] } | null
  /** Whether an answer waits to become part of the definition. */
  isDefining: boolean
  /** Discord ids of members that have the term as a name. */
  namesakes: readonly string[]
}

export const questionFooter = (id: number): string => `Question ${id}`

/** A question about a term as moderators see it, before and after its answer. */
export function questionCard(facts: QuestionFacts): MessageParts {
  const { question } = facts
  const term = `“${escapeMarkdown(question.term)}”`
  const state = stateOf(facts)
  const by = question.resolverId ? `<@${question.resolverId}>` : 'a moderator'
  const texts = {
    open: [
      `It was used in [this message](${linkTo(question, facts.guildId)}), and I have no definition of it.`,
      'Press **Answer**, or reply to this message. Several answers become one definition.',
      'Is it a name for a member? Choose them below: then it is kept from the model, as their other names are.',
    ].join('\n\n'),
    defining: `${by} has answered. I am putting it into one definition; it will be here in a moment.`,
    defined: [
      escapeDefinition(facts.definition?.text ?? ''),
      `-# ${sourcesText(facts)} Press **Add to it** or reply to add something; \`/lingo set\` replaces it.`,
    ].join('\n'),
    removed: 'It was defined, and `/lingo remove` has taken the definition out of the dictionary.',
    alias: `It is a name for ${facts.namesakes.map((id) => `<@${id}>`).join(' and ') || 'a member'}. \`/alias remove\` takes it back.`,
    dismissed: `Nothing special, says ${by}. I will not ask about it again.`,
  }
  const title = { open: `What does ${term} mean here?` }[state as 'open'] ?? term
  return {
    embeds: [
      {
        title: shorten(title, 250),
        description: texts[state],
        color: state === 'open' ? COLOR.open : state === 'dismissed' ? COLOR.dismissed : COLOR.answered,
        footer: { text: questionFooter(question.id) },
      },
    ],
    components: [
      {
        type: ROW,
        components: [
          button(question.id, 'answer', state === 'open' ? 'Answer' : 'Add to it', state === 'open'),
          ...(state === 'dismissed' ? [] : [button(question.id, 'dismiss', 'Nothing special', false)]),
        ],
      },
      {
        type: ROW,
        components: [
          {
            type: USER_SELECT,
            custom_id: encodeCustomId('lingo-alias', { question: String(question.id) }),
            placeholder: 'It is a name for…',
            min_values: 1,
            max_values: 1,
          },
        ],
      },
    ],
  }
}

type State = 'open' | 'defining' | 'defined' | 'removed' | 'alias' | 'dismissed'

function stateOf({ question, definition, isDefining }: QuestionFacts): State {
  if (isDefining && question.outcome === 'defined') return 'defining'
  if (question.outcome === null) return definition ? 'defined' : 'open'
  if (question.outcome !== 'defined') return question.outcome
  return definition ? 'defined' : 'removed'
}

function sourcesText({ definition }: QuestionFacts): string {
  if (!definition) return ''
  const { version, sources, moderatorIds } = definition
  const by = moderatorIds.length === 0 ? '' : ` by ${moderatorIds.map((id) => `<@${id}>`).join(', ')}`
  return `Version ${version}, from ${sources} answer${sources === 1 ? '' : 's'}${by}.`
}

/** As written, but for mentions of members, which are meant. */
export function escapeDefinition(text: string): string {
  return text
    .split(/(<@\d{17,20}>)/)
    .map((piece, index) => (index % 2 === 1 ? piece : spaced(piece)))
    .join('')
}

/** `escapeMarkdown` trims, and a piece between two mentions has its spaces at the ends. */
function spaced(piece: string): string {
  const [lead = '', tail = ''] = [/^\s/.test(piece) ? ' ' : '', /\s$/.test(piece) ? ' ' : '']
  const inside = escapeMarkdown(piece)
  return inside === '' ? lead : `${lead}${inside}${tail}`
}

const linkTo = ({ seenIn }: LingoQuestion, guildId: string): string =>
  `https://discord.com/channels/${guildId}/${seenIn.channelId}/${seenIn.messageId}`

function button(
  question: number,
  act: 'answer' | 'dismiss',
  label: string,
  isPrimary: boolean,
): APIButtonComponentWithCustomId {
  return {
    type: BUTTON,
    style: isPrimary ? STYLE.primary : STYLE.secondary,
    label,
    custom_id: encodeCustomId('lingo', { question: String(question), act }),
  }
}
