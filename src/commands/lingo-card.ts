import { component, type Press } from '../discord/command.ts'
import { encodeCustomId } from '../discord/custom-id.ts'
import { privately, type Reply } from '../discord/reply.ts'
import { escapeMarkdown, shorten } from '../discord/text.ts'
import { MAX_DEFINITION_CHARS } from '../moderation/feedback/lingo.ts'
import type { LingoQuestion } from '../storage/lingo-questions.ts'
import type { CommandDeps } from './deps.ts'

const ANSWER_FIELD = 'answer'
/** Discord's numbers for components, as its types come without values. */
const TEXT_INPUT = 4
const LABEL = 18
const PARAGRAPH = 2
const MAX_TITLE_CHARS = 45

/** The buttons of a question about a term. */
export const lingoButton = component({
  id: 'lingo',
  needs: 'MODERATE_MEMBERS',
  async handle(
    { actor, fields: { question: id, act } }: Press<{ question: string; act: string }>,
    { lingo }: CommandDeps,
  ) {
    const question = await lingo.question(Number(id))
    if (!question) return unknownQuestion(id)
    if (act === 'dismiss') {
      await lingo.dismiss(question, { id: actor.interactionId, moderatorId: actor.memberId })
      return privately(
        `${quoted(question)} counts as nothing special. **Add to it** on the card takes that back.`,
      )
    }
    return {
      kind: 'modal',
      modal: {
        custom_id: encodeCustomId('lingo-answer', { question: id }),
        title: shorten(`What does “${question.term}” mean?`, MAX_TITLE_CHARS),
        components: [
          {
            type: LABEL,
            label: 'In a sentence or two',
            description: 'Goes to the model without names, and is kept with yours.',
            component: {
              type: TEXT_INPUT,
              custom_id: ANSWER_FIELD,
              style: PARAGRAPH,
              max_length: MAX_DEFINITION_CHARS,
              required: true,
            },
          },
        ],
      },
    }
  },
})

export const lingoAnswer = component({
  id: 'lingo-answer',
  needs: 'MODERATE_MEMBERS',
  async handle(
    { actor, fields: { question: id }, inputs }: Press<{ question: string }>,
    { lingo }: CommandDeps,
  ) {
    const question = await lingo.question(Number(id))
    if (!question) return unknownQuestion(id)
    const text = (inputs.get(ANSWER_FIELD) ?? '').trim()
    if (text === '') return privately('There was nothing in it. Press the button again and write a sentence.')
    await lingo.answer(question, text, { id: actor.interactionId, moderatorId: actor.memberId })
    return privately('Thank you. The card will show the definition in about half a minute.')
  },
})

export const lingoAlias = component({
  id: 'lingo-alias',
  needs: 'MODERATE_MEMBERS',
  async handle(
    { actor, fields: { question: id }, values }: Press<{ question: string }>,
    { lingo }: CommandDeps,
  ) {
    const question = await lingo.question(Number(id))
    const [memberId] = values
    if (!question || memberId === undefined) return unknownQuestion(id)
    await lingo.declareAlias(question, memberId, { id: actor.interactionId, moderatorId: actor.memberId })
    return privately(
      `${quoted(question)} is a name for <@${memberId}> now, and is kept from the model. \`/alias remove\` takes it back.`,
    )
  },
})

const quoted = ({ term }: LingoQuestion): string => `“${escapeMarkdown(term)}”`

function unknownQuestion(id: string): Reply {
  return privately(`Question ${id} is no longer kept. \`/lingo set\` defines a word.`)
}
