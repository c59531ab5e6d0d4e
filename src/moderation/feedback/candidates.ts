import { anonIdOf } from '../../privacy/pseudonym.ts'
import type { Pseudonyms } from '../../privacy/pseudonyms.ts'
import { speaksToModel } from '../jobs/injection.ts'
import type { HistoryMessage } from './history.ts'
import type { Packet } from './packet.ts'
import {
  type Answers,
  type CandidateAnswer,
  type CheckAnswer,
  MAX_TERM_CHARS,
  MAX_UNKNOWN_TERMS,
} from './questions.ts'

const MAX_NOTE_CHARS = 300

/** One thought of one member about another, with the answers about it. */
export interface Candidate {
  /** Discord's ids, oldest first; the last carries the reaction. */
  messageIds: string[]
  authorId: string
  /** Null when the model named somebody who is not known. */
  targetId: string | null
  /** Characters of all its messages together. */
  length: number
  answers: Answers
  /** For moderators, still pseudonymous. */
  note: string
  /** It tells the model what to say: a model's leniency about it is worth nothing. */
  givesOrders: boolean
}

const DROPPED = [
  'unknown_message',
  'several_authors',
  'not_to_judge',
  'repeated',
  'about_nobody',
  'about_oneself',
] as const
export type DropReason = (typeof DROPPED)[number]

export interface CheckedAnswer {
  candidates: Candidate[]
  /** What the model named and is none, for the run's record. */
  dropped: { reason: DropReason; messageIds: string[] }[]
  /** To be judged, speaking to the model, and not among the candidates: somebody should look. */
  unlistedOrders: string[]
}

/** What only this schema's words give away. */
const OWN_MARKS =
  /preliminary_flag_percent|feedback_invited|"?(?:candidates|message_ids)"?\s*:|\bno[_ ]flag\b|\bm\d{1,3}\*? ?USER_\d/i

const givesOrders = (text: string): boolean => speaksToModel(text) || OWN_MARKS.test(text)

/** Holds a model's answer against the packet it was given: nothing in it is believed that the packet can contradict. */
export function checkedAnswer(answer: CheckAnswer, packet: Packet, pseudonyms: Pseudonyms): CheckedAnswer {
  const dropped: CheckedAnswer['dropped'] = []
  const candidates: Candidate[] = []
  const taken = new Set<string>()
  // The worse view of a message is the one that counts: a second, kinder entry for it changes nothing.
  const inOrder = answer.candidates.toSorted((a, b) => percent(b) - percent(a))
  for (const entry of inOrder) {
    const read = readCandidate(entry, packet, pseudonyms, taken)
    if ('reason' in read) dropped.push(read)
    else {
      candidates.push(read)
      for (const id of read.messageIds) taken.add(id)
    }
  }
  const position = new Map([...packet.messages.values()].map(({ id }, index) => [id, index]))
  const first = ({ messageIds }: Candidate) => position.get(messageIds[0] ?? '') ?? 0
  const unlistedOrders = [...packet.messages.values()]
    .filter(({ id, isToJudge, text }) => isToJudge && !taken.has(id) && givesOrders(text))
    .map(({ id }) => id)
  return { candidates: candidates.toSorted((a, b) => first(a) - first(b)), dropped, unlistedOrders }
}

function readCandidate(
  entry: CandidateAnswer,
  packet: Packet,
  pseudonyms: Pseudonyms,
  taken: ReadonlySet<string>,
): Candidate | CheckedAnswer['dropped'][number] {
  const { message_ids: keys, note, ...answers } = entry
  const named = new Set(keys.map((key) => packet.messages.get(key.replace(/\*$/, ''))))
  const messages = [...packet.messages.values()].filter((message) => named.has(message))
  const drop = (reason: DropReason) => ({ reason, messageIds: messages.map(({ id }) => id) })
  if (messages.length === 0) return drop('unknown_message')
  const judged = messages.find(({ isToJudge }) => isToJudge)
  if (!judged) return drop('not_to_judge')
  const own = messages.filter(({ authorId }) => authorId === judged.authorId)
  if (own.length * 2 < messages.length) return drop('several_authors')
  if (own.some(({ id }) => taken.has(id))) return drop('repeated')
  if (answers.target === null) return drop('about_nobody')
  const targetId = anonIdOf(answers.target) === null ? null : pseudonyms.memberOf(answers.target.trim())
  if (targetId === judged.authorId) return drop('about_oneself')
  const text = own.map((message) => message.text).join('\n')
  return {
    messageIds: own.map(({ id }) => id),
    authorId: judged.authorId,
    targetId,
    length: text.length,
    answers: {
      ...answers,
      preliminary_flag_percent: percent(entry),
      unknown_terms: termsIn(answers.unknown_terms, own),
    },
    note: pseudonyms.hideAgain(note).replace(/\s+/g, ' ').trim().slice(0, MAX_NOTE_CHARS),
    givesOrders: givesOrders(text),
  }
}

const percent = ({
  preliminary_flag_percent: value,
}: Pick<CandidateAnswer, 'preliminary_flag_percent'>): number =>
  Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : 50

/** Terms that are truly written there, each once; pseudonyms are none. */
function termsIn(terms: readonly string[], messages: readonly HistoryMessage[]): string[] {
  const text = messages.map((message) => message.text.toLowerCase()).join('\n')
  const found = terms
    .map((term) => term.trim())
    .filter((term) => {
      const isBounded = term !== '' && term.length <= MAX_TERM_CHARS
      return isBounded && !/user_\d/i.test(term) && text.includes(term.toLowerCase())
    })
  return [...new Map(found.map((term) => [term.toLowerCase(), term])).values()].slice(0, MAX_UNKNOWN_TERMS)
}
