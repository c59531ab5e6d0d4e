import type { Command, CommandOption } from '../../protocol.ts'

/** A command that is being filled in: option name to what stands in its field. */
export interface Invocation {
  readonly command: Command
  /** `['group', 'sub']`, `['sub']` or empty. */
  readonly path: readonly string[]
  readonly options: readonly CommandOption[]
  /** Optional fields that were opened; required ones are always open. */
  readonly opened: readonly string[]
  readonly values: Readonly<Record<string, string>>
}

export interface Draft {
  readonly text: string
  readonly replyToId: string | undefined
  readonly editId: string | undefined
  readonly invocation: Invocation | undefined
}

/** Each member has drafts of their own. */
export const draftKey = (memberId: string, channelId: string) => `${memberId}/${channelId}`

export const EMPTY_DRAFT: Draft = { text: '', replyToId: undefined, editId: undefined, invocation: undefined }

/** One line of the picker: a command, or one of its sub commands. */
export interface Entry {
  readonly command: Command
  readonly path: readonly string[]
  /** As typed, without the slash. */
  readonly name: string
  readonly description: string
  readonly options: readonly CommandOption[]
}

const SUB_COMMAND = 1
const SUB_COMMAND_GROUP = 2

/** The slash commands a member can run, sub commands each on their own, by name. */
export function listEntries(commands: readonly Command[]): Entry[] {
  return commands
    .filter((command) => command.type === 1 && command.usable)
    .flatMap((command) => expand(command, command.description, command.options, []))
    .sort((a, b) => a.name.localeCompare(b.name))
}

function expand(
  command: Command,
  description: string,
  options: readonly CommandOption[],
  path: readonly string[],
): Entry[] {
  const subs = options.filter((option) => option.type === SUB_COMMAND || option.type === SUB_COMMAND_GROUP)
  if (subs.length > 0)
    return subs.flatMap((sub) => expand(command, sub.description, sub.options, [...path, sub.name]))
  return [{ command, path, name: [command.name, ...path].join(' '), description, options }]
}

/** Entries that fit what stands behind the slash, best first: by start of the name, then anywhere. */
export function matchEntries(entries: readonly Entry[], typed: string): Entry[] {
  const wanted = typed.toLowerCase()
  const byName = entries.filter((entry) => entry.name.startsWith(wanted))
  const elsewhere = entries.filter(
    (entry) =>
      !byName.includes(entry) &&
      (entry.name.includes(wanted) || entry.description.toLowerCase().includes(wanted)),
  )
  return [...byName, ...elsewhere]
}

/** Starts filling in; `rest` goes to the first field that takes text. */
export function startInvocation(entry: Entry, rest = ''): Invocation {
  const first = entry.options.find((option) => option.required) ?? entry.options[0]
  const values = first && rest !== '' ? { [first.name]: rest } : {}
  const opened = first && rest !== '' && !first.required ? [first.name] : []
  return { command: entry.command, path: entry.path, options: entry.options, opened, values }
}

/** `/ask How do I…` typed or pasted: the entry it names (longest name wins) and what follows it. */
export function readTyped(
  entries: readonly Entry[],
  text: string,
): { entry: Entry; rest: string } | undefined {
  const named = entries
    .filter((entry) => text.startsWith(`/${entry.name} `))
    .sort((a, b) => b.name.length - a.name.length)[0]
  return named && { entry: named, rest: text.slice(named.name.length + 2).trimStart() }
}
