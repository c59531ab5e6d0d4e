import {
  addressedTo,
  howToGoOnAddressed,
  howToGoOnUnasked,
  notAllowedToPost,
  questionAsked,
  tooLongForOne,
  whyUnasked,
} from '../answer/compose.ts'
import type { MessageParts } from '../discord/messages.ts'
import { splitMessage } from '../discord/split.ts'
import { NOTHING_TO_SAY, type Run } from './run.ts'

/** Discord allows 4,096 characters in an embed's description and 6,000 in all embeds of a message. */
const EMBED_CHARS = 2_900
const MAX_EMBEDS = 2

/** The messages of the stored answer for the place it goes to, all of it and in order; the buttons are under the last. */
export function partsOf(run: Run): MessageParts[] {
  const { result, ask, place, isFolded, refusedPlaces } = run
  if (!result) return []
  const { content, components } = result.composed
  const text = withLinesBelow(run, withLinesAbove(run, content))
  // A further message to one person cannot be told from its repetition, so that all of it goes into one.
  const isOne = isFolded || ask.isPrivate || (place.kind === 'reply' && refusedPlaces.includes('channel'))
  const texts = splitMessage(text)
  if (isOne && texts.length > 1) return [{ ...folded(texts), components }]
  return texts.map((part, index) => ({
    content: part,
    embeds: [],
    components: index === texts.length - 1 ? components : [],
  }))
}

/** What stands above the answer in its place: whom it is for, why only they see it, what was asked. */
export function withLinesAbove(run: Run, content: string): string {
  return [placeLine(run), questionLine(run), content].filter(Boolean).join('\n')
}

/** How to go on with an answer that came to a message. */
function withLinesBelow({ ask: { origin }, result }: Run, content: string): string {
  const isAnswer = result !== null && !NOTHING_TO_SAY.includes(result.outcome)
  if (!isAnswer || origin.kind !== 'message' || origin.why === 'follow_up') return content
  return `${content}\n${origin.why === 'unanswered' ? howToGoOnUnasked() : howToGoOnAddressed()}`
}

function placeLine({ ask, place, refusedPlaces }: Run): string {
  if (ask.origin.kind === 'message') return ask.origin.why === 'unanswered' ? whyUnasked() : ''
  if (place.kind === 'reply') return refusedPlaces.includes('channel') ? notAllowedToPost() : ''
  return refusedPlaces.includes('reply') ? addressedTo(ask.memberId) : ''
}

/**
 * The person who asked privately knows, and a message answered in its thread stands there itself. When Discord refused
 * the answer, the question may be what it did not take.
 */
function questionLine({ ask: { isPrivate, target, text }, result }: Run): string {
  return isPrivate || target !== null || result?.outcome === 'gave_up' ? '' : questionAsked(text)
}

/** One message for a long text: its beginning as content, the rest as embeds, and a line when even that is too little. */
function folded([first = '', ...rest]: string[]): MessageParts {
  const descriptions = splitMessage(rest.join('\n\n'), EMBED_CHARS)
  const shown = descriptions.slice(0, MAX_EMBEDS)
  const isCut = descriptions.length > MAX_EMBEDS
  return {
    content: first,
    embeds: shown.map((description, index) => ({
      description: isCut && index === MAX_EMBEDS - 1 ? `${description}\n\n${tooLongForOne()}` : description,
    })),
  }
}
