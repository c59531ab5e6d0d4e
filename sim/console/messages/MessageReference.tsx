import type { Message } from '../../protocol.ts'
import { plainText } from '../markdown/plain.ts'
import { useDirectory } from '../state/directory.ts'
import { focusMessage } from './focus-message.ts'

/** The line above a message: what it replies to, or which command it answers. */
export function MessageReference({ message }: { message: Message }) {
  const directory = useDirectory()
  const { reference, invokedBy } = message
  if (invokedBy) {
    const member = directory.member(invokedBy.memberId)
    const command = invokedBy.command
    return (
      <p class="reference">
        <span class="reference-name">{member?.name ?? 'Somebody'}</span> used{' '}
        <span class="command-name">{command}</span>
      </p>
    )
  }
  if (!reference) return null
  if (reference.authorName === null)
    return (
      <p class="reference">
        <em>Original message was deleted</em>
      </p>
    )
  return (
    <p class="reference">
      <button type="button" class="text-button" onClick={() => focusMessage(reference.messageId)}>
        <span class="reference-name">@{reference.authorName}</span>{' '}
        {plainText(reference.excerpt) || 'Press to see the message'}
      </button>
    </p>
  )
}
