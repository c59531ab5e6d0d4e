import type { Channel } from '../../protocol.ts'

const CATEGORY = 4

export interface ChannelGroup {
  readonly category: Channel | undefined
  readonly channels: readonly Channel[]
}

/** Channels below their categories, those without one first; empty categories are left out. */
export function groupChannels(channels: readonly Channel[]): ChannelGroup[] {
  const open = channels.filter((channel) => channel.type !== CATEGORY)
  const categories = channels.filter((channel) => channel.type === CATEGORY)
  const groups = [undefined, ...categories].map((category) => ({
    category,
    channels: open.filter((channel) => channel.categoryId === (category?.id ?? null)),
  }))
  return groups.filter((group) => group.channels.length > 0)
}
