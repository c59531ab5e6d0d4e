import { useEffect, useRef } from 'preact/hooks'
import { Avatar } from '../layout/Avatar.tsx'
import { useDirectory } from '../state/directory.ts'
import type { CommandPickerState } from './useCommandPicker.ts'

export function CommandPicker({ picker }: { picker: CommandPickerState }) {
  const { snapshot, member } = useDirectory()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [picker.active])
  return (
    <div class="picker">
      <p class="picker-title">
        <Avatar name={snapshot.bot.name} hue={member(snapshot.bot.userId)?.hue ?? 250} size={18} bot />{' '}
        {snapshot.bot.name}
        <span>↑ ↓ to move, Tab or Enter to choose, Esc to close</span>
      </p>
      <div ref={list} role="listbox" id="command-picker" aria-label="Commands" tabIndex={-1}>
        {picker.isEmpty && (
          <p class="listbox-empty">
            No commands are registered yet. They appear here as soon as Steward registers them.
          </p>
        )}
        {picker.entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the composer that controls the list
          <div
            key={entry.name}
            id={`command-${index}`}
            role="option"
            tabIndex={-1}
            class={`option${index === picker.active ? ' active' : ''}`}
            aria-selected={index === picker.active}
            onClick={() => picker.choose(entry)}
            onPointerMove={() => picker.hover(index)}
            onPointerDown={(event) => event.preventDefault()}
          >
            <span class="option-text">
              <span>
                /{entry.name}
                {entry.options.map((option) => (
                  <span key={option.name} class={option.required ? 'option-hint required' : 'option-hint'}>
                    {option.name}
                  </span>
                ))}
              </span>
              <small>{entry.description}</small>
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}
