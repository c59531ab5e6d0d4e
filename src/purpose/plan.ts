import { isAfter } from '../discord/snowflake.ts'
import type { Join, SeenMessage } from '../watch/seen-message.ts'
import { isGreeting, isSolved, isThanks } from './closing.ts'
import {
  isAskedBefore,
  isHuman,
  isInConversation,
  isMentioned,
  isSettled,
  isToAnother,
} from './conversation.ts'
import type { Errand, ErrandKind, View } from './errand.ts'
import type { PurposePolicy } from './policy.ts'
import { isFollowUp, isQuestion } from './question-like.ts'
import { isPost } from './showcase.ts'

/** What is older when it is first seen, or when its time comes, is left alone: an answer would come out of the blue. */
export const LATE_MS = 15 * 60_000
/** Rules, and whoever posted by mistake, come first. */
const REACT_AFTER_MS = 20_000
const ENCOURAGE_AFTER_MS = 60_000
const WELCOME_AFTER_MS = 30_000
/** More who join at once are a raid, and who opens many direct channels at once is taken for a spammer. */
const MAX_WELCOMES_AT_ONCE = 5

/** What is to be done because of messages that are new or changed, and of who joined. */
export function planErrands(
  view: View,
  messageIds: ReadonlySet<string>,
  joins: readonly Join[],
  policy: PurposePolicy,
): Errand[] {
  const fresh = view.window.filter(({ id }) => messageIds.has(id))
  return [...fresh.flatMap((message) => errandsFor(message, view, policy)), ...welcomes(view, joins, policy)]
}

/**
 * What a message calls for as things stand now: decided when it is read, and again when the errand is due. Nothing for
 * bots and webhooks.
 */
export function errandsFor(message: SeenMessage, view: View, policy: PurposePolicy): Errand[] {
  if (!isHuman(message)) return []
  switch (view.place.purpose) {
    case 'answers':
    case 'mentions':
      return (
        addressed(message, view) ?? (view.place.purpose === 'answers' ? unasked(message, view, policy) : [])
      )
    case 'showcase':
      return shown(message, view, policy)
    default:
      return []
  }
}

/** What is said to Steward; null for what is not. */
function addressed(message: SeenMessage, { botId, now }: View): Errand[] | null {
  const isMention = isMentioned(message, botId)
  if (!isMention && message.replyToAuthorId !== botId) return null
  const { content } = message
  if (isSolved(content) || isThanks(content) || (isMention && isGreeting(content))) {
    return errand('acknowledge', message, 0, now)
  }
  return isMention || isFollowUp(content) ? errand('mention', message, 0, now) : []
}

function unasked(message: SeenMessage, view: View, policy: PurposePolicy): Errand[] {
  if (!policy.answers.unasked || isToAnother(message)) return []
  return view.place.parentId === null ? inChannel(message, view, policy) : inThread(message, view, policy)
}

/**
 * Who moderates is a member too, but what they ask in a channel is mostly meant for the others ("does everybody have
 * access now?"): they mention Steward when it is to answer.
 */
function inChannel(message: SeenMessage, view: View, { answers }: PurposePolicy): Errand[] {
  const isOpen =
    !message.author.isExempt &&
    isQuestion(message.content) &&
    !isInConversation(message, view) &&
    !isAskedBefore(message, view) &&
    !isSettled(message, view)
  return isOpen ? errand('answer', message, answers.patienceSeconds * 1000, view.now) : []
}

/** A thread is its asker's: once another person writes there, or the asker says that it is solved, Steward has no part in it. */
function inThread(message: SeenMessage, view: View, { answers }: PurposePolicy): Errand[] {
  const { window, botId, now } = view
  const humans = window.filter(isHuman)
  if (humans.some(({ author }) => author.id !== message.author.id)) return []
  const isDone = humans.some(({ id, content }) => isAfter(message.id, id) && isSolved(content))
  if (isDone) return []
  const hasAnswered = window.some(
    ({ id, author, isThreadStart }) => author.id === botId && !isThreadStart && isAfter(message.id, id),
  )
  if (hasAnswered) {
    if (isSolved(message.content)) return errand('acknowledge', message, 0, now)
    const isLeft = humans.some(({ id, content }) => isAfter(id, message.id) && isSolved(content))
    return !isLeft && isFollowUp(message.content) ? errand('answer', message, 0, now) : []
  }
  const isLeft = humans.some(({ id, content }) => isAfter(id, message.id) && isSolved(content))
  const isOpen =
    !isLeft && !message.author.isExempt && isQuestion(message.content) && !isAskedBefore(message, view)
  return isOpen ? errand('answer', message, answers.patienceSeconds * 1000, now) : []
}

function shown(message: SeenMessage, { place, now }: View, { showcase }: PurposePolicy): Errand[] {
  const isOpening = place.parentId === null || message.id === place.id
  if (!isOpening || !isPost(message)) return []
  return [
    ...(showcase.react ? errand('react', message, REACT_AFTER_MS, now) : []),
    ...(showcase.encourage ? errand('encourage', message, ENCOURAGE_AFTER_MS, now) : []),
  ]
}

function welcomes({ now }: View, joins: readonly Join[], { welcome }: PurposePolicy): Errand[] {
  if (!welcome.enabled || joins.length > MAX_WELCOMES_AT_ONCE) return []
  return joins
    .filter(({ createdAt }) => now <= createdAt + WELCOME_AFTER_MS + LATE_MS)
    .map(({ messageId, memberId, createdAt }) => ({
      id: `welcome:${messageId}`,
      kind: 'welcome',
      messageId,
      memberId,
      dueAt: createdAt + WELCOME_AFTER_MS,
    }))
}

/** The errand, unless it comes too late: counted from when the message got the words it has. */
function errand(kind: ErrandKind, message: SeenMessage, afterMs: number, now: number): Errand[] {
  const dueAt = Math.max(message.createdAt, message.editedAt ?? 0) + afterMs
  if (now > dueAt + LATE_MS) return []
  return [{ id: `${kind}:${message.id}`, kind, messageId: message.id, memberId: message.author.id, dueAt }]
}
