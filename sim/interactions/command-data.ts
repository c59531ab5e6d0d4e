import type { Command, CommandOption } from '../protocol.ts'
import type { ResolvedIds } from './payload.ts'

export interface CommandInput {
  path: string[]
  options: Record<string, string | number | boolean>
  /** The option that is being typed; then required ones may be missing. */
  focused: string | null
}

export type CommandData =
  | { ok: true; options: WireOption[]; resolved: ResolvedIds }
  /** What the member's client would not send. */
  | { ok: false; problem: string }

interface WireOption {
  type: number
  name: string
  value?: string | number | boolean
  focused?: true
  options?: WireOption[]
}

/** Turns what the member filled in into Discord's `options`, as their client checks it before it sends anything. */
export function commandData(command: Command, input: CommandInput): CommandData {
  let level = command.options
  const nest: CommandOption[] = []
  for (const name of input.path) {
    const next = level.find((option) => option.name === name && (option.type === 1 || option.type === 2))
    if (!next) return problem(`/${command.name} has no sub command "${name}"`)
    nest.push(next)
    level = next.options
  }
  if (level.some((option) => option.type === 1 || option.type === 2)) {
    return problem(`/${command.name} needs one of its sub commands`)
  }
  const unknown = Object.keys(input.options).find((name) => !level.some((option) => option.name === name))
  if (unknown !== undefined) return problem(`/${command.name} has no option "${unknown}"`)

  const resolved: ResolvedIds = { members: [], roles: [], channels: [] }
  const filled: WireOption[] = []
  for (const option of level) {
    const value = input.options[option.name]
    const focused = option.name === input.focused
    if (value === undefined && !focused) {
      if (option.required && input.focused === null) return problem(`"${option.name}" is required`)
      continue
    }
    const checked = focused ? { ok: true as const, value: value ?? '' } : checkValue(option, value ?? '')
    if (!checked.ok) return problem(checked.problem)
    if (!focused) note(resolved, option.type, String(checked.value))
    filled.push({ type: option.type, name: option.name, value: checked.value, ...(focused && { focused }) })
  }
  const options = nest.reduceRight<WireOption[]>(
    (inner, { type, name }) => [{ type, name, options: inner }],
    filled,
  )
  return { ok: true, options, resolved }
}

type Checked = { ok: true; value: string | number | boolean } | { ok: false; problem: string }

function checkValue(option: CommandOption, value: string | number | boolean): Checked {
  const bad = (why: string): Checked => ({ ok: false, problem: `"${option.name}" ${why}` })
  if (option.choices.length > 0 && !option.choices.some((choice) => choice.value === value)) {
    return bad('must be one of the choices')
  }
  switch (option.type) {
    case 3: {
      const text = String(value).trim()
      const length = [...text].length
      if (length < (option.minLength ?? 1)) return bad(`needs at least ${option.minLength ?? 1} characters`)
      if (length > (option.maxLength ?? 6000))
        return bad(`takes at most ${option.maxLength ?? 6000} characters`)
      return { ok: true, value: text }
    }
    case 4:
    case 10: {
      const number = Number(value)
      if (!Number.isFinite(number) || (option.type === 4 && !Number.isInteger(number)))
        return bad('must be a number')
      if (option.minValue !== null && number < option.minValue)
        return bad(`must be ${option.minValue} or more`)
      if (option.maxValue !== null && number > option.maxValue)
        return bad(`must be ${option.maxValue} or less`)
      return { ok: true, value: number }
    }
    case 5:
      return typeof value === 'boolean' ? { ok: true, value } : bad('must be yes or no')
    case 11:
      return bad('takes a file, which the simulator does not send')
    default:
      return /^\d{1,20}$/.test(String(value)) ? { ok: true, value: String(value) } : bad('must be an id')
  }
}

function note(resolved: ResolvedIds, type: number, id: string): void {
  if (type === 6 || type === 9) resolved.members?.push(id)
  if (type === 7) resolved.channels?.push(id)
  if (type === 8 || type === 9) resolved.roles?.push(id)
}

function problem(text: string): CommandData {
  return { ok: false, problem: text }
}
