import type { MessageParts } from '../../discord/messages.ts'
import type { ReplayDeps } from './deps.ts'
import { progressMessage, underWay } from './progress.ts'
import { pagesOf, reportMessage } from './report.ts'
import { isUnderWay, newRun, type Order } from './run.ts'

const STOPPING = 'Stopping: what was found so far follows in a moment.'

export type Begun =
  | { kind: 'begun' }
  /** Another one goes on; `parts` says whose, how far it is, and lets it be stopped. */
  | { kind: 'under_way'; parts: MessageParts }

export interface ReplayPress {
  runId: string
  by: string
  /** `stop`, or the page to turn to. */
  act: string
}

export type ReplayPressed =
  | { kind: 'shown'; parts: MessageParts }
  /** `parts`: the message without its button. */
  | { kind: 'stopped'; parts: MessageParts }
  | { kind: 'stopped_before'; by: string }
  /** The run is over, and its report stands in the moderators' channel. */
  | { kind: 'over' }
  | { kind: 'forgotten' }

/** What `/replay` and its buttons ask of the guild's replay. */
export interface ReplayDesk {
  begin(order: Order): Promise<Begun>
  press(press: ReplayPress): Promise<ReplayPressed>
}

/** Stores what is asked; the same interaction again is the same run. One run at a time. */
export function takeOrder(order: Order, { store, now, config, customId }: ReplayDeps): Begun {
  const known = store.load()
  if (known?.id === order.id) return { kind: 'begun' }
  if (known && isUnderWay(known)) {
    return { kind: 'under_way', parts: underWay(known, config.community.guildId, customId) }
  }
  const retired = known && pagesOf(known) > 1 ? known.message : null
  store.forgetAll()
  store.save(newRun(order, retired, now()))
  return { kind: 'begun' }
}

export function takePress({ runId, by, act }: ReplayPress, deps: ReplayDeps): ReplayPressed {
  const { store, config, customId, now } = deps
  const run = store.load()
  if (run?.id !== runId) return { kind: 'forgotten' }
  if (act !== 'stop') {
    const shown = { guildId: config.community.guildId, customId }
    return run.phase === 'finished'
      ? { kind: 'shown', parts: reportMessage(run, Number(act), shown) }
      : { kind: 'forgotten' }
  }
  const before = store.stop()
  if (before?.runId === runId) return { kind: 'stopped_before', by: before.by }
  if (run.phase === 'reporting' || run.phase === 'finished') return { kind: 'over' }
  store.saveStop({ runId, by })
  return {
    kind: 'stopped',
    parts: { ...progressMessage(run, now(), customId), content: STOPPING, components: [] },
  }
}
