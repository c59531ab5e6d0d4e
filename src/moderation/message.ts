/** A file that came with a message. Discord gives no hash of the bytes: name, size and type stand for it. */
export interface AttachmentFacts {
  filename: string
  /** Bytes. */
  size: number
  contentType: string | null
  url: string
}

export interface AuthorFacts {
  id: string
  username: string
  /** As others see it in this server. */
  displayName: string
  /** Epoch milliseconds, from the id. */
  accountCreatedAt: number
  /** Epoch milliseconds; null when it is not known (the member has left). */
  joinedAt: number | null
  roleIds: string[]
  isBot: boolean
  isWebhook: boolean
  /** Has a moderator permission, or a role that configuration exempts: not judged. */
  isExempt: boolean
}

/** A message as the rules see it: facts, no judgement. Everything in it is a member's, and so is data. */
export interface MessageFacts {
  id: string
  guildId: string
  channelId: string
  channelName: string
  /** The channel's id when `channelId` is a thread. */
  parentId: string | null
  author: AuthorFacts
  /** What the author wrote, as Discord stores it. */
  content: string
  /** Text that is not in `content` but is shown: forwards, embeds, polls, the thread's title. One entry a piece. */
  extraText: string[]
  /** Addresses that stand in embeds, buttons and forwards rather than in the text. */
  extraUrls: string[]
  attachments: AttachmentFacts[]
  /** Epoch milliseconds. */
  createdAt: number
  editedAt: number | null
  replyToId: string | null
  /** Others have answered or opened a thread: moving it would tear a conversation apart. */
  hasReplies: boolean
}
