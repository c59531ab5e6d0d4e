import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import { OPTION, type OptionValue, type SubCommandDeclaration } from './command.ts'

export interface GivenOption {
  name: string
  value?: OptionValue | undefined
  /** Of a sub-command: its own options. */
  options?: readonly GivenOption[] | undefined
}

export type ParsedOptions =
  | { ok: true; options: Record<string, OptionValue | undefined> }
  /** A sentence for the member: which option, and what would be right. */
  | { ok: false; problem: string }

/**
 * Holds what was given against the declaration: Discord checks it too, but an older list of commands may still be
 * shown to the member for a while after a deploy.
 */
export function parseOptions(
  declaration: Pick<SubCommandDeclaration, 'options'>,
  given: readonly GivenOption[],
): ParsedOptions {
  const options: Record<string, OptionValue | undefined> = {}
  for (const declared of declaration.options ?? []) {
    const value = given.find(({ name }) => name === declared.name)?.value
    const problem = problemWith(declared as APIApplicationCommandBasicOption, value)
    if (problem) return { ok: false, problem: `\`${declared.name}\` ${problem}` }
    options[declared.name] = typeof value === 'string' ? value.trim() : value
  }
  return { ok: true, options }
}

function problemWith(
  option: APIApplicationCommandBasicOption,
  value: OptionValue | undefined,
): string | null {
  const isMissing = value === undefined || (typeof value === 'string' && value.trim() === '')
  if (isMissing) return option.required ? 'is needed: type something there and send it again.' : null
  switch (Number(option.type)) {
    case OPTION.boolean:
      return typeof value === 'boolean' ? null : 'takes True or False.'
    case OPTION.integer:
      return Number.isInteger(value) ? null : 'takes a whole number.'
    default: {
      if (typeof value !== 'string') return 'takes text.'
      const max = 'max_length' in option ? option.max_length : undefined
      return max !== undefined && value.length > max ? `takes at most ${max} characters.` : null
    }
  }
}
