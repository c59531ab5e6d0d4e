import { useId, useState } from 'preact/hooks'
import type { CommandOption } from '../../protocol.ts'
import type { Place } from '../state/directory.ts'
import type { Invocation } from '../state/draft.ts'
import { useSuggestions } from './useSuggestions.ts'

interface OptionFieldProps {
  option: CommandOption
  value: string
  problem: string | undefined
  place: Place
  invocation: Invocation
  onChange: (value: string) => void
}

/** One option: a text field, with a list where the option has choices, members, channels or autocomplete. */
export function OptionField({ option, value, problem, place, invocation, onChange }: OptionFieldProps) {
  const id = useId()
  const [isFocused, setIsFocused] = useState(false)
  const [active, setActive] = useState(-1)
  const [isClosed, setIsClosed] = useState(false)
  const suggestions = useSuggestions({ option, value, place, invocation, isFocused })
  const isOpen =
    isFocused &&
    !isClosed &&
    suggestions.isList &&
    (suggestions.choices.length > 0 || suggestions.note !== undefined)
  const shown = suggestions.labelOf(value)

  const choose = (index: number) => {
    const choice = suggestions.choices[index]
    if (!choice) return
    suggestions.remember(choice)
    onChange(String(choice.value))
    setIsClosed(true)
    setActive(-1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) {
      if (event.key === 'ArrowDown' && suggestions.isList) setIsClosed(false)
      return
    }
    const count = suggestions.choices.length
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && count > 0) {
      event.preventDefault()
      setActive((at) => (at < 0 && step < 0 ? count - 1 : (at + step + count) % count))
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      setIsClosed(true)
    } else if (
      (event.key === 'Enter' || event.key === 'Tab') &&
      (active >= 0 || (suggestions.isStrict && value !== shown))
    ) {
      if (event.key === 'Enter') event.preventDefault()
      choose(Math.max(0, active))
    }
  }
  return (
    <div class={`option-field${problem ? ' wrong' : ''}`}>
      <label for={id}>{option.name}</label>
      <input
        id={id}
        name={option.name}
        value={shown}
        autocomplete="off"
        inputMode={option.type === 4 || option.type === 10 ? 'decimal' : 'text'}
        maxLength={option.maxLength ?? 6000}
        placeholder={option.description}
        aria-required={option.required}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        {...(suggestions.isList
          ? {
              role: 'combobox' as const,
              'aria-expanded': isOpen,
              'aria-controls': `${id}-list`,
              'aria-autocomplete': 'list' as const,
              'aria-activedescendant': isOpen && active >= 0 ? `${id}-${active}` : undefined,
            }
          : {})}
        onFocus={() => {
          setIsFocused(true)
          setIsClosed(false)
        }}
        onBlur={() => setIsFocused(false)}
        onInput={(event) => {
          setIsClosed(false)
          setActive(-1)
          onChange(event.currentTarget.value)
        }}
        onKeyDown={onKeyDown}
      />
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
      {isOpen && (
        <div
          class="picker suggestions"
          role="listbox"
          id={`${id}-list`}
          aria-label={option.description}
          tabIndex={-1}
        >
          {suggestions.note && <p class="listbox-empty">{suggestions.note}</p>}
          {suggestions.choices.map((choice, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field that controls the list
            <div
              key={`${choice.value}`}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              class={`option${index === active ? ' active' : ''}`}
              aria-selected={index === active}
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={() => setActive(index)}
              onClick={() => choose(index)}
            >
              {choice.name}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
