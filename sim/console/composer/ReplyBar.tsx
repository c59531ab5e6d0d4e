import { Icon } from '../layout/Icon.tsx'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { findMessage, type Place, useDirectory } from '../state/directory.ts'

export function ReplyBar({
  place,
  messageId,
  onCancel,
}: {
  place: Place
  messageId: string
  onCancel: () => void
}) {
  const { world } = useConsole()
  const directory = useDirectory()
  const message = world.snapshot && findMessage(world.snapshot, place.id, messageId)
  const name = message ? (directory.member(message.authorId)?.name ?? message.author.name) : 'a message'
  return (
    <p class="reply-bar">
      <span>
        Replying to <strong>{name}</strong>
      </span>
      <button type="button" class="icon-button" aria-label="Cancel the reply" onClick={onCancel}>
        <Icon name="close" size={16} />
      </button>
    </p>
  )
}
