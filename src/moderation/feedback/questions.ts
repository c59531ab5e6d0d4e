import * as z from 'zod'

/**
 * What is asked about each candidate. The model's instructions, the schema of its answer, the table in
 * docs/feedback-moderation.md and the features are all made from this table.
 */
export interface Question {
  answer: z.ZodType
  /** What is meant, for a model and for people. */
  definition: string
  example: string
}

/** Bounds are checked after the answer is in: not every provider takes them in a schema. */
export const MAX_UNKNOWN_TERMS = 5
export const MAX_TERM_CHARS = 40

export const QUESTIONS = {
  is_direct_address: {
    answer: z.boolean(),
    definition: 'It speaks to the person whose work, words or self it is about, rather than about them.',
    example:
      '"your reactor is too exposed" → true; "USER_4’s reactor is too exposed", said to USER_2 → false',
  },
  target: {
    answer: z.string().nullable(),
    definition:
      'The member whose work, words or self it is about, as USER_n. null when it is about nobody here: the game, a tool, a company, everybody. The author when they speak of their own work.',
    example: '"my own build is a disaster" by USER_2 → "USER_2"',
  },
  sarcasm_marker_present: {
    answer: z.enum(['explicit', 'implicit', 'none']),
    definition:
      'explicit: the author marks it as not meant literally ("/s", "jk", a wink, "kidding"). implicit: it says the opposite of what it means without a mark. none: meant as written.',
    example: '"wow, amazing layout, truly" under a failed build → implicit',
  },
  target_objection_present: {
    answer: z.boolean(),
    definition:
      'The target shows afterwards or before that they do not want this: annoyed, hurt, asks to stop.',
    example: '"I didn’t ask, thanks" → true',
  },
  power_gap: {
    answer: z.enum(['old_timer_to_newcomer', 'peer', 'newcomer_to_old_timer', 'unknown']),
    definition:
      'Standing of the author toward the target in this community, from what is known of the members.',
    example: 'a member of three years to one of two days → old_timer_to_newcomer',
  },
  tone_harshness: {
    answer: z.enum(['none', 'mild', 'blunt', 'harsh', 'hostile']),
    definition:
      'How it would sound to a stranger. none: neutral or kind. mild: plain criticism. blunt: no softening at all. harsh: belittling. hostile: insulting.',
    example: '"this is inefficient" → mild; "this is garbage" → harsh; "you are an idiot" → hostile',
  },
  positive_framing: {
    answer: z.enum(['none', 'some', 'strong']),
    definition:
      'Sincere praise or encouragement that goes with the criticism. Praise that sets up an insult is none.',
    example: '"love the hull, only the wiring could be shorter" → strong',
  },
  gives_reasons: {
    answer: z.boolean(),
    definition: 'It says why.',
    example: '"the tanks sit behind the heat sink, so they will boil" → true',
  },
  actionable_suggestion: {
    answer: z.boolean(),
    definition: 'It says what could be done, concretely enough to do it.',
    example: '"swap the two pumps" → true; "do better" → false',
  },
  feedback_invited: {
    answer: z.enum(['explicit', 'implicit', 'no']),
    definition:
      'explicit: the target asked for opinions or help on this. implicit: the place or the talk invites it, such as a question about what went wrong. no: they only showed or said something.',
    example: '"rate my ship, be brutal" → explicit; "finally done!" with a picture → no',
  },
  in_ongoing_discussion: {
    answer: z.boolean(),
    definition: 'Author and target were already talking about this with each other.',
    example: 'the third reply in an exchange about fuel → true',
  },
  directed_at: {
    answer: z.enum(['work', 'statement', 'person']),
    definition: 'What is criticised: what somebody made, what somebody said, or what somebody is like.',
    example: '"your layout" → work; "that is wrong, it is 40 kPa" → statement; "you never listen" → person',
  },
  reciprocity: {
    answer: z.enum(['mutual', 'one_sided', 'unknown']),
    definition: 'Whether the target gives as good as they get, with visible fun, here or just before.',
    example: 'both call each other’s ships flying bricks and laugh → mutual',
  },
  target_discomfort: {
    answer: z.enum(['unlikely', 'possible', 'likely']),
    definition: 'How likely it is that this target feels put down, given who they are and how they write.',
    example: 'a newcomer’s first build called useless → likely',
  },
  preliminary_flag_percent: {
    answer: z.number(),
    definition:
      '0 to 100: how likely moderators would call this unconstructive or unsolicited under the guidelines.',
    example: '15',
  },
  unknown_terms: {
    answer: z.array(z.string()),
    definition: `Words or phrases in it that you cannot be sure of and that are not in the list of known terms; at most ${MAX_UNKNOWN_TERMS}, [] when there are none. No names.`,
    example: '["derp-stacking"]',
  },
} as const satisfies Record<string, Question>

export type QuestionId = keyof typeof QUESTIONS
export const QUESTION_IDS = Object.keys(QUESTIONS) as QuestionId[]

type Shape = { [Id in QuestionId]: (typeof QUESTIONS)[Id]['answer'] }
const shape = Object.fromEntries(QUESTION_IDS.map((id) => [id, QUESTIONS[id].answer])) as Shape

/** What identifies a candidate comes first, so that it is found before it is judged. */
const candidateAnswer = z.strictObject({
  message_ids: z.array(z.string()),
  /** One sentence for the moderators, with pseudonyms. */
  note: z.string(),
  ...shape,
})
export type CandidateAnswer = z.output<typeof candidateAnswer>
export type Answers = Omit<CandidateAnswer, 'message_ids' | 'note'>

/** The one answer of a check. */
export const checkAnswer = z.strictObject({ candidates: z.array(candidateAnswer) })
export type CheckAnswer = z.output<typeof checkAnswer>

/** The values an answer can have, in words: `true or false`, `one of explicit, implicit, none`. */
export function answerText(id: QuestionId): string {
  const { answer } = QUESTIONS[id]
  if (answer instanceof z.ZodEnum) return `one of ${answer.options.join(', ')}`
  if (answer instanceof z.ZodBoolean) return 'true or false'
  if (answer instanceof z.ZodNumber) return 'number'
  return answer instanceof z.ZodArray ? 'list of words' : 'USER_n or null'
}
