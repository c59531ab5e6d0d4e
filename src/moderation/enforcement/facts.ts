/** What is known when effects are planned: read from Discord once, then stored, so that a restart plans nothing anew. */
export interface EnforcementFacts {
  /** Of the decision's messages those that are still there, oldest first. */
  messages: FoundMessage[]
  /** Null when the member has left. */
  member: MemberFacts | null
  self: SelfFacts
  /** Strikes that count, this incident's not among them. */
  strikes: number
  /** Channels by purpose; null when the community has none. */
  places: { moderators: string | null; jobs: string | null }
}

export interface FoundMessage {
  id: string
  channelId: string
  content: string
  authorName: string
  attachments: { filename: string; url: string }[]
  /** Epoch milliseconds. */
  createdAt: number
}

export interface MemberFacts {
  isOwner: boolean
  isAdministrator: boolean
  /** Of the highest role. */
  position: number
  /** Epoch milliseconds. */
  timedOutUntil: number | null
}

export interface SelfFacts {
  id: string
  /** A bit set in decimal. */
  permissions: string
  position: number
}
