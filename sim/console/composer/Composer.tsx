import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../layout/Icon.tsx'
import { useActions } from '../state/actions.ts'
import { type Place, placeLabel, useDirectory } from '../state/directory.ts'
import { type Draft, EMPTY_DRAFT } from '../state/draft.ts'
import { CommandForm } from './CommandForm.tsx'
import { CommandPicker } from './CommandPicker.tsx'
import { ReplyBar } from './ReplyBar.tsx'
import { useCommandPicker } from './useCommandPicker.ts'
import { useSend } from './useSend.ts'

interface ComposerProps {
  place: Place
  draft: Draft
  focusRequests: number
}

/** Where a member writes: text, or a command with its fields. */
export function Composer({ place, draft, focusRequests }: ComposerProps) {
  const actions = useActions()
  const directory = useDirectory()
  const field = useRef<HTMLTextAreaElement>(null)
  const change = (next: Partial<Draft>) => actions.draft(place.id, (known) => ({ ...known, ...next }))
  const picker = useCommandPicker(draft.text, directory.commands, (invocation) =>
    actions.draft(place.id, (known) => ({ ...known, text: '', invocation }), true),
  )
  const send = useSend(place, draft)
  const isInvoking = draft.invocation !== undefined

  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [draft.text, isInvoking])
  useLayoutEffect(() => {
    if (focusRequests > 0) field.current?.focus()
  }, [focusRequests])

  if (!place.can.send && !place.can.useCommands)
    return (
      <p class="composer closed">
        You cannot write in {place.kind === 'thread' ? 'this thread' : placeLabel(place)}.
      </p>
    )
  if (draft.invocation)
    return (
      <CommandForm
        place={place}
        invocation={draft.invocation}
        onChange={(invocation) => change({ invocation })}
        onLeave={(text) => actions.draft(place.id, () => ({ ...EMPTY_DRAFT, text }), true)}
        focusRequests={focusRequests}
      />
    )

  const onKeyDown = (event: KeyboardEvent) => {
    if (picker.onKeyDown(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape') change({ replyToId: undefined })
    else if (event.key === 'ArrowUp' && draft.text === '') {
      const own = directory.snapshot.viewerId
      const last = send.messages.findLast((message) => message.authorId === own && message.state === 'sent')
      if (last) change({ editId: last.id })
      event.preventDefault()
    }
  }
  const name = placeLabel(place)
  const placeholder = place.can.send ? `Message ${name}` : `Only commands work in ${name}: type /`
  return (
    <div class="composer">
      {picker.isOpen && <CommandPicker picker={picker} />}
      {draft.replyToId && (
        <ReplyBar
          place={place}
          messageId={draft.replyToId}
          onCancel={() => change({ replyToId: undefined })}
        />
      )}
      <div class="composer-row">
        <textarea
          ref={field}
          id="composer"
          rows={1}
          aria-label={`Message ${name}`}
          placeholder={placeholder}
          maxLength={2000}
          value={draft.text}
          aria-controls="command-picker"
          aria-haspopup="listbox"
          aria-autocomplete="list"
          aria-activedescendant={picker.isOpen ? `command-${picker.active}` : undefined}
          onInput={(event) => {
            const text = event.currentTarget.value
            if (picker.onText(text)) return
            change({ text })
            send.typing()
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          class="send"
          aria-label="Send message"
          disabled={draft.text.trim() === ''}
          onClick={() => send()}
        >
          <Icon name="send" />
        </button>
      </div>
    </div>
  )
}
