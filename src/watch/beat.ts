import type { Config } from '../config/schema.ts'
import type { ChannelJson } from '../discord/reading.ts'
import type { DiscordFailure } from '../discord/result.ts'
import { type AcrossChannels, acrossChannels, type Recent, withFresh } from './across.ts'
import { rolesAbove } from './blindness.ts'
import type { PulseDeps } from './deps.ts'
import { exemptInGuild } from './exempt.ts'
import { paceOf, spend } from './interval.ts'
import { costOf } from './limits.ts'
import { moved, remember } from './moved.ts'
import { afterRoles, afterWelcome } from './notices.ts'
import type { Place } from './place.ts'
import type { PulseState } from './pulse-state.ts'
import { detailOf, waitAfter } from './reading-failed.ts'
import type { PulseStore } from './stores.ts'
import { wakeMoved } from './waking.ts'
import { moderatorsChannel, watchedPlaces } from './watched.ts'

/** Roles are read again after this time: who became a moderator is exempt soon after. */
const GUILD_MS = 600_000
/** System channel flag SUPPRESS_JOIN_NOTIFICATIONS. */
const SUPPRESS_JOINS = 1 << 0

/**
 * One pulse: two requests tell which watched places moved, and those are woken. What a place has read is known to it before
 * the pulse counts the place as read.
 */
export async function beat(before: PulseState, store: PulseStore, deps: PulseDeps): Promise<PulseState> {
  const now = deps.now()
  const refreshed = await withGuild(before, deps, now)
  if (!refreshed.ok) return failed(before, refreshed.failure, deps)
  const { state, exempt } = refreshed
  const { guildId } = deps.config.community
  const [channels, threads] = await Promise.all([
    deps.discord.channels(guildId),
    deps.discord.activeThreads(guildId),
  ])
  if (!channels.ok) return failed(state, channels.failure, deps)
  if (!threads.ok) return failed(state, threads.failure, deps)

  const told = await tellModerators(state, channels.value, deps.config, deps)
  const places = watchedPlaces(deps.config, channels.value, threads.value, exempt)
  const notices = afterWelcome(told, unseenJoins(state, places, deps.config))
  const moves = moved(state.known, places, state.previousAt)
  const woken = await wakeMoved(moves, remember(state.known, places, moves), notices, deps, {
    now,
    isThrifty: state.isThrifty,
    previousAt: state.previousAt,
  })
  const recent = withFresh(store.loadRecent(), woken.fresh, now)
  const across = acrossChannels(
    recent,
    woken.fresh.map(({ author }) => author.id),
  )
  const cost = costOf({ gapsMs: woken.gapsMs, across: across.length, looks: 0, errands: woken.errands })
  const spent = spend(state.spent, cost, now)
  const lastMovedAt = moves.length > 0 ? now : state.lastMovedAt
  const next: PulseState = {
    ...state,
    known: woken.known,
    previousAt: now,
    lastMovedAt,
    notices: woken.notices,
    spent,
    ...paceOf({ now, lastMovedAt, spent, cost }, deps.policy),
    failures: 0,
  }
  // Stored as owed before anything is judged, so that a crash in between owes it still.
  store.save(next, { ...recent, owed: across.map(({ authorId }) => authorId) })
  if (across.length > 0) store.save(next, { ...recent, owed: await judgeAll(across, deps) })
  return next
}

async function withGuild(
  state: PulseState,
  { discord, config, botId, exemptRoles }: PulseDeps,
  now: number,
): Promise<
  | { ok: true; state: PulseState; exempt: NonNullable<PulseState['guild']>['exempt'] }
  | { ok: false; failure: DiscordFailure }
> {
  if (state.guild && now - state.guild.readAt < GUILD_MS)
    return { ok: true, state, exempt: state.guild.exempt }
  const { guildId } = config.community
  const [guild, self] = await Promise.all([discord.guild(guildId), discord.member(guildId, botId)])
  if (!guild.ok || !self.ok) {
    // Roles of a while ago are better than none, and without any nobody could be told from a moderator.
    if (state.guild) return { ok: true, state, exempt: state.guild.exempt }
    const failure = [guild, self].flatMap((result) => (result.ok ? [] : [result.failure]))[0]
    return { ok: false, failure: failure ?? { kind: 'unknown', detail: 'no answer' } }
  }
  const { owner_id: ownerId, roles, system_channel_id, system_channel_flags } = guild.value
  const exempt = exemptInGuild({ ownerId, roles }, guildId, exemptRoles)
  const notices = afterRoles(state.notices, rolesAbove(roles, self.value.roles, exempt.roleIds))
  const isAnnounced = ((system_channel_flags ?? 0) & SUPPRESS_JOINS) === 0
  const joinsIn = isAnnounced ? (system_channel_id ?? null) : null
  return { ok: true, exempt, state: { ...state, guild: { exempt, readAt: now, joinsIn }, notices } }
}

/** Where members’ joins would be seen and are not; null when they are, or need not be. */
function unseenJoins(
  { guild }: PulseState,
  places: readonly Place[],
  { welcome }: Pick<Config, 'welcome'>,
): { channelId: string | null } | null {
  if (!welcome.enabled || guild?.joinsIn === undefined) return null
  const channelId = guild.joinsIn
  return places.some(({ id }) => id === channelId) ? null : { channelId }
}

/** One notice a pulse, of those that were stored by an earlier one: the nonce is the same if it has to be said again. */
async function tellModerators(
  { notices, known }: PulseState,
  channels: readonly ChannelJson[],
  config: Config,
  { tell, log }: Pick<PulseDeps, 'tell' | 'log'>,
): Promise<PulseState['notices']> {
  const notice = Object.values(notices).find(({ isTold }) => !isTold)
  if (!notice || known === null) return notices
  log('watch_blind', { what: notice.key })
  const channel = moderatorsChannel(config, channels)
  const result = channel === null ? null : await tell(channel, notice.text, notice.key)
  const isOver = result === null || result.ok || result.failure.kind === 'refused'
  return isOver ? { ...notices, [notice.key]: { ...notice, isTold: true } } : notices
}

/** Gives the authors whose messages could not be judged now. */
async function judgeAll(
  across: readonly AcrossChannels[],
  { watch, log }: PulseDeps,
): Promise<Recent['owed']> {
  const owed: string[] = []
  for (const { authorId, home, fresh, recent } of across) {
    const isJudged = await watch(home)
      .judgeAcross({ fresh, recent })
      .catch(() => false)
    if (!isJudged) owed.push(authorId)
  }
  if (owed.length > 0) log('watch_across_not_judged', { members: owed.length })
  return owed
}

function failed(state: PulseState, failure: DiscordFailure, { log }: Pick<PulseDeps, 'log'>): PulseState {
  const failures = state.failures + 1
  log('pulse_failed', { failures, detail: detailOf(failure) })
  return { ...state, failures, intervalMs: waitAfter(failure, failures) }
}
