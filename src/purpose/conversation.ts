import { isAfter } from '../discord/snowflake.ts'
import type { SeenMessage } from '../watch/seen-message.ts'
import { isGreeting, isSolved, isThanks } from './closing.ts'
import type { View } from './errand.ts'
import { isQuestion } from './question-like.ts'

const MINUTE_MS = 60_000
/** People write a question in several messages. */
const ONE_TURN_MS = 3 * MINUTE_MS
/** Members who talked with each other so lately are still at it. */
const TALK_MS = 10 * MINUTE_MS

export function isHuman({ author, isThreadStart }: SeenMessage): boolean {
  return !author.isBot && !author.isWebhook && !isThreadStart
}

export function isMentioned({ content, mentionedIds }: SeenMessage, botId: string): boolean {
  return mentionedIds.includes(botId) && (content.includes(`<@${botId}>`) || content.includes(`<@!${botId}>`))
}

/** Said to another member, who is to answer. */
export function isToAnother({ author, replyToAuthorId, replyToId, mentionedIds }: SeenMessage): boolean {
  const isReply = replyToId !== null && replyToAuthorId !== author.id
  return isReply || mentionedIds.some((id) => id !== author.id)
}

/**
 * Whether a question in a channel needs no answer of Steward's any more: somebody replied, mentioned the member, opened a
 * thread or simply wrote back, or the member found it. Other questions, greetings and thanks are no answers.
 */
export function isSettled(question: SeenMessage, { window, botId }: View): boolean {
  if (question.hasReplies) return true
  const later = window.filter(({ id }) => isAfter(id, question.id))
  const own = later.filter(({ author }) => author.id === question.author.id)
  if (own.some(({ content }) => isSolved(content))) return true
  return later.some((message) => {
    if (message.author.id === question.author.id) return false
    if (message.author.id === botId) return message.replyToId === question.id
    return isHuman(message) && isReplyTo(message, question)
  })
}

function isReplyTo(message: SeenMessage, question: SeenMessage): boolean {
  const { replyToAuthorId, mentionedIds, content } = message
  if (replyToAuthorId === question.author.id || mentionedIds.includes(question.author.id)) return true
  return !isToAnother(message) && !isQuestion(content) && !isThanks(content) && !isGreeting(content)
}

/** Members are talking, and the question goes on with that: its author wrote, somebody else did, now the author asks. */
export function isInConversation(question: SeenMessage, { window }: View): boolean {
  const before = window.filter(
    (message) =>
      isHuman(message) &&
      isAfter(question.id, message.id) &&
      message.createdAt > question.createdAt - TALK_MS,
  )
  const first = before.findIndex(({ author }) => author.id === question.author.id)
  if (first === -1) return false
  return before
    .slice(first)
    .some(
      ({ author, content }) =>
        author.id !== question.author.id && !isQuestion(content) && !isGreeting(content),
    )
}

/** The author's messages in a row, with nobody in between, that the question is one of; oldest first. */
function turnOf(question: SeenMessage, { window }: View): SeenMessage[] {
  const humans = window.filter(isHuman)
  const at = humans.findIndex(({ id }) => id === question.id)
  if (at === -1) return [question]
  let from = at
  let to = at
  const joins = (a: SeenMessage | undefined, b: SeenMessage | undefined) =>
    a !== undefined &&
    b !== undefined &&
    a.author.id === b.author.id &&
    b.createdAt - a.createdAt < ONE_TURN_MS
  while (joins(humans[from - 1], humans[from])) from--
  while (joins(humans[to], humans[to + 1])) to++
  return humans.slice(from, to + 1)
}

/** Whether the author has asked in the same turn before: the first question stands for the whole of it. */
export function isAskedBefore(question: SeenMessage, view: View): boolean {
  return turnOf(question, view).some(
    ({ id, content, replyToId }) => isAfter(question.id, id) && replyToId === null && isQuestion(content),
  )
}

/** What the author asks, all of the turn but its greetings; without Steward's mention. */
export function questionText(question: SeenMessage, view: View): string {
  const parts = turnOf(question, view).filter(({ id, content }) => id === question.id || !isGreeting(content))
  return parts
    .map(({ content }) => content.replaceAll(new RegExp(`<@!?${view.botId}>`, 'g'), '').trim())
    .filter((content) => content !== '')
    .join('\n')
}
