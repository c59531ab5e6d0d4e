import { isAfter } from '../discord/snowflake.ts'
import type { MessageFacts } from '../moderation/message.ts'
import type { SeenMessage } from './seen-message.ts'

/** What was read of a channel: everything after `from` up to `to`, or up to now when `to` is null. */
export interface Stretch {
  from: string
  to: string | null
  /** Every id in it, those of messages that are not judged among them, oldest first. */
  ids: readonly string[]
  facts: readonly SeenMessage[]
}

export interface Merged {
  window: SeenMessage[]
  /** The newest message that was read. */
  cursor: string
  fresh: SeenMessage[]
  edited: SeenMessage[]
  deleted: SeenMessage[]
}

/** Compares what is known of a channel with what it holds now. An edit counts when the text or its links changed. */
export function merge(
  window: readonly SeenMessage[],
  cursor: string,
  stretch: Stretch,
  historyMessages: number,
): Merged {
  const known = new Map(window.map((message) => [message.id, message]))
  const present = new Set(stretch.ids)
  const deleted = window.filter(({ id }) => isCovered(id, stretch) && !present.has(id))
  const edited = stretch.facts.filter((message) => {
    const before = known.get(message.id)
    return before !== undefined && textOf(before) !== textOf(message)
  })
  const fresh = stretch.facts.filter(({ id }) => isAfter(id, cursor) && !known.has(id))
  const current = new Map(stretch.facts.map((message) => [message.id, message]))
  const kept = window
    .filter((message) => !deleted.includes(message))
    .map((message) => current.get(message.id) ?? message)
  const newest = stretch.ids.at(-1)
  return {
    window: [...kept, ...fresh].slice(-historyMessages),
    cursor: newest !== undefined && isAfter(newest, cursor) ? newest : cursor,
    fresh,
    edited,
    deleted,
  }
}

/**
 * An empty page says nothing about deletions: without READ_MESSAGE_HISTORY every page is empty, and a channel must not
 * seem purged because a permission is gone.
 */
function isCovered(id: string, { from, to, ids }: Stretch): boolean {
  return ids.length > 0 && isAfter(id, from) && (to === null || !isAfter(id, to))
}

function textOf({ content, extraText, extraUrls, attachments }: MessageFacts): string {
  return JSON.stringify([content, extraText, extraUrls, attachments.map(({ filename }) => filename)])
}

/** `hasReplies` as the window knows it: moving a message that others answered would tear a conversation apart. */
export function withReplies(
  messages: readonly MessageFacts[],
  window: readonly MessageFacts[],
): MessageFacts[] {
  const answered = new Set(window.map(({ replyToId }) => replyToId))
  return messages.map((message) => (answered.has(message.id) ? { ...message, hasReplies: true } : message))
}
