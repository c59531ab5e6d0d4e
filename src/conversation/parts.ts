import { addressedTo, notAllowedToPost, tooLongForOne } from '../answer/compose.ts'
import type { MessageParts } from '../discord/messages.ts'
import { splitMessage } from '../discord/split.ts'
import type { Run } from './run.ts'

/** Discord allows 4,096 characters in an embed's description and 6,000 in all embeds of a message. */
const EMBED_CHARS = 2_900
const MAX_EMBEDS = 2

/** The messages of the stored answer for the place it goes to, all of it and in order; the buttons are under the last. */
export function partsOf(run: Run): MessageParts[] {
  const { result, ask, place, isFolded, refusedPlaces } = run
  if (!result) return []
  const { content, components } = result.composed
  const text = [lineAbove(run), content].filter(Boolean).join('\n')
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

function lineAbove({ ask, place, refusedPlaces }: Run): string {
  if (place.kind === 'reply') return refusedPlaces.includes('channel') ? notAllowedToPost() : ''
  return refusedPlaces.includes('reply') ? addressedTo(ask.memberId) : ''
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
