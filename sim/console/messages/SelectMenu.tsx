import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Select } from '../../protocol.ts'
import { Icon } from '../layout/Icon.tsx'
import { useDirectory } from '../state/directory.ts'
import { EmojiText } from './ComponentButton.tsx'
import { type SelectOption, selectOptions } from './select-options.ts'

interface SelectMenuProps {
  select: Select
  pending?: boolean
  onChoose: (values: string[]) => void
  /** In a form: what stands chosen, and how the field is called. */
  chosen?: readonly string[]
  labelledBy?: string
}

/** A listbox that opens below its button. Several values are sent when it closes, one at once. */
export function SelectMenu({ select, pending = false, onChoose, chosen, labelledBy }: SelectMenuProps) {
  const options = selectOptions(select, useDirectory())
  const isMultiple = (select.max_values ?? 1) > 1
  const [open, setOpen] = useState(false)
  const [own, setOwn] = useState(() =>
    options.filter((option) => option.default).map((option) => option.value),
  )
  const [active, setActive] = useState(0)
  const [opensUp, setOpensUp] = useState(false)
  const listId = useId()
  const root = useRef<HTMLDivElement>(null)
  const values = chosen ?? own

  const close = () => {
    setOpen(false)
    if (isMultiple && chosen === undefined && open && values.length >= (select.min_values ?? 1))
      onChoose([...values])
  }
  useLayoutEffect(() => {
    if (open) setOpensUp(hasMoreRoomAbove(root.current))
  }, [open])
  useEffect(() => {
    if (!open) return
    const onOutside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) close()
    }
    addEventListener('pointerdown', onOutside)
    return () => removeEventListener('pointerdown', onOutside)
  })

  const choose = (option: SelectOption) => {
    const next = !isMultiple
      ? [option.value]
      : values.includes(option.value)
        ? values.filter((value) => value !== option.value)
        : [...values, option.value].slice(0, select.max_values ?? 1)
    setOwn(next)
    if (!isMultiple) setOpen(false)
    if (!isMultiple || chosen !== undefined) onChoose(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (!open) setOpen(true)
      else setActive((at) => Math.min(options.length - 1, Math.max(0, at + step)))
    } else if (open && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault()
      const option = options[active]
      if (option) choose(option)
    } else if (open && (event.key === 'Escape' || event.key === 'Tab')) {
      if (event.key === 'Escape') event.preventDefault()
      event.stopPropagation()
      close()
    }
  }

  const shown = options.filter((option) => values.includes(option.value)).map((option) => option.label)
  return (
    <div class="select-menu" ref={root}>
      <button
        type="button"
        role="combobox"
        class="select-button"
        aria-expanded={open}
        aria-controls={listId}
        aria-haspopup="listbox"
        aria-activedescendant={open ? `${listId}-${active}` : undefined}
        aria-busy={pending}
        {...(labelledBy === undefined
          ? { 'aria-label': select.placeholder ?? 'Make a selection' }
          : { 'aria-labelledby': labelledBy })}
        disabled={select.disabled ?? false}
        onClick={() => (open ? close() : setOpen(true))}
        onKeyDown={onKeyDown}
      >
        <span class={shown.length > 0 ? '' : 'placeholder'}>
          {shown.length > 0 ? shown.join(', ') : (select.placeholder ?? 'Make a selection')}
        </span>
        <Icon name="down" size={18} />
      </button>
      {open && (
        <div
          role="listbox"
          id={listId}
          class={opensUp ? 'listbox up' : 'listbox'}
          aria-multiselectable={isMultiple}
          tabIndex={-1}
        >
          {options.length === 0 && <p class="listbox-empty">Nothing to choose from.</p>}
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox that controls the list
            <div
              key={option.value}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={values.includes(option.value)}
              class={`option${index === active ? ' active' : ''}`}
              onClick={() => choose(option)}
              onPointerMove={() => setActive(index)}
            >
              {option.emoji && <EmojiText emoji={option.emoji} hidden />}
              <span class="option-text">
                <span>{option.label}</span>
                {option.description && <small>{option.description}</small>}
              </span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** The tallest a list gets, as in styles/components.css. */
const LIST_HEIGHT = 290

/** At the end of the messages a list opens upward, where it can be seen. */
function hasMoreRoomAbove(menu: HTMLElement | null): boolean {
  const box = menu?.getBoundingClientRect()
  const frame = menu?.closest('.message-scroller')?.getBoundingClientRect()
  if (!box || !frame) return false
  const below = frame.bottom - box.bottom
  return below < LIST_HEIGHT && box.top - frame.top > below
}
