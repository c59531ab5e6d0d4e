/** Discord's own form: guild, channel or thread, message. */
const MESSAGE_URL = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(\d{1,20})\/(\d{1,20})\/(\d{1,20})$/

export interface MessageTarget {
  guildId: string
  channelId: string
  messageId: string
}

export function parseMessageUrl(url: string): MessageTarget | undefined {
  const [, guildId, channelId, messageId] = MESSAGE_URL.exec(url) ?? []
  return guildId && channelId && messageId ? { guildId, channelId, messageId } : undefined
}
