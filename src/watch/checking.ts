import type { InteractionHandle } from '../discord/messages.ts'
import type { CheckEnd } from '../moderation/feedback/check/order.ts'
import type { ChannelDeps } from './deps.ts'
import { afterCheck, dueCheck } from './feedback.ts'
import type { ChannelStore } from './stores.ts'

/**
 * Hands over the check that is due. That it runs is stored before: it is then asked after under its id until it has
 * ended, whatever happens in between.
 */
export async function startDueCheck(store: ChannelStore, deps: ChannelDeps): Promise<void> {
  const { feedback, now } = deps
  const state = store.load()
  if (!state || !feedback?.isChecked(state.place)) return
  const answers = store.askedForChecks(now())
  const due = dueCheck(state, feedback, answers, now())
  if (!due) {
    // Nobody has written here: the moderator is told so, and no check runs.
    if (answers.length > 0 && !state.feedback?.trigger.running && state.failures === 0) {
      const nothing = { runId: `${state.place.id}-${now()}`, messages: [], judgeAfter: null, goneIds: [] }
      await feedback.start({ ...nothing, place: state.place, reasons: ['command'], answers })
      store.forgetAskedForChecks(answers)
    }
    return
  }
  store.save(due.state, [], now())
  try {
    const progress = await feedback.start(due.order)
    store.forgetAskedForChecks(due.order.answers)
    if (progress.kind === 'ended') checkEnded(store, progress.end, deps)
  } catch (error) {
    deps.log('check_not_started', { detail: error instanceof Error ? error.name : 'unknown' })
    checkEnded(store, { runId: due.order.runId, isDone: false, lastProcessedMessageId: null, later: 0 }, deps)
  }
}

/** Takes note of how a check ended. Once is enough; again it changes nothing. */
export function checkEnded(
  store: ChannelStore,
  end: CheckEnd,
  { feedback, now }: Pick<ChannelDeps, 'feedback' | 'now'>,
): void {
  const state = store.load()
  if (state && feedback) store.save(afterCheck(state, end, feedback, now()), [], now())
}

export type Asked = 'asked' | 'not_checked' | 'nothing_read'

/** A moderator's `/check`. */
export function askForCheck(
  store: ChannelStore,
  answer: InteractionHandle,
  { feedback, now }: Pick<ChannelDeps, 'feedback' | 'now'>,
): Asked {
  const state = store.load()
  if (!state) return 'nothing_read'
  if (!feedback?.isChecked(state.place)) return 'not_checked'
  store.askForCheck(answer, now())
  return 'asked'
}
