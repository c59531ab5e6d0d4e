import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../layout/Icon.tsx'
import { useActions } from '../state/actions.ts'
import { type Place, useDirectory } from '../state/directory.ts'
import { EMPTY_DRAFT, type Invocation } from '../state/draft.ts'
import { fillOptions } from '../state/invocation.ts'
import { OptionField } from './OptionField.tsx'

interface CommandFormProps {
  place: Place
  invocation: Invocation
  onChange: (invocation: Invocation) => void
  /** Back to plain text, with what should stand there. */
  onLeave: (text: string) => void
  focusRequests: number
}

/** A command with its fields in the composer: required ones first, optional ones on demand. */
export function CommandForm({ place, invocation, onChange, onLeave, focusRequests }: CommandFormProps) {
  const actions = useActions()
  const { snapshot } = useDirectory()
  const form = useRef<HTMLFormElement>(null)
  const [problem, setProblem] = useState<{ option: string; text: string }>()
  const name = [invocation.command.name, ...invocation.path].join(' ')
  const shown = invocation.options.filter(
    (option) => option.required || invocation.opened.includes(option.name),
  )
  const optional = invocation.options.filter((option) => !shown.includes(option))

  // Before the next key arrives, so that nobody's typing is lost between the two.
  useLayoutEffect(() => {
    const fields = [...(form.current?.querySelectorAll<HTMLInputElement>('input') ?? [])]
    const next = fields.find((field) => field.value === '') ?? fields.at(-1)
    ;(next ?? form.current)?.focus()
  }, [focusRequests, name, invocation.opened.length])

  const send = async () => {
    const filled = fillOptions(invocation)
    if (!filled.ok) {
      setProblem({ option: filled.option, text: filled.problem })
      form.current?.querySelector<HTMLInputElement>(`input[name="${filled.option}"]`)?.focus()
      return
    }
    actions.draft(place.id, () => EMPTY_DRAFT, true)
    const accepted = await actions.run({
      as: snapshot.viewerId,
      channelId: place.id,
      name: invocation.command.name,
      ...(invocation.path.length > 0 ? { path: [...invocation.path] } : {}),
      options: filled.options,
    })
    if (!accepted)
      actions.draft(place.id, (now) => (now.text === '' && !now.invocation ? { ...now, invocation } : now))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onLeave('')
    const isEmpty = Object.values(invocation.values).every((value) => value === '')
    if (event.key === 'Backspace' && isEmpty) {
      event.preventDefault()
      onLeave(`/${name}`)
    }
    if (event.key === 'Enter' && event.target === form.current) send()
  }
  const setValue = (option: string, value: string) => {
    setProblem(undefined)
    onChange({ ...invocation, values: { ...invocation.values, [option]: value } })
  }
  const open = (option: string) => onChange({ ...invocation, opened: [...invocation.opened, option] })

  return (
    <form
      ref={form}
      class="composer command-form"
      aria-label={`/${name}`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div class="command-head">
        <strong>/{name}</strong>
        <span>{invocation.command.description}</span>
        <button type="button" class="icon-button" aria-label="Leave the command" onClick={() => onLeave('')}>
          <Icon name="close" size={18} />
        </button>
      </div>
      <div class="composer-row">
        <div class="option-fields">
          {shown.map((option) => (
            <OptionField
              key={option.name}
              option={option}
              value={invocation.values[option.name] ?? ''}
              problem={problem?.option === option.name ? problem.text : undefined}
              place={place}
              invocation={invocation}
              onChange={(value) => setValue(option.name, value)}
            />
          ))}
          {optional.map((option) => (
            <button
              key={option.name}
              type="button"
              class="add-option"
              title={option.description}
              onClick={() => open(option.name)}
            >
              + {option.name}
              <span class="visually-hidden">, optional: {option.description}</span>
            </button>
          ))}
        </div>
        <button type="submit" class="send" aria-label="Send command">
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}
