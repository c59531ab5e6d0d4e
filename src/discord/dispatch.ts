import { InteractionType } from 'discord-interactions'
import { CONTEXT, type SlashCommand, type SubCommand } from './command.ts'
import { decodeCustomId } from './custom-id.ts'
import {
  type ActingInteraction,
  type Actor,
  actorOf,
  type CommandInteraction,
  modalFields,
} from './interaction.ts'
import { type GivenOption, parseOptions } from './options.ts'
import { isAllowed, type PermissionName } from './permissions.ts'
import type { Command, Registry } from './registry.ts'
import { privately, type Reply } from './reply.ts'

/** What the log needs to know of an interaction that did not go its ordinary way. */
export type Oddity =
  | 'unknown_command'
  | 'stale_component'
  | 'not_in_direct_messages'
  | 'other_guild'
  | 'not_permitted'
  | 'bad_option'
  | 'incomplete'

export interface Dispatched {
  reply: Reply
  oddity?: Oddity
  /** Name of the command or kind of component, for the log. */
  name: string
}

const NO_CHOICES: Reply = { kind: 'choices', choices: [] }

/** Finds who answers an interaction and lets them; every refusal is a sentence that helps. `guildId` is the guild served. */
export async function dispatch<Deps>(
  interaction: ActingInteraction,
  registry: Registry<Deps>,
  deps: Deps,
  guildId: string,
): Promise<Dispatched> {
  const actor = actorOf(interaction)
  if (!actor) return turnAway(interaction, 'incomplete', 'Discord did not say who you are. Please try again.')
  if (actor.guildId !== null && actor.guildId !== guildId) {
    return turnAway(
      interaction,
      'other_guild',
      'This Steward looks after another server, so it does nothing here.',
    )
  }
  switch (interaction.type) {
    case InteractionType.APPLICATION_COMMAND:
      return runCommand(interaction, actor, registry, deps)
    case InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE:
      return completeCommand(interaction, actor, registry, deps)
    case InteractionType.MESSAGE_COMPONENT:
      return press(interaction.data.custom_id, interaction.data.values, new Map(), actor, registry, deps)
    case InteractionType.MODAL_SUBMIT:
      return press(interaction.data.custom_id, [], modalFields(interaction.data), actor, registry, deps)
  }
}

async function runCommand<Deps>(
  { data }: CommandInteraction,
  actor: Actor,
  registry: Registry<Deps>,
  deps: Deps,
): Promise<Dispatched> {
  const { name } = data
  const command = find(registry, data)
  if (!command) {
    return refuse(
      'unknown_command',
      name,
      'I do not know this command. Discord may still show an old list: reload it (Ctrl+R), then try again.',
    )
  }
  if (actor.guildId === null && !command.declaration.contexts?.includes(CONTEXT.botDm)) {
    return refuse(
      'not_in_direct_messages',
      name,
      'This works in the server only. Please use it in a channel there.',
    )
  }
  const lacking = refusalFor(command.needs, actor, name)
  if (lacking) return lacking
  if (command.kind === 'message') {
    const target = data.resolved?.messages?.[data.target_id ?? '']
    if (!target)
      return refuse('incomplete', name, 'Discord did not send the message along. Please try again.')
    return { name, reply: await command.handle({ actor, target }, deps) }
  }
  if (command.kind === 'user') {
    if (!data.target_id)
      return refuse('incomplete', name, 'Discord did not say whom it is about. Please try again.')
    return { name, reply: await command.handle({ actor, targetId: data.target_id }, deps) }
  }
  const invoked = invokedPart(command, data.options)
  if (!invoked) {
    return refuse(
      'unknown_command',
      name,
      'I do not know this form of the command. Reload Discord (Ctrl+R), then try again.',
    )
  }
  const parsed = parseOptions(invoked.part.declaration, invoked.given)
  if (!parsed.ok) return refuse('bad_option', name, parsed.problem)
  return { name, reply: await invoked.part.handle({ actor, options: parsed.options }, deps) }
}

/** The command itself, or the sub-command that was chosen; null when that is not known. */
function invokedPart<Deps>(
  command: SlashCommand<Deps>,
  given: readonly GivenOption[],
): {
  part: Pick<SlashCommand<Deps>, 'handle'> & Pick<SubCommand<Deps>, 'declaration'>
  given: readonly GivenOption[]
} | null {
  if (!command.subCommands) return { part: command, given }
  const [chosen] = given
  const part = command.subCommands.find(({ declaration }) => declaration.name === chosen?.name)
  return part ? { part, given: chosen?.options ?? [] } : null
}

async function completeCommand<Deps>(
  { data }: CommandInteraction,
  actor: Actor,
  registry: Registry<Deps>,
  deps: Deps,
): Promise<Dispatched> {
  const command = find(registry, data)
  const focused = data.options.find((option) => option.focused)
  if (command?.kind !== 'slash' || !command.complete || !focused) {
    return { name: data.name, reply: NO_CHOICES, oddity: 'unknown_command' }
  }
  const options = Object.fromEntries(data.options.map(({ name, value }) => [name, value]))
  const typing = { actor, option: focused.name, value: String(focused.value ?? ''), options }
  return { name: data.name, reply: { kind: 'choices', choices: await command.complete(typing, deps) } }
}

async function press<Deps>(
  customId: string,
  values: string[],
  inputs: ReadonlyMap<string, string>,
  actor: Actor,
  registry: Registry<Deps>,
  deps: Deps,
): Promise<Dispatched> {
  const id = decodeCustomId(customId)
  const component = registry.components.find((candidate) => candidate.id === id?.kind)
  if (!id || !component) {
    return refuse(
      'stale_component',
      'component',
      'This button belongs to an older message and does nothing any more. Ask again with `/ask`.',
    )
  }
  const lacking = refusalFor(component.needs, actor, id.kind)
  if (lacking) return lacking
  return { name: id.kind, reply: await component.handle({ actor, fields: id.fields, values, inputs }, deps) }
}

function find<Deps>(
  registry: Registry<Deps>,
  { name, type }: { name: string; type: number },
): Command<Deps> | undefined {
  return registry.commands.find(
    ({ declaration }) => declaration.name === name && (declaration.type ?? 1) === type,
  )
}

function refusalFor(needs: PermissionName | undefined, actor: Actor, name: string): Dispatched | null {
  if (!needs || isAllowed(actor.permissions, needs)) return null
  const words = needs.toLowerCase().replaceAll('_', ' ')
  return refuse('not_permitted', name, `This is for moderators: it needs the permission “${words}”.`)
}

/** Whoever is typing can be shown no sentence. */
function turnAway({ type }: ActingInteraction, oddity: Oddity, sentence: string): Dispatched {
  const refused = refuse(oddity, 'interaction', sentence)
  return type === InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE
    ? { ...refused, reply: NO_CHOICES }
    : refused
}

function refuse(oddity: Oddity, name: string, sentence: string): Dispatched {
  return { oddity, name, reply: privately(sentence) }
}
