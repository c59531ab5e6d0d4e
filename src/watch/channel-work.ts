import { isAfter } from '../discord/snowflake.ts'
import type { MessageFacts } from '../moderation/message.ts'
import { blindnessOf } from './blindness.ts'
import { skipsSome } from './catching-up.ts'
import {
  hasUnjudged,
  isReadingDue,
  isStale,
  isUnread,
  NOTHING_UNJUDGED,
  newState,
  nextAlarm,
  type WatchOrder,
  type WatchReport,
  type WatchState,
  withoutOld,
} from './channel-state.ts'
import { startDueCheck } from './checking.ts'
import type { ChannelDeps } from './deps.ts'
import { enforceDue } from './enforcing.ts'
import { isErrandDue, runErrands } from './errands.ts'
import { isReadingForCheck, nextCheckAt } from './feedback.ts'
import { isJudged, judge } from './judging.ts'
import type { Batch } from './port.ts'
import { judgeAndStore, readPlace } from './read-place.ts'
import type { ChannelStore } from './stores.ts'

/** Messages of a member in several channels are compared while they are no older than this. */
export const ACROSS_MS = 300_000
/** An order that broke off so often has messages that may break judging. */
const STORES_FIRST_FROM = 2
/** What is due keeps being due after an error nobody expected: without a pause it would be tried without end. */
const UNEXPECTED_RETRY_MS = 15_000
/** An alarm that is this late will not ring any more. */
const LOST_MS = 60_000

/** Does what a pulse orders: reads the place, judges, and arms the alarm for the rest. Rejects only when storage fails. */
export async function wake(store: ChannelStore, order: WatchOrder, deps: ChannelDeps): Promise<WatchReport> {
  const now = deps.now()
  const stored = store.load()
  const { place, exempt, rereads } = order
  let state: WatchState | null = { ...(stored ?? newState(order)), place, exempt, rereads }
  try {
    const isHeldBack = state.failures > 0 && now < state.notBefore
    if (!isHeldBack) {
      if (skipsSome(order.unreadSince, now, deps.policy.catchUpHours)) {
        deps.log('watch_skipped', { channel: place.id, hours: deps.policy.catchUpHours })
      }
      const storesFirst = order.failures >= STORES_FIRST_FROM
      const isExpected = order.lastMessageId !== null && isAfter(order.lastMessageId, state.cursor)
      state = await readPlace(state, store, deps, { isExpected, storesFirst })
      if (!state) store.forget()
    }
  } finally {
    await arm(store, deps)
  }
  return {
    fresh: state ? sharedAfter(state.window, order.sharedId, now) : [],
    alarmAt: await store.alarmAt(),
    blindness: state && blindnessOf(state.sight),
    isUnread: state !== null && isUnread(state),
    errands: store.takeFound(),
  }
}

/**
 * The alarm: decisions first, then what is left to judge or due to be read, then errands. Enforcing and errands hold no
 * read up;
 * `inTurn` keeps reads apart from each other.
 */
export async function ring(
  store: ChannelStore,
  deps: ChannelDeps,
  inTurn: (act: () => Promise<void>) => Promise<void>,
): Promise<void> {
  let noSooner = 0
  try {
    const isEnforcing = await enforceDue(store, deps)
    if (!isEnforcing) {
      await inTurn(() => work(store, deps))
      await runErrands(store, deps)
    }
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown'
    deps.log('watch_error', { detail })
    noSooner = deps.now() + UNEXPECTED_RETRY_MS
  } finally {
    await arm(store, deps, noSooner)
  }
}

async function work(store: ChannelStore, deps: ChannelDeps): Promise<void> {
  const now = deps.now()
  store.prune(now)
  const state = store.load()
  if (!state) return
  const isAsked = store.askedForChecks(now).length > 0
  if (hasUnjudged(state) && state.unjudged.retryAt <= now) {
    await judgeAndStore(state, state.window, store, deps, { storesFirst: true })
  } else if (
    isReadingDue(state, now) ||
    (isErrandDue(store, now) && isStale(state, now)) ||
    isReadingForCheck(state, deps.feedback, isAsked, now)
  ) {
    const left = await readPlace(state, store, deps, { isExpected: false, storesFirst: false })
    if (!left) store.forget()
  } else store.save(withoutOld(state, now), [], now)
  await startDueCheck(store, deps)
}

/** One member's messages in several channels as one incident. False when they cannot be judged now. */
export async function judgeAcross(
  store: ChannelStore,
  { fresh, recent }: Pick<Batch, 'fresh' | 'recent'>,
  deps: ChannelDeps,
): Promise<boolean> {
  const now = deps.now()
  const { decisions, error } = await judge({ ...NOTHING_UNJUDGED, fresh }, recent, deps.moderator, now)
  store.save(null, decisions, now, { judged: [...recent, ...fresh] })
  await arm(store, deps)
  return error === null
}

/** Sets the alarm again when it was lost. */
export async function look(store: ChannelStore, deps: ChannelDeps): Promise<{ alarmAt: number | null }> {
  const alarmAt = await store.alarmAt()
  if (alarmAt === null || alarmAt < deps.now() - LOST_MS) await arm(store, deps)
  return { alarmAt: await store.alarmAt() }
}

/** Arms the alarm for what is next; with nothing left, forgets the place. Setting it is a row, so only when it changes. */
export async function arm(
  store: ChannelStore,
  deps: Pick<ChannelDeps, 'now' | 'feedback'>,
  noSooner = 0,
): Promise<void> {
  const now = deps.now()
  const [pending] = store.pending()
  const state = store.load()
  const enforcement = pending?.retryAt ?? null
  const errand = store.errands()[0]?.dueAt ?? null
  const isAsked = store.askedForChecks(now).length > 0
  const check = state && nextCheckAt(state, deps.feedback, isAsked, now)
  const due = state ? nextAlarm(state, { enforcement, errand, check }, now) : enforcement
  if (due === null) store.forget()
  const times = [due, store.pruneAt()].filter((time) => time !== null)
  const at = Math.max(Math.min(...times), noSooner)
  if (times.length === 0) await store.clearAlarm()
  else if ((await store.alarmAt()) !== at) await store.setAlarm(at)
}

function sharedAfter(window: readonly MessageFacts[], sharedId: string | null, now: number): MessageFacts[] {
  return window.filter(
    (message) =>
      isJudged(message) &&
      message.createdAt > now - ACROSS_MS &&
      (sharedId === null || isAfter(message.id, sharedId)),
  )
}
