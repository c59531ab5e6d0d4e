import type { ModelEffect } from './effects.ts'
import { type Extract, extract, type SourcePassage } from './extract.ts'

/** Begins every answer, so that nobody takes it for a language model's. */
export const LABEL = '(scripted model)'
const NO_ANSWER = 'The documentation does not answer this.'
const REFUSAL = 'I cannot help with this.'

/** A run of the answer; `extract` is null for what cites nothing. */
export interface Piece {
  text: string
  extract: Extract | null
}

/** The answer to a question from passages: whole sentences, lists and code of theirs, labelled as scripted. */
export function compose(question: string, passages: SourcePassage[], effect: ModelEffect | null): Piece[] {
  if (effect === 'empty') return []
  if (effect === 'refuse') return [{ text: REFUSAL, extract: null }]
  const found = extract(question, passages)
  if (found.length === 0) return [{ text: `${LABEL} ${NO_ANSWER}`, extract: null }]
  const cited = (one: Extract): Extract | null =>
    effect === 'uncited' ? null : effect === 'wrong_citation' ? { ...one, passage: passages.length + 7 } : one
  const [first] = found
  // A list or code cannot begin on the label's line.
  const leadIn =
    first && first.kind !== 'sentence' ? [{ text: `${LABEL} The documentation says:`, extract: null }] : []
  return [
    ...leadIn,
    ...found.map((one, index) => ({
      text: (index === 0 && leadIn.length === 0 ? `${LABEL} ` : one.joined ? ' ' : '\n\n') + one.text,
      extract: cited(one),
    })),
  ]
}

const QUESTION = /<<question ([0-9a-f]+)>>\n([\s\S]*?)\n<<end of question \1>>/
const EARLIER = /<<earlier question ([0-9a-f]+)>>\n([\s\S]*?)\n<<end of earlier question \1>>/g

/**
 * The question in what a request says to the model: between its fences, else the whole text. A short follow-up is read
 * together with the question before it.
 */
export function questionIn(text: string): string {
  const question = QUESTION.exec(text)?.[2]
  if (question === undefined) return text
  const before = [...text.matchAll(EARLIER)].at(-1)?.[2]
  return before !== undefined && question.split(/\s+/).length <= SHORT_QUESTION_WORDS
    ? `${question} ${before}`
    : question
}

const SHORT_QUESTION_WORDS = 6
