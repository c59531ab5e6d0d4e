import type { Problem } from '../../config/problems.ts'
import { FEATURES } from './features.ts'
import type { FeedbackPolicy } from './policy.ts'

/** What of the rest of a configuration has to fit. */
export interface FeedbackSurroundings {
  watch: { historyMessages: number }
  /** Whether a channel of this name or id is watched when watching is on. */
  isWatched: (channel: string) => boolean
  hasModeratorsChannel: boolean
}

/** What no single field of `feedback` can see. */
export function feedbackContradictions(feedback: FeedbackPolicy, around: FeedbackSurroundings): Problem[] {
  const problems: Problem[] = []
  const add = (path: string, message: string) => problems.push({ path: `feedback.${path}`, message })
  const { thresholds, channels, enabled, historyMessages, messageCountThreshold, model } = feedback
  if (thresholds.tLow >= thresholds.tHigh)
    add('thresholds.tLow', `expected less than thresholds.tHigh (${thresholds.tHigh})`)
  if (messageCountThreshold > historyMessages)
    add(
      'messageCountThreshold',
      `expected at most historyMessages (${historyMessages}): a check reads no more`,
    )
  if (model.provider !== undefined && model.name === undefined)
    add('model.name', `expected the name of a model at ${model.provider}, as provider is set`)
  for (const [key, { mean }] of Object.entries(feedback.prior)) {
    const sign = signOf(key)
    if (mean !== undefined && sign !== 0 && mean * sign < 0)
      add(
        `prior.${key}.mean`,
        `expected ${sign > 0 ? '0 or more' : '0 or less'}: this feature keeps its sign`,
      )
  }
  if (!enabled) return problems
  if (historyMessages > around.watch.historyMessages)
    add(
      'historyMessages',
      `expected at most watch.historyMessages (${around.watch.historyMessages}): no more is kept`,
    )
  if (channels.length === 0) add('channels', 'expected at least one channel, as feedback.enabled is true')
  for (const [index, channel] of channels.entries()) {
    if (!around.isWatched(channel))
      add(
        `channels[${index}]`,
        `"${channel}" is not watched: give it a purpose in channels, such as answers or showcase`,
      )
  }
  if (!around.hasModeratorsChannel)
    add('enabled', 'expected a channel in channels.moderators, where the cards go')
  return problems
}

function signOf(key: string): number {
  const feature = Object.entries(FEATURES).find(([name]) => name === key)?.[1]
  if (!feature || !('sign' in feature.prior)) return 0
  return feature.prior.sign === 'positive' ? 1 : -1
}
