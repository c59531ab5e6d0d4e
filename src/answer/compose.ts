import type { APIMessageTopLevelComponent } from 'discord-api-types/v10'
import type { CustomIdFields, CustomIdKind } from '../discord/custom-id.ts'
import { splitMessage } from '../discord/split.ts'
import { escapeMarkdown, shorten } from '../discord/text.ts'
import type { Passage, Section } from '../knowledge/section.ts'
import { type CitedAnswer, sectionLink, sourceLines } from './citations.ts'
import { cleanMarkdown } from './clean.ts'
import type { LinkPolicy } from './links.ts'
import type { FallbackReason } from './outcome.ts'

/** Writes a component's custom id. */
export type CustomIdEncoder = <K extends CustomIdKind>(kind: K, fields: CustomIdFields<K>) => string

/** What a member sees. `content` has any length: it is split at Discord's limit when it is sent. */
export interface Composed {
  content: string
  components: APIMessageTopLevelComponent[]
}

/** Pages offered as links, and passages quoted. */
const MAX_LINKS = 5
/** Below this a page shares a word or two with the question and is not about it. */
const NEAR_SCORE = 0.1
const MAX_QUOTES = 3
/** Three quotes and their headings fit one message. */
const QUOTE_CHARS = 450
/** Ten messages. Every word can carry the links of its citations, so that the model's limit of tokens bounds no characters. */
const MAX_ANSWER_CHARS = 20_000
/** Enough to know what is being answered. */
const QUESTION_CHARS = 200
/** Discord's numbers for components, as its types come without values. */
const ROW = 1
const BUTTON = 2
const SECONDARY = 2

/** At once, before anything is written: useful by itself. */
export function sourcesFound(passages: Passage[]): Composed {
  return plain(`**Looking at these parts of the docs:**\n${links(passages)}\n-# The answer follows here.`)
}

/** While the answer is being written. */
export function partial(answer: CitedAnswer): Composed {
  return plain(`${answer.markdown}\n\n-# Still writing…`)
}

/** The answer, its sources, and the buttons under it. */
export function answered(input: {
  answer: CitedAnswer
  /** The model reached its limit of length. */
  isCut: boolean
  answerId: string
  customId: CustomIdEncoder
}): Composed {
  const { answer, isCut, answerId, customId } = input
  const [markdown = '', ...rest] = splitMessage(answer.markdown, MAX_ANSWER_CHARS)
  const cut =
    isCut || rest.length > 0
      ? '\n\n*The answer reached its limit of length and stops here; the sources have the rest.*'
      : ''
  const button = (label: string, id: string) =>
    ({ type: BUTTON, style: SECONDARY, label, custom_id: id }) as const
  return {
    content: `${markdown}${cut}\n\n${sourceLines(answer.cited)}`,
    components: [
      {
        type: ROW,
        components: [
          button('Helpful', customId('vote', { answer: answerId, value: 'helpful' })),
          button('Not helpful', customId('vote', { answer: answerId, value: 'not_helpful' })),
          button('Sources', customId('sources', { answer: answerId })),
        ],
      },
    ],
  }
}

/** The docs do not answer it: said plainly, with the nearest pages where there are any near. */
export function gap(passages: Passage[]): Composed {
  const near = passages.filter(({ score }) => score >= NEAR_SCORE)
  const pages = near.length > 0 ? ` The nearest pages:\n${links(near)}` : ''
  return plain(
    `The docs do not seem to answer this question.${pages}\n-# Other words may find more, and somebody here may know.`,
  )
}

/** Not even a near page. */
export function nothingFound(docsUrl: string): Composed {
  return plain(
    `I found nothing on this in [the docs](<${docsUrl}>). Other words may find it, and somebody here may know.`,
  )
}

/** The index could not be read, so there is nothing to quote either. */
export function searchUnavailable(docsUrl: string): Composed {
  return plain(
    `I could not search the docs just now. Please ask again in a moment, or look yourself: [the docs](<${docsUrl}>).`,
  )
}

const WHY: Record<FallbackReason, string> = {
  no_model: 'No language model is set up here',
  daily_cap: 'Today’s budget for written answers is spent, until midnight UTC',
  channel_cap: 'This channel’s budget for written answers is spent for today, until midnight UTC',
  ledger_unreachable: 'I could not check the budget for written answers just now',
  timeout: 'The language model took too long',
  rate_limited: 'The language model is taking a break, as too much was asked of it',
  refused: 'The language model declined to answer this',
  malformed: 'The language model’s reply was not usable',
  misconfigured: 'The language model did not accept my request, which the moderators can look up in the log',
  unavailable: 'The language model cannot be reached just now',
  interrupted: 'Writing the answer was interrupted',
}

/** The best passages word for word, and one sentence why no answer was written. */
export function fallbackQuoted(input: {
  passages: Passage[]
  why: FallbackReason
  question: string
  quote: (section: Section, question: string, chars: number) => string
  isAllowed: LinkPolicy
}): Composed {
  const { passages, why, question, quote, isAllowed } = input
  const quotes = passages.slice(0, MAX_QUOTES).map(({ section }) => {
    const text = cleanMarkdown(quote(section, question, QUOTE_CHARS), isAllowed)
    return `**${sectionLink(section)}**\n${text}`
  })
  return plain(`${WHY[why]}, so here is what the docs say, word for word.\n\n${quotes.join('\n\n')}`)
}

/** Told to the person who used "Answer from the docs", when the answer is in a thread. */
export function answeredElsewhere(channelId: string): Composed {
  return plain(`The answer is in <#${channelId}>.`)
}

/** Put above an answer that others read: Discord shows them that somebody used `/ask`, but not what was asked. */
export function questionAsked(question: string): string {
  return `> ${escapeMarkdown(shorten(question, QUESTION_CHARS))}`
}

/** Put above an answer that had to go to the person who asked alone. */
export function notAllowedToPost(): string {
  return '-# I may not write there, so only you see this. A moderator can let me: **Send Messages**, **Create Public Threads** and **Send Messages in Threads**.'
}

/** Put above an answer that comes as a new message, as the reply to the question can no longer be edited. Pings nobody. */
export function addressedTo(memberId: string): string {
  return `-# For <@${memberId}>, who asked here.`
}

/** Put above an answer to a question in a channel that nobody had asked Steward. */
export function whyUnasked(): string {
  return '-# I’m a bot. Nobody had answered yet, so I looked in the docs.'
}

export function howToGoOnUnasked(): string {
  return '-# Solved? Just say so. Not solved? Ask on here. As soon as somebody helps you, I stay quiet.'
}

/** Put below an answer to who mentioned Steward: where it is not addressed it does not answer. */
export function howToGoOnAddressed(): string {
  return '-# To ask more, reply to this message.'
}

/** Put below what one private message could not hold. */
export function tooLongForOne(): string {
  return '*This is longer than one message that only you see can be. Ask without `private` to get all of it.*'
}

/** The very last resort; the id is in the log too. */
export function gaveUp(id: string): Composed {
  return plain(
    `Something went wrong on my side and I could not answer. Please ask again; if it happens again, give a moderator this number: \`${id}\`.`,
  )
}

function links(passages: Passage[]): string {
  const sections = passages.map(({ section }) => section)
  return sections
    .slice(0, MAX_LINKS)
    .map((section) => `- ${sectionLink(section)}`)
    .join('\n')
}

function plain(content: string): Composed {
  return { content, components: [] }
}
