import { useRef } from 'preact/hooks'
import type { Message } from '../../protocol.ts'
import { Icon } from '../layout/Icon.tsx'
import { Menu } from '../overlays/Menu.tsx'
import { usePopover } from '../overlays/usePopover.ts'
import { useActions } from '../state/actions.ts'
import { useDirectory } from '../state/directory.ts'
import { EmojiButton } from './EmojiButton.tsx'
import { messageMenu, startEdit, startReply } from './message-menu.ts'
import { THREAD_STARTER } from './system-types.ts'

interface MessageActionsProps {
  message: Message
  /** Whether its buttons are in the tab order: those of one message are. */
  isTabStop: boolean
}

/** The bar that shows on hover and focus. Its "More" menu also opens with a right click, see MessageList. */
export function MessageActions({ message, isTabStop }: MessageActionsProps) {
  const actions = useActions()
  const directory = useDirectory()
  const more = useRef<HTMLButtonElement>(null)
  const popover = usePopover(more)
  const can = directory.place(message.channelId)?.can
  if (message.state !== 'sent' || message.ephemeral || message.type === THREAD_STARTER) return null
  const place = { as: directory.snapshot.viewerId, channelId: message.channelId, messageId: message.id }
  const tabIndex = isTabStop ? 0 : -1
  const isOwn = message.authorId === directory.snapshot.viewerId
  return (
    <div
      class={`message-actions${popover.isOpen ? ' open' : ''}`}
      role="toolbar"
      aria-label="Message actions"
    >
      {can?.react && (
        <EmojiButton
          class="tool"
          tabIndex={tabIndex}
          label="Add reaction"
          onPick={(emoji) => actions.call('/sim/messages/react', { ...place, emoji, on: true })}
        />
      )}
      {can?.send && (
        <button
          type="button"
          class="tool"
          tabIndex={tabIndex}
          aria-label="Reply"
          title="Reply"
          onClick={() => startReply(message, actions)}
        >
          <Icon name="reply" size={18} />
        </button>
      )}
      {isOwn && (
        <button
          type="button"
          class="tool"
          tabIndex={tabIndex}
          aria-label="Edit"
          title="Edit"
          onClick={() => startEdit(message, actions)}
        >
          <Icon name="edit" size={18} />
        </button>
      )}
      <button
        type="button"
        ref={more}
        class="tool"
        tabIndex={tabIndex}
        data-more=""
        aria-label="More"
        title="More"
        aria-haspopup="menu"
        aria-expanded={popover.isOpen}
        onClick={popover.toggle}
        onContextMenu={(event) => {
          event.preventDefault()
          popover.openAt({ x: event.clientX, y: event.clientY })
        }}
      >
        <Icon name="more" size={18} />
      </button>
      {popover.isOpen && (
        <Menu
          at={popover.at}
          label="Message"
          groups={messageMenu(message, directory, actions)}
          onClose={popover.close}
        />
      )}
    </div>
  )
}
