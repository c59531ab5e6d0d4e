import { cooldownText } from '../commands/refusals.ts'
import { scopeOf } from '../config/channels.ts'
import type { Ask, Origin } from '../conversation/ask.ts'
import { MAX_QUESTION_CHARS } from '../conversation/ask.ts'
import type { DiscordFailure, DiscordResult } from '../discord/result.ts'
import { shorten } from '../discord/text.ts'
import type { SeenMessage } from '../watch/seen-message.ts'
import { isGreeting } from './closing.ts'
import { isMentioned, questionText } from './conversation.ts'
import type { PurposeDeps } from './deps.ts'
import type { Errand, ErrandOutcome, Errands, View } from './errand.ts'
import { errandsFor, LATE_MS, planErrands } from './plan.ts'
import { encouragement, reactionTo } from './showcase.ts'
import { lookAtThread } from './thread.ts'
import { welcomeText } from './welcome.ts'

const RETRY_MS = 5_000
const MAX_RETRY_MS = 300_000
const MAX_ATTEMPTS = 8
/** A second refusal so soon is a reaction: the first said when. */
const REFUSED_LATELY_MS = 60_000
const GREETING_BACK = '👋'
const THANKED = '💙'
const NOT_YET = '⏳'

const DONE: ErrandOutcome = { kind: 'done' }
const DROPPED: ErrandOutcome = { kind: 'dropped' }

/** What the channels are for: what there is to do, and doing it. */
export function errands(deps: PurposeDeps): Errands {
  return {
    plan: (view, messageIds, joins) => planErrands(view, messageIds, joins, deps.config),
    async perform(errand, view, attempts) {
      const outcome = await attempt(errand, view, attempts, deps).catch((error: unknown) => {
        deps.log('errand_failed', {
          kind: errand.kind,
          attempts,
          detail: error instanceof Error ? error.name : 'unknown',
        })
        return again(attempts, view.now)
      })
      const last = outcome.kind === 'again' && attempts + 1 >= MAX_ATTEMPTS ? DROPPED : outcome
      if (last.kind !== 'again')
        deps.log('errand', { kind: errand.kind, outcome: last.kind, channel: view.place.id })
      return last
    },
  }
}

async function attempt(
  errand: Errand,
  view: View,
  attempts: number,
  deps: PurposeDeps,
): Promise<ErrandOutcome> {
  if (errand.kind === 'welcome') return welcome(errand, view, attempts, deps)
  const found = view.window.find(({ id }) => id === errand.messageId)
  if (!found || !stands(errand, found, view, deps)) return DROPPED
  const isOfThread =
    view.place.parentId !== null && (errand.kind === 'answer' || errand.kind === 'acknowledge')
  if (!isOfThread || found.mentionedIds.includes(view.botId) || found.replyToAuthorId === view.botId) {
    return act(errand, found, view, attempts, deps)
  }
  const look = await lookAtThread(view, deps)
  if (!look.ok) return afterFailure(look.failure, attempts, view.now)
  const isOfAsker = look.askerId === found.author.id
  return isOfAsker && stands(errand, found, look.view, deps)
    ? act(errand, found, look.view, attempts, deps)
    : DROPPED
}

/** Whether it would be decided again, as things stand now. */
function stands({ id }: Errand, message: SeenMessage, view: View, { config }: PurposeDeps): boolean {
  return errandsFor(message, view, config).some((errand) => errand.id === id)
}

async function act(
  errand: Errand,
  message: SeenMessage,
  view: View,
  attempts: number,
  deps: PurposeDeps,
): Promise<ErrandOutcome> {
  if (deps.dryRun) return dry(errand, view, deps)
  const { discord, config } = deps
  const react = async (emoji: string) =>
    afterResult(await discord.react(view.place.id, message.id, emoji), attempts, view.now)
  switch (errand.kind) {
    case 'answer':
      return answer(errand, message, view, attempts, deps)
    case 'mention':
      return answerMention(errand, message, view, attempts, deps)
    case 'acknowledge':
      return react(isMentioned(message, view.botId) && isGreeting(message.content) ? GREETING_BACK : THANKED)
    case 'react':
      return react(reactionTo(message, config.showcase.emoji))
    case 'encourage': {
      const claim = { memberId: message.author.id, messageId: message.id, at: message.createdAt }
      if (!(await deps.encouragements.claim(claim))) return DROPPED
      return reply(errand, message, encouragement(message), view, attempts, deps)
    }
    case 'welcome':
      return DROPPED
  }
}

/** Unasked: a cooldown is waited for, and nobody hears of it. */
async function answer(
  { kind }: Errand,
  message: SeenMessage,
  view: View,
  attempts: number,
  deps: PurposeDeps,
): Promise<ErrandOutcome> {
  const hasAnswered =
    view.place.parentId !== null && view.window.some(({ author }) => author.id === view.botId)
  const question = questionOf(
    message,
    view,
    { kind: 'message', why: hasAnswered ? 'follow_up' : 'unanswered' },
    deps,
  )
  if (question.text === '') return DROPPED
  // The ledger gives the same id the same answer for some minutes: each attempt asks anew.
  const id = `${message.id}.${kind}.${attempts}`
  const { budgetChannelId: channelId, memberId } = question
  const admission = await deps.budget.admit({ id, channelId, memberId })
  if (!admission.ok) return { kind: 'again', at: admission.retryAt }
  await deps.ask(question)
  return DONE
}

async function answerMention(
  errand: Errand,
  message: SeenMessage,
  view: View,
  attempts: number,
  deps: PurposeDeps,
): Promise<ErrandOutcome> {
  const question = questionOf(message, view, { kind: 'message', why: 'addressed' }, deps)
  if (question.text === '') return DROPPED
  const { budgetChannelId: channelId, memberId } = question
  const admission = await deps.budget.admit({ id: message.id, channelId, memberId })
  if (admission.ok) {
    await deps.ask(question)
    return DONE
  }
  const wasTold = view.window.some(
    ({ author, replyToAuthorId, createdAt }) =>
      author.id === view.botId && replyToAuthorId === memberId && createdAt > view.now - REFUSED_LATELY_MS,
  )
  if (!wasTold) return reply(errand, message, cooldownText(admission.retryAt), view, attempts, deps)
  return afterResult(await deps.discord.react(view.place.id, message.id, NOT_YET), attempts, view.now)
}

function questionOf(message: SeenMessage, view: View, origin: Origin, { config }: PurposeDeps): Ask {
  const { id, parentId, channelName } = view.place
  const channelId = parentId ?? id
  return {
    id: message.id,
    origin,
    text: shorten(questionText(message, view), MAX_QUESTION_CHARS),
    memberId: message.author.id,
    channelId: id,
    budgetChannelId: channelId,
    threadId: parentId === null ? message.id : id,
    scope: scopeOf(config, { id: channelId, name: channelName }),
    isPrivate: false,
    target: { id: message.id },
  }
}

async function reply(
  { id }: Errand,
  message: SeenMessage,
  content: string,
  view: View,
  attempts: number,
  { discord }: PurposeDeps,
): Promise<ErrandOutcome> {
  const options = { nonce: nonceOf(id), replyTo: message.id }
  return afterResult(await discord.createMessage(view.place.id, { content }, options), attempts, view.now)
}

/** To who does not take direct messages nothing is said at all: in public it would be about them. */
async function welcome(
  errand: Errand,
  view: View,
  attempts: number,
  deps: PurposeDeps,
): Promise<ErrandOutcome> {
  const { now } = view
  const { config, discord } = deps
  if (!config.welcome.enabled || now > errand.dueAt + LATE_MS) return DROPPED
  if (deps.dryRun) return dry(errand, view, deps)
  const opened = await discord.directChannel(errand.memberId)
  if (!opened.ok) return afterFailure(opened.failure, attempts, now)
  const content = welcomeText(config.welcome, config.community.name)
  const sent = await discord.createMessage(opened.value.id, { content }, { nonce: nonceOf(errand.id) })
  return afterResult(sent, attempts, now)
}

function dry({ kind }: Errand, { place }: View, { log }: PurposeDeps): ErrandOutcome {
  log('errand_dry', { kind, channel: place.id })
  return DONE
}

function afterResult(result: DiscordResult<unknown>, attempts: number, now: number): ErrandOutcome {
  return result.ok ? DONE : afterFailure(result.failure, attempts, now)
}

/** What Discord refuses, a member who blocked Steward or a message that is gone, it refuses again. */
function afterFailure(failure: DiscordFailure, attempts: number, now: number): ErrandOutcome {
  if (failure.kind === 'refused') return DROPPED
  const wait = again(attempts, now)
  return failure.kind === 'rate_limited'
    ? { kind: 'again', at: Math.max(wait.at, now + failure.retryAfterMs) }
    : wait
}

function again(attempts: number, now: number): Extract<ErrandOutcome, { kind: 'again' }> {
  return { kind: 'again', at: now + Math.min(RETRY_MS * 2 ** attempts, MAX_RETRY_MS) }
}

/** `encourage:` and an id are longer than Discord's 25 characters; an initial tells the kinds of one message apart. */
function nonceOf(errandId: string): string {
  const [kind = '', messageId = ''] = errandId.split(':')
  return `${kind.charAt(0)}-${messageId}`
}
