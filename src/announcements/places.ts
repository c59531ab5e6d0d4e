import { purposeOf } from '../config/channels.ts'
import type { Config } from '../config/schema.ts'
import type { ReadingCalls } from '../discord/reading.ts'
import type { AnnouncerDeps } from './deps.ts'

/** Discord's channel types that take posts: text and announcement; those who follow the latter get what is crossposted. */
const TEXT = 0
const ANNOUNCEMENT = 5

/** The first channel of each purpose that takes posts. */
export function announcementPlaces(
  config: Pick<Config, 'channels' | 'community'>,
  discord: Pick<ReadingCalls, 'channels'>,
): AnnouncerDeps['places'] {
  return async () => {
    const channels = await discord.channels(config.community.guildId)
    if (!channels.ok) return 'unknown'
    const find = (wanted: 'announcements' | 'moderators') =>
      channels.value.find(
        ({ id, name, type }) =>
          (type === TEXT || type === ANNOUNCEMENT) &&
          purposeOf(config, { id, name: name ?? null }) === wanted,
      )
    const place = find('announcements')
    return {
      announcements: place ? { id: place.id, isCrossposted: place.type === ANNOUNCEMENT } : null,
      moderators: find('moderators')?.id ?? null,
    }
  }
}
