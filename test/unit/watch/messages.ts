import { messageJson } from '../../../src/discord/message-json.ts'
import type { Place } from '../../../src/watch/place.ts'
import type { SeenMessage } from '../../../src/watch/seen-message.ts'

export const GUILD = '1100000000000000001'
export const CHANNEL = '1100000000000000101'
export const AUTHOR = '1100000000000000201'

export const place: Place = {
  id: CHANNEL,
  channelName: 'help',
  purpose: 'answers',
  parentId: null,
  thread: null,
}

/** A message as Discord sends it. */
export function discordMessage(more: Record<string, unknown> = {}) {
  return messageJson.parse({
    id: '2000000000000000000',
    type: 0,
    content: 'hello',
    timestamp: '2026-11-20T12:00:00.000000+00:00',
    edited_timestamp: null,
    author: { id: AUTHOR, username: 'maya', global_name: 'Maya' },
    attachments: [],
    embeds: [],
    ...more,
  })
}

/** A message as it is kept. */
export function message(id: string, more: Partial<SeenMessage> & { authorId?: string } = {}): SeenMessage {
  const { authorId = AUTHOR, ...facts } = more
  return {
    id,
    guildId: GUILD,
    channelId: CHANNEL,
    channelName: 'help',
    parentId: null,
    author: {
      id: authorId,
      username: 'maya',
      displayName: 'Maya',
      accountCreatedAt: 0,
      joinedAt: 0,
      roleIds: [],
      isBot: false,
      isWebhook: false,
      isExempt: false,
    },
    content: `content of ${id}`,
    extraText: [],
    extraUrls: [],
    attachments: [],
    createdAt: 0,
    editedAt: null,
    replyToId: null,
    hasReplies: false,
    mentionedIds: [],
    replyToAuthorId: null,
    isThreadStart: false,
    ...facts,
  }
}
