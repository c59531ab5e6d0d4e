import { LABEL } from './answer.ts'

const CONVERSATION = /<<conversation ([0-9a-f]+)>>\n([\s\S]*?)\n<<end of conversation \1>>/
/** `m7* USER_3 ->m5 +40s: text`, as src/moderation/feedback/transcript.ts writes it. */
const LINE = /^(m\d+)(\*?) (USER_\d+)(?: ->(m\d+))?(?: \+\S+)?: (.*)$/

/** What counts as criticism here, and how harsh it is: the strongest word of a message decides. */
const HARSHNESS = [
  ['hostile', /\b(idiot|stupid|pathetic|loser|moron)\b/i, 96],
  ['harsh', /\b(garbage|trash|useless|awful|terrible|hideous|worthless)\b/i, 88],
  ['blunt', /\b(ugly|bad|wrong|messy|boring|pointless|unoptimal)\b/i, 60],
  ['mild', /\b(inefficient|confusing|slow|odd|cluttered)\b/i, 35],
] as const
const JOKE = /\/s\b|\bjk\b|\bkidding\b|\blol\b|[;:]-?\)|😄|😂/i
const PRAISE = /\b(love|great|nice|lovely|awesome|well done)\b/i
const REASON = /\b(because|since|as it|so that|so it)\b/i
const SUGGESTION = /\b(try|could|should|swap|move|use|instead)\b/i
const INVITATION = /\b(feedback|thoughts|critique|opinions?|rate my|what do you think|be brutal)\b/i
const OBJECTION = /\b(didn.t ask|stop it|leave me|not nice|that hurts)\b/i

interface Line {
  key: string
  isToJudge: boolean
  author: string
  repliesTo: string | undefined
  text: string
}

/**
 * Answers about a conversation by a fixed rule, in place of a model: a message with `*` and a word from `HARSHNESS` is a
 * candidate, about whoever it replies to, or else the member who wrote last before it. With nobody before it, it is none.
 */
export function feedbackAnswer(request: string): { candidates: object[] } {
  const lines = (CONVERSATION.exec(request)?.[2] ?? '').split('\n').flatMap((line): Line[] => {
    const [, key, star, author, repliesTo, text] = LINE.exec(line) ?? []
    return key && author ? [{ key, isToJudge: star === '*', author, repliesTo, text: text ?? '' }] : []
  })
  return { candidates: lines.flatMap((line, index) => candidate(line, lines, index)) }
}

function candidate(line: Line, lines: readonly Line[], index: number): object[] {
  const tone = HARSHNESS.find(([, words]) => words.test(line.text))
  const before = lines.slice(0, index)
  const addressed =
    before.find(({ key }) => key === line.repliesTo) ??
    before.findLast(({ author }) => author !== line.author)
  if (!line.isToJudge || !tone || !addressed || addressed.author === line.author) return []
  const [harshness, , percent] = tone
  const target = addressed.author
  const said = (words: RegExp, among: readonly Line[]) =>
    among.some(({ author, text }) => author === target && words.test(text))
  const isInvited = said(INVITATION, before)
  const isJoke = JOKE.test(line.text)
  return [
    {
      message_ids: [line.key],
      note: `${LABEL} ${line.author} criticises ${target} in ${harshness === 'mild' ? 'mild' : `${harshness}`} words.`,
      is_direct_address: /\byou(r|rs)?\b/i.test(line.text) || line.repliesTo !== undefined,
      target,
      sarcasm_marker_present: isJoke ? 'explicit' : 'none',
      target_objection_present: said(OBJECTION, lines),
      power_gap: 'unknown',
      tone_harshness: harshness,
      positive_framing: PRAISE.test(line.text) ? 'some' : 'none',
      gives_reasons: REASON.test(line.text),
      actionable_suggestion: SUGGESTION.test(line.text),
      feedback_invited: isInvited ? 'explicit' : 'no',
      in_ongoing_discussion: before.filter(({ author }) => author === line.author).length > 1,
      directed_at: harshness === 'hostile' ? 'person' : 'work',
      reciprocity: 'unknown',
      target_discomfort: harshness === 'mild' ? 'possible' : 'likely',
      preliminary_flag_percent: Math.max(5, percent - (isInvited ? 60 : 0) - (isJoke ? 30 : 0)),
      unknown_terms: [],
    },
  ]
}
