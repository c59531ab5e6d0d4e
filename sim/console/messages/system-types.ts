/** Discord's message types that are drawn as one line. https://discord.com/developers/docs/resources/message#message-object-message-types */
export const PINNED = 6
export const JOINED = 7
export const THREAD_CREATED = 18
export const THREAD_STARTER = 21
export const AUTO_MODERATION = 24

export const SYSTEM_TYPES: readonly number[] = [
  PINNED,
  JOINED,
  THREAD_CREATED,
  THREAD_STARTER,
  AUTO_MODERATION,
]
