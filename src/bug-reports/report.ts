import type { InteractionHandle } from '../discord/messages.ts'
import type { Duplicate } from './duplicates.ts'

/** What a member filled in. */
export interface Answers {
  title: string
  happened: string
  expected: string
  steps: string
  version: string
  /** `owner/name`, one of the configured ones. */
  repository: string
}

/** Where a report was begun. */
export interface ReportPlace {
  channelId: string
  /** Discord's channel type. */
  type: number
  parentId: string | null
  /** The message that the message command was used on. */
  messageId: string | null
  /** Nothing is posted where Steward has to stay quiet: only the member is told. */
  isQuiet: boolean
}

export interface KnownIssue {
  number: number
  url: string
  title: string
}

/** What the member chose to do about an issue there is. */
export interface Joining extends KnownIssue {
  by: 'comment' | 'thumbs_up'
}

/**
 * `draft`: the form is open. `searching`: for duplicates. `choosing`: they are shown. `sending`: an issue is to be opened, a
 * comment to be written, or the report to be handed over. `handed_over`: until the issue is heard of. `sent`: there is an
 * issue, and its fate is told. `given_up`: GitHub refused, or did not answer for days. `dropped`: by the member.
 */
export type Phase =
  | 'draft'
  | 'searching'
  | 'choosing'
  | 'sending'
  | 'handed_over'
  | 'sent'
  | 'given_up'
  | 'dropped'

/** What is known of the latest request that would change something at GitHub. */
export type LastTry = 'none' | 'nothing_happened' | 'unknown'

/** A report and all that is known of it; stored before and after each request. Times in epoch milliseconds. */
export interface Report {
  /** The id of the interaction that began it. */
  id: string
  /** Of the command; null for a message command, whose form asks for it. */
  title: string | null
  /** Stands in the issue as a comment, so that it is found again. Not to be guessed. */
  marker: string
  reporterId: string
  place: ReportPlace
  phase: Phase
  /** Null once they are at GitHub, or given up. */
  answers: Answers | null
  duplicates: Duplicate[]
  /** False: GitHub's search did not answer. */
  isSearched: boolean
  joining: Joining | null
  /** What is sent, once composed: each attempt sends the same. */
  text: { title: string; body: string } | null
  repository: string | null
  issue: KnownIssue | null
  /** Pull requests that say they fix the issue. */
  fixedBy: number[]
  attempts: number
  lastTry: LastTry
  sendingSince: number | null
  /** Why GitHub refuses, in words for members. */
  problem: string | null
  /** The reply that only the member sees; its token is good for 15 minutes. */
  answer: { handle: InteractionHandle; at: number } | null
  /** The state of that reply, as `viewKey` names it. */
  shown: string | null
  /** When that reply is to be edited; null while it is as it should be, or cannot be edited any more. */
  showAt: number | null
  createdAt: number
  /** When there is something to do, or to forget. */
  dueAt: number
}

/** A message for the thread; posted once. */
export interface Notice {
  /** Deterministic: the same event heard twice is one notice. */
  id: string
  reportId: string
  channelId: string
  replyTo: string | null
  content: string
  /** What a given-up report said, so that it is not lost. */
  file: string | null
  state: 'open' | 'done' | 'parked'
  attempts: number
  startedAt: number | null
  dueAt: number
}
