import type { Purpose } from '../../config/schema.ts'
import type { MessageJson } from '../../discord/message-json.ts'
import { factsOf, timeOf } from '../../watch/facts.ts'
import type { MessageFacts } from '../message.ts'

/**
 * The message as it stands now, by the page of its channel that begins with it; null when it is gone. Whether others have
 * answered is known from what follows it.
 */
export function asItStands(
  known: MessageFacts,
  page: readonly MessageJson[],
  purpose: Purpose,
): MessageFacts | null {
  const found = page.find(({ id }) => id === known.id)
  if (!found) return null
  const hasReplies = known.hasReplies || found.thread != null || isAnswered(known, page)
  if (timeOf(found.edited_timestamp) === known.editedAt) return { ...known, hasReplies }
  const { id, channelId, channelName, parentId, guildId, author } = known
  const member = { nick: author.displayName, joinedAt: author.joinedAt, roleIds: author.roleIds }
  const place = { id: channelId, channelName, purpose, parentId, thread: null }
  const edited = factsOf(found, place, guildId, member, { roleIds: [], memberIds: [] })
  if (!edited) return null
  // A forum post's title is not in the message; it came first in what was shown with it.
  const title = id === channelId ? known.extraText.slice(0, 1) : []
  return { ...edited, extraText: [...new Set([...title, ...edited.extraText])], hasReplies }
}

/** Replies of people; and whatever people write in the thread that a message opened. */
function isAnswered({ id, channelId, author }: MessageFacts, page: readonly MessageJson[]): boolean {
  return page.some(
    (message) =>
      message.author.id !== author.id &&
      !message.author.bot &&
      message.id !== id &&
      (message.message_reference?.message_id === id || channelId === id),
  )
}
