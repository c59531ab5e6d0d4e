import type {
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import type { CustomIdFields, CustomIdKind } from './custom-id.ts'
import type { Actor, TargetMessage } from './interaction.ts'
import type { PermissionName } from './permissions.ts'
import type { Choice, Reply } from './reply.ts'

/** Discord's numbers for the option types in use (their types come without values). */
export const OPTION = { subCommand: 1, string: 3, integer: 4, boolean: 5, user: 6, channel: 7 } as const
/** Discord's numbers for the kinds of commands. */
export const COMMAND = { slash: 1, user: 2, message: 3 } as const
/** Where a command can be used: a server, a direct message with the bot. */
export const CONTEXT = { guild: 0, botDm: 1 } as const

export type OptionValue = string | number | boolean
export type SlashDeclaration = RESTPostAPIChatInputApplicationCommandsJSONBody
export type MessageDeclaration = Omit<RESTPostAPIContextMenuApplicationCommandsJSONBody, 'type'> & {
  type: typeof COMMAND.message
}
export type UserDeclaration = Omit<RESTPostAPIContextMenuApplicationCommandsJSONBody, 'type'> & {
  type: typeof COMMAND.user
}

type ValueOf<O> = O extends { choices: readonly { value: infer V }[] }
  ? V
  : O extends { type: typeof OPTION.boolean }
    ? boolean
    : O extends { type: typeof OPTION.integer }
      ? number
      : string

/** The options a handler gets, derived from the declaration: `{ question: string; private: boolean | undefined }`. */
export type OptionsOf<D> = D extends { options: readonly (infer O extends { name: string })[] }
  ? { [Name in O['name']]: Parsed<Extract<O, { name: Name }>> }
  : Record<never, never>

type Parsed<O> = O extends { required: true } ? ValueOf<O> : ValueOf<O> | undefined

/** `/name`: a declaration as Discord takes it, and what to do. Listed once in the registry. */
export interface SlashCommand<Deps, Options = Record<string, OptionValue | undefined>> {
  kind: 'slash'
  declaration: SlashDeclaration
  /** `/name sub`: what is invoked instead of the command itself; see `commandGroup`. */
  subCommands?: readonly SubCommand<Deps>[]
  /** Refuses members without it, from the signed interaction; `default_member_permissions` only hides the command. */
  needs?: PermissionName
  /** Whether it works in this server, as it is configured; without it, it does. `/help` lists what works. */
  isOn?(deps: Deps): boolean
  handle(call: { actor: Actor; options: Options }, deps: Deps): Promise<Reply>
  /** Suggestions for the option being typed. */
  complete?(
    typing: { actor: Actor; option: string; value: string; options: Record<string, OptionValue | undefined> },
    deps: Deps,
  ): Promise<Choice[]>
}

export type SubCommandDeclaration = Pick<SlashDeclaration, 'name' | 'description' | 'options'>

/** `/group name`: a declaration without a place of its own, and what to do. */
export interface SubCommand<Deps, Options = Record<string, OptionValue | undefined>> {
  declaration: SubCommandDeclaration
  handle(call: { actor: Actor; options: Options }, deps: Deps): Promise<Reply>
}

/** An entry of a message's "Apps" menu. Needs no message-content permission: Discord sends the message along. */
export interface MessageCommand<Deps> {
  kind: 'message'
  declaration: MessageDeclaration
  needs?: PermissionName
  isOn?(deps: Deps): boolean
  handle(call: { actor: Actor; target: TargetMessage }, deps: Deps): Promise<Reply>
}

/** An entry of a member's "Apps" menu. */
export interface UserCommand<Deps> {
  kind: 'user'
  declaration: UserDeclaration
  needs?: PermissionName
  isOn?(deps: Deps): boolean
  handle(call: { actor: Actor; targetId: string }, deps: Deps): Promise<Reply>
}

/** A button, select or modal; `id` is a kind of the custom-id codec. */
export interface Component<Deps, Fields = Readonly<Record<string, string>>> {
  id: CustomIdKind
  needs?: PermissionName
  handle(press: Press<Fields>, deps: Deps): Promise<Reply>
}

export interface Press<Fields = Readonly<Record<string, string>>> {
  actor: Actor
  /** What the custom id carries. */
  fields: Fields
  /** A select's choices. */
  values: string[]
  /** A submitted modal's fields. */
  inputs: ReadonlyMap<string, string>
}

/** Keeps the declaration's literal types, so that the handler's options follow from it. */
export function slashCommand<const D extends SlashDeclaration, Deps>(
  command: Omit<SlashCommand<Deps, OptionsOf<D>>, 'kind' | 'declaration'> & { declaration: D },
): SlashCommand<Deps> {
  return { kind: 'slash', ...command }
}

/** As `slashCommand`, for a part of a group. */
export function subCommand<const D extends SubCommandDeclaration, Deps>(
  command: Omit<SubCommand<Deps, OptionsOf<D>>, 'declaration'> & { declaration: D },
): SubCommand<Deps> {
  return command
}

/** A command that consists of sub-commands. Discord lets nobody invoke it without one. */
export function commandGroup<Deps>({
  declaration,
  needs,
  isOn,
  subCommands,
}: {
  declaration: Omit<SlashDeclaration, 'options'>
  needs?: PermissionName
  isOn?: (deps: Deps) => boolean
  subCommands: readonly SubCommand<Deps>[]
}): SlashCommand<Deps> {
  const options = subCommands.map(({ declaration: part }) => ({ type: OPTION.subCommand, ...part }))
  return {
    kind: 'slash',
    declaration: { ...declaration, options } as SlashDeclaration,
    ...(needs && { needs }),
    ...(isOn && { isOn }),
    subCommands,
    handle: () => Promise.reject(new Error(`/${declaration.name} was invoked without a sub-command`)),
  }
}

/** Types the handler's fields by the kind of custom id. */
export function component<K extends CustomIdKind, Deps>(
  value: Component<Deps, CustomIdFields<K>> & { id: K },
): Component<Deps> {
  return value
}
