import { useEffect, useRef, useState } from 'preact/hooks'
import type { Message } from '../../protocol.ts'
import { useActions } from '../state/actions.ts'
import { useDirectory } from '../state/directory.ts'
import { focusMessage } from './focus-message.ts'

/** Changes a message in its place. Enter saves, Escape leaves it as it was. */
export function EditForm({ message }: { message: Message }) {
  const { call, draft } = useActions()
  const { snapshot } = useDirectory()
  const [text, setText] = useState(message.content)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(text.length, text.length)
  }, [])
  const leave = () => {
    draft(message.channelId, (known) => ({ ...known, editId: undefined }))
    requestAnimationFrame(() => focusMessage(message.id))
  }
  const save = async () => {
    if (text.trim() === '') return
    const place = { as: snapshot.viewerId, channelId: message.channelId, messageId: message.id }
    const isSame = text === message.content
    if (isSame || (await call('/sim/messages/edit', { ...place, content: text })).ok) leave()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') leave()
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      save()
    }
  }
  return (
    <div class="edit-form">
      <textarea
        ref={field}
        aria-label="Edit message"
        rows={Math.min(8, text.split('\n').length)}
        maxLength={2000}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p>
        escape to{' '}
        <button type="button" class="text-button" onClick={leave}>
          cancel
        </button>{' '}
        • enter to{' '}
        <button type="button" class="text-button" onClick={save}>
          save
        </button>
      </p>
    </div>
  )
}
