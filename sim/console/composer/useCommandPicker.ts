import { useMemo, useState } from 'preact/hooks'
import type { Command } from '../../protocol.ts'
import {
  type Entry,
  type Invocation,
  listEntries,
  matchEntries,
  readTyped,
  startInvocation,
} from '../state/draft.ts'

export interface CommandPickerState {
  readonly isOpen: boolean
  readonly entries: readonly Entry[]
  /** Index of the entry that Enter chooses. */
  readonly active: number
  /** No command is registered at all. */
  readonly isEmpty: boolean
  choose(entry: Entry): void
  hover(index: number): void
  /** Reads what was typed; true when it became a command with fields. */
  onText(text: string): boolean
  /** True when the key was the picker's. */
  onKeyDown(event: KeyboardEvent): boolean
}

/** The list that a slash opens; a full name with a space, or a pasted line, goes straight to its fields. */
export function useCommandPicker(
  text: string,
  commands: readonly Command[],
  onChoose: (invocation: Invocation) => void,
): CommandPickerState {
  const all = useMemo(() => listEntries(commands), [commands])
  const isSlash = text.startsWith('/') && !text.includes('\n')
  const entries = isSlash ? matchEntries(all, text.slice(1)) : []
  const [active, setActive] = useState(0)
  const [closedFor, setClosedFor] = useState<string>()
  const isOpen = isSlash && closedFor !== text && (entries.length > 0 || all.length === 0)
  const choose = (entry: Entry, rest = '') => onChoose(startInvocation(entry, rest))

  const onText = (next: string): boolean => {
    setActive(0)
    const typed = readTyped(all, next)
    const isComplete = typed && !all.some((other) => other.name.startsWith(`${typed.entry.name} `))
    if (typed === undefined || (!isComplete && typed.rest === '')) return false
    choose(typed.entry, typed.rest)
    return true
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const entry = entries[active]
    if (step !== undefined && entries.length > 0)
      setActive((at) => (at + step + entries.length) % entries.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && entry) choose(entry)
    else if (event.key === 'Escape') setClosedFor(text)
    else return false
    event.preventDefault()
    return true
  }
  return {
    isOpen,
    entries,
    active: Math.min(active, Math.max(0, entries.length - 1)),
    isEmpty: all.length === 0,
    choose,
    hover: setActive,
    onText,
    onKeyDown,
  }
}
