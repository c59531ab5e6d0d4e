import type { Channel } from '../../protocol.ts'
import type { Place } from '../state/directory.ts'
import type { IconName } from './Icon.tsx'

export const placeIcon = (place: Place): IconName =>
  place.kind === 'thread' ? 'thread' : channelIcon(place.channel)

export function channelIcon(channel: Channel): IconName {
  if (channel.type === 1) return 'app'
  if (channel.type === 5) return 'megaphone'
  if (channel.type === 15) return 'forum'
  return channel.private ? 'lock' : 'hash'
}
