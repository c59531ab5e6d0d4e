import { compareIds } from '../discord/snowflake.ts'
import type { MessageFacts } from '../moderation/message.ts'
import { ACROSS_MS } from './channel-work.ts'

/** Members' messages of the last minutes, in every channel: what no single channel can see. */
export interface Recent {
  messages: MessageFacts[]
  /** Authors whose messages could not be judged as a whole yet. */
  owed: string[]
}

/** One member's messages in more than one channel. */
export interface AcrossChannels {
  authorId: string
  /** The channel of the newest message: what is decided is stored and enforced there. */
  home: string
  fresh: MessageFacts[]
  recent: MessageFacts[]
}

/** One row holds them: at 6 KB for a message of the greatest length that is well within the 2 MB a row may have. */
const MAX_MESSAGES = 250

export function withFresh(recent: Recent, fresh: readonly MessageFacts[], now: number): Recent {
  const messages = new Map([...recent.messages, ...fresh].map((message) => [message.id, message]))
  return {
    ...recent,
    messages: [...messages.values()]
      .filter(({ createdAt }) => createdAt > now - ACROSS_MS)
      .sort((a, b) => compareIds(a.id, b.id))
      .slice(-MAX_MESSAGES),
  }
}

/**
 * Members who have just written, and wrote in several channels. Only the newest message is judged anew: the others were,
 * in their own channels, and are there to be compared.
 */
export function acrossChannels(recent: Recent, freshAuthors: readonly string[]): AcrossChannels[] {
  return [...new Set([...freshAuthors, ...recent.owed])].flatMap((authorId): AcrossChannels[] => {
    const messages = recent.messages.filter(({ author }) => author.id === authorId)
    const newest = messages.at(-1)
    if (!newest || new Set(messages.map(({ channelId }) => channelId)).size < 2) return []
    return [{ authorId, home: newest.channelId, fresh: [newest], recent: messages.slice(0, -1) }]
  })
}
