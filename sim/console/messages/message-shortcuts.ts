import type { Message } from '../../protocol.ts'
import type { Actions } from '../state/actions.ts'
import type { Directory } from '../state/directory.ts'
import { startEdit, startReply } from './message-menu.ts'

/** Discord's keys on a focused message: E edits, R replies, Backspace or Delete removes. True when taken. */
export function messageShortcut(
  event: KeyboardEvent,
  message: Message,
  directory: Directory,
  actions: Actions,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const can = directory.place(message.channelId)?.can
  const isOwn = message.authorId === directory.snapshot.viewerId
  const place = { as: directory.snapshot.viewerId, channelId: message.channelId, messageId: message.id }
  const act: Record<string, (() => void) | false | undefined> = {
    e: isOwn && !message.ephemeral && (() => startEdit(message, actions)),
    r: can?.send && !message.ephemeral && (() => startReply(message, actions)),
    Delete: (isOwn || can?.manageMessages) && (() => actions.call('/sim/messages/delete', place)),
    Escape: () => actions.draft(message.channelId, (draft) => draft, true),
  }
  const run = act[event.key]
  if (!run) return false
  event.preventDefault()
  run()
  return true
}
