import { useEffect, useRef, useState } from 'preact/hooks'
import type { Modal } from '../../protocol.ts'
import { Icon } from '../layout/Icon.tsx'
import { Markdown } from '../markdown/Markdown.tsx'
import { KIND } from '../messages/component-types.ts'
import { useActions } from '../state/actions.ts'
import { act } from '../state/api.ts'
import { useDirectory } from '../state/directory.ts'
import { Field } from './Field.tsx'
import { type FieldValue, findProblems, listFields, startValues } from './modal-fields.ts'

/** A form that Steward asked for. The browser's own dialog traps the focus and gives it back. */
export function ModalDialog({ modal }: { modal: Modal }) {
  const { showModal } = useActions()
  const { snapshot } = useDirectory()
  const dialog = useRef<HTMLDialogElement>(null)
  const [values, setValues] = useState(() => startValues(modal.components))
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [failure, setFailure] = useState<string>()
  const [isSending, setIsSending] = useState(false)
  const fields = listFields(modal.components)

  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.querySelector<HTMLElement>('.modal-body :is(input, textarea, button)')?.focus()
    return () => element?.close()
  }, [])

  const submit = async (event: Event) => {
    event.preventDefault()
    const found = findProblems(fields, values)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    setIsSending(true)
    const result = await act('/sim/interactions/modal', { as: snapshot.viewerId, modalId: modal.id, values })
    setIsSending(false)
    if (!result.ok) return setFailure(result.refusal.message)
    if (result.value.kind === 'failed') return setFailure(result.value.text)
    if (result.value.kind === 'modal') return showModal(result.value.modal)
    showModal(undefined)
  }
  const change = (customId: string, value: FieldValue) => {
    setValues((known) => ({ ...known, [customId]: value }))
    setProblems({})
  }

  return (
    <dialog
      ref={dialog}
      class="modal"
      aria-labelledby="modal-title"
      onCancel={(event) => {
        event.preventDefault()
        showModal(undefined)
      }}
    >
      <form onSubmit={submit} noValidate>
        <header>
          <h2 id="modal-title">{modal.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => showModal(undefined)}>
            <Icon name="close" />
          </button>
        </header>
        <div class="modal-body">
          {modal.components.map((component, index) => {
            if (component.type === KIND.textDisplay)
              return <Markdown key={index} source={component.content} />
            return listFields([component]).map((field) => (
              <Field
                key={field.customId}
                field={field}
                value={values[field.customId] ?? ''}
                problem={problems[field.customId]}
                onChange={(value) => change(field.customId, value)}
              />
            ))
          })}
          {failure && (
            <p class="interaction-failed" role="alert">
              <Icon name="warning" size={16} /> {failure}
            </p>
          )}
        </div>
        <footer>
          <button type="button" class="button secondary" onClick={() => showModal(undefined)}>
            Cancel
          </button>
          <button type="submit" class="button primary" disabled={isSending} aria-busy={isSending}>
            Submit
          </button>
        </footer>
      </form>
    </dialog>
  )
}
