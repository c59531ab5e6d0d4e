import type { DiscordFailure } from '../../discord/result.ts'
import { maskedLink } from '../../discord/text.ts'
import { exemptInGuild } from '../../watch/exempt.ts'
import type { WatchedPlace } from '../../watch/place.ts'
import { detailOf, waitAfter } from '../../watch/reading-failed.ts'
import { moderatorsChannel, watchedPlaces } from '../../watch/watched.ts'
import { messageUrl } from '../enforcement/card.ts'
import type { ReplayDeps } from './deps.ts'
import { progressMessage } from './progress.ts'
import type { Run } from './run.ts'
import { answerWith, show } from './showing.ts'
import { placesOf, sourcesOf } from './sources.ts'

const MAX_FAILURES = 4
/** Channels that are named as those that can be replayed. */
const NAMED = 15

/** Finds the places, shows the progress in the moderators' channel and says so to who asked; or says why it cannot be. */
export async function begin(before: Run, deps: ReplayDeps): Promise<number | null> {
  const { store, now, config, discord } = deps
  const { guildId } = config.community
  const [channels, threads, guild] = await Promise.all([
    discord.channels(guildId),
    discord.activeThreads(guildId),
    discord.guild(guildId),
  ])
  if (!channels.ok) return failed(before, channels.failure, deps)
  if (!threads.ok) return failed(before, threads.failure, deps)
  if (!guild.ok) return failed(before, guild.failure, deps)
  const { owner_id, roles } = guild.value
  const exempt = exemptInGuild({ ownerId: owner_id, roles }, guildId, deps.policy.exemptRoles)
  const watched = watchedPlaces(config, channels.value, threads.value, exempt)
  const channelId = moderatorsChannel(config, channels.value)
  if (channelId === null) return refused(before, NO_MODERATORS, deps)
  const { asked } = before
  const places = placesOf(watched, asked)
  if (places.length === 0) return refused(before, notRead(asked.channelId, watched), deps)
  const found: Run = {
    ...before,
    channelId,
    exempt,
    sources: sourcesOf(watched, asked, exempt),
    scope: asked.channelId === null ? null : [asked.channelId, ...places.map(({ id }) => id)],
  }
  const { message, failure } = await show(found, progressMessage(found, now(), deps.customId), deps)
  if (failure?.kind === 'refused') return refused(before, mayNotPost(channelId), deps)
  if (failure) return failed(before, failure, deps)
  if (message)
    await answerWith(
      before,
      `It has begun: progress and the report are in ${maskedLink('the moderators’ channel', messageUrl(guildId, message))}. You can close this.`,
      deps,
    )
  const { retired } = before
  if (retired) await discord.editMessage(retired.channelId, retired.id, { components: [] })
  store.save({ ...found, phase: 'reading', answer: null, message, shownAt: now(), failures: 0 })
  return now()
}

const NO_MODERATORS =
  'I have nowhere to report to: name the moderators’ channel in `channels.moderators` of `steward.config.ts`, and deploy.'

function mayNotPost(channelId: string): string {
  return `I report in <#${channelId}>, and may not write there. Allow me View Channel, Send Messages and Embed Links in it, then try again.`
}

function notRead(asked: string | null, watched: readonly WatchedPlace[]): string {
  const ids = [...new Set(watched.map(({ id, parentId }) => parentId ?? id))]
  const named = ids
    .slice(0, NAMED)
    .map((id) => `<#${id}>`)
    .join(' ')
  const readable =
    ids.length === 0
      ? 'No channel has a purpose yet.'
      : `I read ${named}${ids.length > NAMED ? ` and ${ids.length - NAMED} more` : ''}.`
  const what = asked === null ? '' : `I do not read <#${asked}>: `
  return `${what}only channels with a purpose in \`steward.config.ts\` are read, and never those for announcements, for moderators, or \`inactive\`. ${readable}`
}

async function refused(run: Run, why: string, deps: ReplayDeps): Promise<null> {
  await answerWith(run, why, deps)
  deps.store.forgetAll()
  return null
}

function failed(run: Run, failure: DiscordFailure, deps: ReplayDeps): number | Promise<null> {
  deps.log('replay_not_begun', { detail: detailOf(failure) })
  const failures = run.failures + 1
  if (failure.kind === 'refused' || failures >= MAX_FAILURES)
    return refused(
      run,
      'Discord did not tell me the channels of this server. Please try again in a few minutes.',
      deps,
    )
  deps.store.save({ ...run, failures })
  return deps.now() + waitAfter(failure, failures)
}
