import { useId } from 'preact/hooks'
import { KIND } from '../messages/component-types.ts'
import { SelectMenu } from '../messages/SelectMenu.tsx'
import type { FieldValue, FormField } from './modal-fields.ts'

interface FieldProps {
  field: FormField
  value: FieldValue
  problem: string | undefined
  onChange: (value: FieldValue) => void
}

export function Field({ field, value, problem, onChange }: FieldProps) {
  const id = useId()
  const { label, description, isRequired } = field
  const hasOwnLabel = field.input.type === KIND.textInput || field.input.type === KIND.checkbox
  const words = (
    <>
      {label}
      {isRequired && (
        <span class="required-mark" aria-hidden="true">
          {' '}
          *
        </span>
      )}
    </>
  )
  return (
    <div class={`field${problem ? ' wrong' : ''}`}>
      {hasOwnLabel ? (
        <label for={id}>{words}</label>
      ) : (
        <p class="label" id={`${id}-label`}>
          {words}
        </p>
      )}
      {description && (
        <p class="hint" id={`${id}-hint`}>
          {description}
        </p>
      )}
      <Control field={field} id={id} value={value} onChange={onChange} isWrong={problem !== undefined} />
      {problem && (
        <p class="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

interface ControlProps {
  field: FormField
  id: string
  value: FieldValue
  isWrong: boolean
  onChange: (value: FieldValue) => void
}

function Control({ field, id, value, isWrong, onChange }: ControlProps) {
  const { input } = field
  const chosen = Array.isArray(value) ? value : value === '' ? [] : [String(value)]
  switch (input.type) {
    case KIND.textInput: {
      const shared = {
        id,
        value: String(value),
        maxLength: input.max_length ?? 4000,
        placeholder: input.placeholder ?? '',
        'aria-required': field.isRequired,
        'aria-invalid': isWrong,
        'aria-describedby': `${id}-problem ${id}-hint`,
      }
      return input.style === 2 ? (
        <textarea {...shared} rows={4} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input {...shared} type="text" onInput={(event) => onChange(event.currentTarget.value)} />
      )
    }
    case KIND.checkbox:
      return (
        <input id={id} type="checkbox" checked={value === true} onChange={() => onChange(value !== true)} />
      )
    case KIND.radioGroup:
    case KIND.checkboxGroup: {
      const isRadio = input.type === KIND.radioGroup
      return (
        // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name
        <div role={isRadio ? 'radiogroup' : 'group'} aria-labelledby={`${id}-label`} class="options">
          {input.options.map((option) => (
            <label key={option.value}>
              <input
                type={isRadio ? 'radio' : 'checkbox'}
                name={id}
                checked={chosen.includes(option.value)}
                onChange={() => onChange(isRadio ? option.value : toggle(chosen, option.value))}
              />
              <span>
                {option.label}
                {option.description && <small>{option.description}</small>}
              </span>
            </label>
          ))}
        </div>
      )
    }
    default:
      return <SelectMenu select={input} chosen={chosen} labelledBy={`${id}-label`} onChoose={onChange} />
  }
}

const toggle = (values: readonly string[], value: string) =>
  values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
