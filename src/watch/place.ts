import type { Purpose } from '../config/schema.ts'

/** A channel or thread that is watched. */
export interface Place {
  id: string
  /** The channel's name; for a thread, its parent's. */
  channelName: string
  purpose: Purpose
  parentId: string | null
  /** Null for what is no thread. */
  thread: { title: string; ownerId: string | null } | null
}

/** Who is not judged in a place. */
export interface Exempt {
  roleIds: string[]
  memberIds: string[]
}

export interface WatchedPlace extends Place {
  lastMessageId: string | null
  exempt: Exempt
}
