import type { CommandOption } from '../../protocol.ts'
import type { Invocation } from './draft.ts'

const INTEGER = 4
const BOOLEAN = 5
const NUMBER = 10

export type Filled =
  | { readonly ok: true; readonly options: Record<string, string | number | boolean> }
  | { readonly ok: false; readonly option: string; readonly problem: string }

/** The fields as the command wants them, or the first one that is not right yet and why. */
export function fillOptions(invocation: Invocation): Filled {
  const options: Record<string, string | number | boolean> = {}
  for (const option of invocation.options) {
    const typed = invocation.values[option.name] ?? ''
    if (typed === '') {
      if (!option.required) continue
      return { ok: false, option: option.name, problem: 'This option is required.' }
    }
    const read = readValue(option, typed)
    if (!read.ok) return { ok: false, option: option.name, problem: read.problem }
    options[option.name] = read.value
  }
  return { ok: true, options }
}

type Read =
  | { readonly ok: true; readonly value: string | number | boolean }
  | { readonly ok: false; readonly problem: string }

function readValue(option: CommandOption, typed: string): Read {
  if (option.type === BOOLEAN) return { ok: true, value: typed === 'true' }
  if (option.type === INTEGER || option.type === NUMBER) return readNumber(option, typed)
  if (option.choices.length > 0 && !option.choices.some((choice) => String(choice.value) === typed))
    return { ok: false, problem: 'Choose one of the list.' }
  if (typed.length < (option.minLength ?? 0))
    return { ok: false, problem: `At least ${option.minLength} characters.` }
  if (option.maxLength !== null && typed.length > option.maxLength)
    return { ok: false, problem: `At most ${option.maxLength} characters; these are ${typed.length}.` }
  return { ok: true, value: typed }
}

function readNumber(option: CommandOption, typed: string): Read {
  const value = Number(typed)
  if (!Number.isFinite(value)) return { ok: false, problem: 'This must be a number.' }
  if (option.type === INTEGER && !Number.isInteger(value))
    return { ok: false, problem: 'This must be a whole number.' }
  if (option.minValue !== null && value < option.minValue)
    return { ok: false, problem: `At least ${option.minValue}.` }
  if (option.maxValue !== null && value > option.maxValue)
    return { ok: false, problem: `At most ${option.maxValue}.` }
  return { ok: true, value }
}
