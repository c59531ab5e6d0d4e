import { PAGE_MESSAGES } from '../discord/reading.ts'
import { DISCORD_CODE, type DiscordFailure } from '../discord/result.ts'
import { isAfter } from '../discord/snowflake.ts'
import { afterRead, afterRefusal } from './blindness.ts'
import { readFrom } from './catching-up.ts'
import { hasUnjudged, isFull, type WatchState, withoutOld } from './channel-state.ts'
import type { ChannelDeps } from './deps.ts'
import { factsOf, joinOf } from './facts.ts'
import { afterPage } from './feedback.ts'
import { afterJudgingFailed, judge } from './judging.ts'
import { lookUpMembers, NO_MEMBER } from './members.ts'
import { detailOf, waitAfter } from './reading-failed.ts'
import type { Join } from './seen-message.ts'
import type { ChannelStore } from './stores.ts'
import { merge } from './window.ts'

/** Pages and members of one run: the Free plan allows 50 requests an invocation, and some are tried again. */
const MAX_PAGES = 5
const MAX_REQUESTS = 30

export interface ReadOptions {
  /** Discord said that there is something new. */
  isExpected: boolean
  /** Stores what was read before it is judged: judging it may be what ends the object. */
  storesFirst: boolean
}

/**
 * Reads until nothing new is left, judges each page, and stores both with the cursor in one step: a crash anywhere means
 * that a page is read and judged again, never that it is missed. Null when the place is gone.
 */
export async function readPlace(
  before: WatchState,
  store: ChannelStore,
  deps: ChannelDeps,
  options: ReadOptions,
): Promise<WatchState | null> {
  let state = before
  let requests = 0
  for (let page = 0; page < MAX_PAGES && requests < MAX_REQUESTS; page++) {
    if (isFull(state)) {
      store.save({ ...state, isBehind: true }, [], deps.now())
      return { ...state, isBehind: true }
    }
    const now = deps.now()
    const from = readFrom(state, now, deps.policy.catchUpHours)
    const result = await deps.discord.messagesAfter(state.place.id, from)
    requests++
    if (!result.ok) return failed(state, result.failure, store, deps)
    const { ids, messages } = result.value
    const { cursor } = state
    const { members, usable, lookups, failure } = await lookUpMembers(
      state.members,
      messages,
      cursor,
      MAX_REQUESTS - requests,
      deps,
    )
    requests += lookups
    const isWhole = usable === messages.length && ids.length < PAGE_MESSAGES
    const last = usable === messages.length ? ids.at(-1) : messages[usable - 1]?.id
    const facts = messages.slice(0, usable).flatMap((message) => {
      const { place, exempt } = state
      const member = members[message.author.id] ?? NO_MEMBER
      return factsOf(message, place, deps.guildId, member, exempt) ?? []
    })
    const stretch = {
      from,
      to: isWhole ? null : (last ?? from),
      ids: last === undefined ? [] : ids.slice(0, ids.indexOf(last) + 1),
      facts,
    }
    const merged = merge(state.window, cursor, stretch, deps.policy.historyMessages)
    const isExpected = options.isExpected && page === 0
    const next: WatchState = {
      ...state,
      window: merged.window,
      deleted: [...state.deleted, ...merged.deleted],
      cursor: merged.cursor,
      members,
      unjudged: {
        ...state.unjudged,
        fresh: [...state.unjudged.fresh, ...merged.fresh],
        edited: [...state.unjudged.edited, ...merged.edited],
      },
      lastFreshAt: merged.fresh.length > 0 ? now : state.lastFreshAt,
      lastReadAt: now,
      isBehind: !isWhole,
      failures: 0,
      notBefore: 0,
      sight: afterRead(state.sight, messages, { isExpected, botId: deps.botId, now }),
      feedback: afterPage(state, state.window, merged, deps.feedback, now),
    }
    const known = [...state.window, ...merged.window]
    const joins = messages
      .slice(0, usable)
      .filter(({ id }) => isAfter(id, cursor))
      .flatMap((message) => joinOf(message) ?? [])
    state = await judgeAndStore(next, known, store, deps, { storesFirst: options.storesFirst, joins })
    if (failure) return failed(state, failure, store, deps)
    if (isWhole) return state
  }
  return state
}

/**
 * Judges what is unjudged and finds what else it calls for; stores the state with what came of it and with what is left to
 * judge, in one step.
 */
export async function judgeAndStore(
  state: WatchState,
  window: WatchState['window'],
  store: ChannelStore,
  deps: ChannelDeps,
  { storesFirst, joins = [] }: { storesFirst: boolean; joins?: readonly Join[] },
): Promise<WatchState> {
  const now = deps.now()
  const current = withoutOld(state, now)
  const { fresh, edited } = current.unjudged
  const errands = deps.errands.plan(
    { place: current.place, window: current.window, botId: deps.botId, now },
    new Set([...fresh, ...edited].map(({ id }) => id)),
    joins,
  )
  if (!hasUnjudged(current)) {
    store.save(current, [], now, { errands })
    return current
  }
  const known = [...current.deleted, ...window]
  if (storesFirst)
    store.save({ ...current, unjudged: afterJudgingFailed(current.unjudged, now) }, [], now, { errands })
  const { decisions, left, error } = await judge(current.unjudged, known, deps.moderator, now)
  if (error !== null) {
    const detail = error instanceof Error ? error.name : 'unknown'
    deps.log('watch_not_judged', {
      channel: state.place.id,
      left: left.fresh.length + left.edited.length,
      detail,
    })
  }
  const judged = { ...current, unjudged: left }
  store.save(judged, decisions, now, { judged: [...known, ...fresh, ...edited], errands })
  return judged
}

function failed(
  state: WatchState,
  failure: DiscordFailure,
  store: ChannelStore,
  deps: ChannelDeps,
): WatchState | null {
  const now = deps.now()
  deps.log('watch_not_read', { channel: state.place.id, detail: detailOf(failure) })
  const isRefused = failure.kind === 'refused'
  if (isRefused && failure.code === DISCORD_CODE.unknownChannel) return null
  const failures = state.failures + 1
  const sight = isRefused && failure.status === 403 ? afterRefusal(state.sight, now) : state.sight
  const next = { ...state, failures, sight, notBefore: now + waitAfter(failure, failures) }
  store.save(next, [], now)
  return next
}
