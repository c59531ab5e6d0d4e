import type { Message } from '../../protocol.ts'
import type { MenuGroup, MenuItem } from '../overlays/Menu.tsx'
import type { Actions } from '../state/actions.ts'
import type { Directory } from '../state/directory.ts'

const MESSAGE_COMMAND = 3
/** Discord's limit for a thread's name. */
const MAX_THREAD_NAME = 100

export function startReply(message: Message, actions: Actions): void {
  actions.draft(message.channelId, (draft) => ({ ...draft, replyToId: message.id }), true)
}

export function startEdit(message: Message, actions: Actions): void {
  actions.draft(message.channelId, (draft) => ({ ...draft, editId: message.id }))
}

/** What the viewer can do with a message: their own rights and Steward's message commands. */
export function messageMenu(message: Message, directory: Directory, actions: Actions): MenuGroup[] {
  const { viewerId } = directory.snapshot
  const can = directory.place(message.channelId)?.can
  const place = { as: viewerId, channelId: message.channelId, messageId: message.id }
  const isOwn = message.authorId === viewerId
  const items: MenuItem[] = []
  if (can?.send) items.push({ label: 'Reply', icon: 'reply', run: () => startReply(message, actions) })
  if (isOwn) items.push({ label: 'Edit message', icon: 'edit', run: () => startEdit(message, actions) })
  if (
    can?.createThreads &&
    message.threadId === null &&
    directory.place(message.channelId)?.kind === 'channel'
  )
    items.push({
      label: 'Create thread',
      icon: 'thread',
      run: () => createThread(message, viewerId, actions),
    })
  if (can?.pin)
    items.push({
      label: message.pinned ? 'Unpin message' : 'Pin message',
      icon: 'pin',
      run: () => actions.call('/sim/messages/pin', { ...place, on: !message.pinned }),
    })
  items.push(
    { label: 'Copy text', icon: 'copy', run: () => copy(message.content, actions) },
    { label: 'Copy message ID', icon: 'copy', run: () => copy(message.id, actions) },
  )
  const apps = directory.commands
    .filter((command) => command.type === MESSAGE_COMMAND && command.usable)
    .map(
      (command): MenuItem => ({
        label: command.name,
        icon: 'app',
        run: () =>
          actions.run({
            as: viewerId,
            channelId: message.channelId,
            name: command.name,
            type: MESSAGE_COMMAND,
            targetId: message.id,
          }),
      }),
    )
  const remove: MenuItem = {
    label: 'Delete message',
    icon: 'trash',
    danger: true,
    run: () => actions.call('/sim/messages/delete', place),
  }
  return [{ title: 'Apps', items: apps }, { items }, { items: isOwn || can?.manageMessages ? [remove] : [] }]
}

async function createThread(message: Message, viewerId: string, actions: Actions): Promise<void> {
  const name = message.content.replace(/\s+/g, ' ').trim().slice(0, MAX_THREAD_NAME) || 'New thread'
  const body = { as: viewerId, channelId: message.channelId, messageId: message.id, name }
  const result = await actions.call('/sim/threads', body)
  if (result.ok) actions.open(result.value.thread.id)
}

async function copy(text: string, actions: Actions): Promise<void> {
  await navigator.clipboard.writeText(text)
  actions.notify({ kind: 'info', text: 'Copied.', action: undefined })
}
