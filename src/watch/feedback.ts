import type { InteractionHandle } from '../discord/messages.ts'
import { createdAt, isAfter } from '../discord/snowflake.ts'
import type { CheckEnd, CheckOrder, CheckProgress } from '../moderation/feedback/check/order.ts'
import { isLargeEdit } from '../moderation/feedback/edit-distance.ts'
import {
  NEW_TRIGGER_STATE,
  type Outlook,
  step,
  type TriggerPolicy,
  type TriggerState,
} from '../moderation/feedback/trigger.ts'
import type { MessageFacts } from '../moderation/message.ts'
import { isStale, type WatchState } from './channel-state.ts'
import { isJudged } from './judging.ts'
import type { Place } from './place.ts'
import type { Merged } from './window.ts'

/** What watching asks of the checks for unconstructive feedback. */
export interface FeedbackChecks {
  policy: TriggerPolicy & { editRerunThreshold: number }
  isChecked(place: Place): boolean
  /** Resolves when the check is stored there, or says how it ended. The same run again is the same. */
  start(order: CheckOrder): Promise<CheckProgress>
}

/** What a place knows of its checks; part of its state. */
export interface FeedbackState {
  trigger: TriggerState
  /** Messages that disappeared in the last day: a card about one says so. */
  goneIds: string[]
  /** When the running check was handed over, or asked after. */
  handedAt: number
}

/** A check that has not reported for so long is asked after. */
const ASK_AFTER_MS = 300_000
const MAX_GONE = 100
const KEEP_GONE_MS = 86_400_000

const NEW_STATE: FeedbackState = { trigger: NEW_TRIGGER_STATE, goneIds: [], handedAt: 0 }

const feedbackOf = ({ feedback }: Pick<WatchState, 'feedback'>): FeedbackState => feedback ?? NEW_STATE

/** The state after a page was read: what is new, what changed by much, and what is gone. */
export function afterPage(
  state: Pick<WatchState, 'feedback' | 'place'>,
  windowBefore: readonly MessageFacts[],
  merged: Merged,
  checks: FeedbackChecks | null,
  now: number,
): FeedbackState | undefined {
  if (!checks?.isChecked(state.place)) return undefined
  const before = feedbackOf(state)
  const known = new Map(windowBefore.map((message) => [message.id, message]))
  let { trigger } = before
  const happens = (event: Parameters<typeof step>[1], at: number) => {
    trigger = step(trigger, event, checks.policy, at).state
  }
  for (const message of merged.fresh.filter(isJudged)) {
    happens({ kind: 'message' }, Math.min(now, message.createdAt))
  }
  for (const message of merged.edited.filter(isJudged)) {
    const old = known.get(message.id)
    if (old && isLargeEdit(textOf(old), textOf(message), checks.policy.editRerunThreshold))
      happens({ kind: 'edit' }, now)
  }
  const gone = merged.deleted.filter(isJudged)
  const messagesLeft = merged.window.filter(isJudged).length
  for (const { id } of gone) {
    happens({ kind: 'deletion', wasJudged: wasJudged(id, trigger), messagesLeft }, now)
  }
  const goneIds = [...before.goneIds, ...gone.map(({ id }) => id)]
    .filter((id) => createdAt(id) > now - KEEP_GONE_MS)
    .slice(-MAX_GONE)
  return { ...before, trigger, goneIds }
}

const wasJudged = (id: string, { lastProcessedMessageId: last }: TriggerState): boolean =>
  last !== null && !isAfter(id, last)

/** What a check reads of a message, names and all. */
export function textOf({ content, extraText }: Pick<MessageFacts, 'content' | 'extraText'>): string {
  return [content, ...extraText].filter((text) => text !== '').join('\n')
}

function outlookOf(state: WatchState, checks: FeedbackChecks, now: number): Outlook {
  return step(feedbackOf(state).trigger, { kind: 'tick' }, checks.policy, now).outlook
}

/** When a place has to see to its checks; null when nothing waits. `isAsked`: a moderator waits for one. */
export function nextCheckAt(
  state: WatchState,
  checks: FeedbackChecks | null,
  isAsked: boolean,
  now: number,
): number | null {
  if (!checks?.isChecked(state.place)) return null
  const outlook = outlookOf(state, checks, now)
  if (outlook.kind === 'running') return feedbackOf(state).handedAt + ASK_AFTER_MS
  if (outlook.kind === 'nothing' && !isAsked) return null
  const at = outlook.kind === 'wait' && !isAsked ? outlook.until : now
  // A window that cannot be read cannot be checked.
  return state.failures > 0 ? Math.max(at, state.notBefore) : at
}

/** Whether the window has to be read again because a check is due. */
export function isReadingForCheck(
  state: WatchState,
  checks: FeedbackChecks | null,
  isAsked: boolean,
  now: number,
): boolean {
  if (!checks?.isChecked(state.place) || !isStale(state, now)) return false
  const { kind } = outlookOf(state, checks, now)
  return (
    (kind === 'due' || (isAsked && kind !== 'running')) && (state.failures === 0 || state.notBefore <= now)
  )
}

/** A check to hand over now, with the state that knows of it; null when none is due, or one is under way. */
export function dueCheck(
  state: WatchState,
  checks: FeedbackChecks,
  answers: readonly InteractionHandle[],
  now: number,
): { state: WatchState; order: CheckOrder } | null {
  const before = feedbackOf(state)
  const messages = checkable(state)
  const messagesInWindow = messages.filter(isJudged).length
  const asked =
    answers.length === 0
      ? before.trigger
      : step(before.trigger, { kind: 'command', messagesInWindow }, checks.policy, now).state
  const { outlook } = step(asked, { kind: 'tick' }, checks.policy, now)
  if (outlook.kind === 'running') return runningCheck(state, outlook.runId, now)
  if (outlook.kind !== 'due' || state.failures > 0) return null
  const runId = `${state.place.id}-${now}`
  const { pending, lastProcessedMessageId } = asked
  const isAgain = pending.edit !== null || pending.deletion || pending.commandAt !== null
  const trigger = step(asked, { kind: 'started', runId }, checks.policy, now).state
  const order: CheckOrder = {
    runId,
    place: state.place,
    messages,
    judgeAfter: isAgain ? null : lastProcessedMessageId,
    goneIds: before.goneIds,
    reasons: outlook.reasons,
    answers: [...answers],
  }
  return { state: { ...state, feedback: { ...before, trigger, handedAt: now } }, order }
}

/** The same check once more, should the one that was handed over have been lost. */
function runningCheck(state: WatchState, runId: string, now: number) {
  const before = feedbackOf(state)
  if (before.handedAt + ASK_AFTER_MS > now) return null
  const order: CheckOrder = {
    runId,
    place: state.place,
    messages: checkable(state),
    judgeAfter: null,
    goneIds: before.goneIds,
    reasons: [],
    answers: [],
  }
  return { state: { ...state, feedback: { ...before, handedAt: now } }, order }
}

/** The state once a check has ended. */
export function afterCheck(
  state: WatchState,
  end: CheckEnd,
  { policy }: Pick<FeedbackChecks, 'policy'>,
  now: number,
): WatchState {
  const before = feedbackOf(state)
  const { runId, lastProcessedMessageId, later } = end
  const { state: trigger } = step(
    before.trigger,
    end.isDone
      ? { kind: 'finished', runId, lastProcessedMessageId: newer(before, lastProcessedMessageId), later }
      : { kind: 'failed', runId },
    policy,
    now,
  )
  return { ...state, feedback: { ...before, trigger } }
}

function newer({ trigger }: FeedbackState, id: string | null): string | null {
  const last = trigger.lastProcessedMessageId
  return id !== null && last !== null && isAfter(last, id) ? last : id
}

const checkable = ({ window }: WatchState): MessageFacts[] =>
  window.filter(({ author }) => !author.isBot && !author.isWebhook)
