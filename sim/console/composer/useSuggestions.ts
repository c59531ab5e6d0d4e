import { useEffect, useRef, useState } from 'preact/hooks'
import type { CommandOption } from '../../protocol.ts'
import { act } from '../state/api.ts'
import { type Place, useDirectory } from '../state/directory.ts'
import type { Invocation } from '../state/draft.ts'
import { type Choice, localChoices } from './local-choices.ts'

/** Quiet time before Steward is asked, so that not every letter is a request. */
const DEBOUNCE_MS = 180

interface SuggestionsInput {
  option: CommandOption
  value: string
  place: Place
  invocation: Invocation
  isFocused: boolean
}

/** What to offer under a field: known lists at once, Steward's autocomplete while typing. */
export function useSuggestions({ option, value, place, invocation, isFocused }: SuggestionsInput) {
  const directory = useDirectory()
  const [remote, setRemote] = useState<readonly Choice[]>([])
  const [note, setNote] = useState<string>()
  const names = useRef(new Map<string, string>())
  const local = localChoices(option, directory)

  useEffect(() => {
    if (!option.autocomplete || !isFocused || names.current.has(value)) return
    let isStale = false
    const timer = setTimeout(async () => {
      const typed = Object.entries(invocation.values).filter(([, text]) => text !== '')
      const result = await act('/sim/interactions/autocomplete', {
        as: directory.snapshot.viewerId,
        channelId: place.id,
        name: invocation.command.name,
        ...(invocation.path.length > 0 ? { path: [...invocation.path] } : {}),
        options: { ...Object.fromEntries(typed), [option.name]: value },
        focused: option.name,
      })
      if (isStale) return
      const choices = result.ok && result.value.kind === 'choices' ? result.value.choices : []
      setRemote(choices)
      setNote(choices.length > 0 ? undefined : failureOf(result))
    }, DEBOUNCE_MS)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [value, isFocused])

  const typed = value.toLowerCase()
  const label = (text: string) =>
    local?.find((choice) => String(choice.value) === text)?.name ?? names.current.get(text) ?? text
  const isChosen = local?.some((choice) => String(choice.value) === value) ?? false
  const choices = local
    ? local.filter((choice) => isChosen || choice.name.toLowerCase().includes(typed)).slice(0, 25)
    : remote
  return {
    choices,
    note: local === undefined && option.autocomplete ? note : undefined,
    isList: local !== undefined || option.autocomplete,
    /** Only what is listed is valid; a suggestion of autocomplete is just a suggestion. */
    isStrict: local !== undefined,
    labelOf: label,
    remember: (choice: Choice) => names.current.set(String(choice.value), choice.name),
  }
}

function failureOf(result: Awaited<ReturnType<typeof act<'/sim/interactions/autocomplete'>>>): string {
  if (!result.ok) return result.refusal.message
  return result.value.kind === 'failed' ? result.value.text : 'No options match your search.'
}
