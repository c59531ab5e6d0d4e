import { purposeOf } from '../config/channels.ts'
import type { Config, Purpose } from '../config/schema.ts'
import type { ChannelJson } from '../discord/reading.ts'
import { exemptInChannel } from './exempt.ts'
import type { Exempt, WatchedPlace } from './place.ts'

/** Discord's types of channels that hold messages of their own: text, voice, announcement, stage. */
const MESSAGE_CHANNELS = [0, 2, 5, 13]
/** Forum and media channels hold threads only. */
const THREAD_CHANNELS = [15, 16]
/** Here Steward posts, or moderators talk among themselves, or it was told to keep out. */
const NEVER_WATCHED: readonly Purpose[] = ['announcements', 'inactive', 'moderators']

export const isWatchedPurpose = (purpose: Purpose | null): purpose is Purpose =>
  purpose !== null && !NEVER_WATCHED.includes(purpose)

/**
 * What is watched: guild channels that configuration gives a purpose, and the threads in them. Nothing else is ever read:
 * no channel without a purpose, and no direct message.
 */
export function watchedPlaces(
  config: Config,
  channels: readonly ChannelJson[],
  threads: readonly ChannelJson[],
  guildWide: Exempt,
): WatchedPlace[] {
  const purposes = new Map<string, { channel: ChannelJson; purpose: Purpose }>()
  for (const channel of channels) {
    const purpose = purposeOf(config, { id: channel.id, name: channel.name ?? null })
    if (isWatchedPurpose(purpose)) purposes.set(channel.id, { channel, purpose })
  }
  const { guildId } = config.community
  const own = [...purposes.values()]
    .filter(({ channel }) => MESSAGE_CHANNELS.includes(channel.type))
    .map(({ channel, purpose }) => ({
      id: channel.id,
      channelName: channel.name ?? '',
      purpose,
      parentId: null,
      thread: null,
      lastMessageId: channel.last_message_id ?? null,
      exempt: exemptInChannel(guildWide, channel, guildId),
    }))
  const inThreads = threads.flatMap((thread): WatchedPlace[] => {
    const parent = thread.parent_id ? purposes.get(thread.parent_id) : undefined
    if (!parent || ![...MESSAGE_CHANNELS, ...THREAD_CHANNELS].includes(parent.channel.type)) return []
    return [
      {
        id: thread.id,
        channelName: parent.channel.name ?? '',
        purpose: parent.purpose,
        parentId: parent.channel.id,
        thread: { title: thread.name ?? '', ownerId: thread.owner_id ?? null },
        lastMessageId: thread.last_message_id ?? null,
        exempt: exemptInChannel(guildWide, parent.channel, guildId),
      },
    ]
  })
  return [...own, ...inThreads]
}

/** Where moderators are told what they need to know: the first channel of that purpose. */
export function moderatorsChannel(config: Config, channels: readonly ChannelJson[]): string | null {
  const found = channels.find(
    ({ id, name, type }) =>
      MESSAGE_CHANNELS.includes(type) && purposeOf(config, { id, name: name ?? null }) === 'moderators',
  )
  return found?.id ?? null
}
