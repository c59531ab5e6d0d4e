import { badBody, forbidden, notFound, type Outcome } from '../control/refusal.ts'
import { messagePayload } from '../discord/message-payload.ts'
import type { ActionBody, AutocompleteOutcome, Command, InteractionOutcome } from '../protocol.ts'
import { commandView } from '../world/command-view.ts'
import { DM_CHANNEL, memberById, messageById } from '../world/lookups.ts'
import { guildPermissions, may } from '../world/permissions.ts'
import type { StoredCommand, StoredInteraction } from '../world/state.ts'
import { isVisibleTo } from '../world/views.ts'
import { INTERACTION, readAnswer } from './callback.ts'
import { type CommandInput, commandData } from './command-data.ts'
import { beginInteraction, interactionPayload, resolvedPayload } from './payload.ts'
import { type InteractionDesk, type Place, placeOf, send } from './service.ts'
import { sendAndShow } from './settle.ts'

const OPTIONS_FAILED = 'Loading options failed'

/** A member uses a slash command, or a command of a message's or a member's menu. */
export async function useCommand(
  desk: InteractionDesk,
  body: ActionBody<'/sim/interactions/command'>,
): Promise<Outcome<InteractionOutcome>> {
  const ready = prepare(desk, body, null)
  if (!ready.ok) return ready
  const { place, interaction, payload, name } = ready.value
  return sendAndShow(desk, INTERACTION.COMMAND, interaction, place, { kind: 'command', name }, payload)
}

/** A member types in an option with autocomplete. */
export async function autocomplete(
  desk: InteractionDesk,
  body: ActionBody<'/sim/interactions/autocomplete'>,
): Promise<Outcome<AutocompleteOutcome>> {
  const ready = prepare(desk, body, body.focused)
  if (!ready.ok) return ready
  const { interaction, payload, name } = ready.value
  const value = await send<AutocompleteOutcome>(
    desk,
    interaction,
    { kind: 'autocomplete', name },
    payload,
    (delivery) => {
      const read = readAnswer(INTERACTION.AUTOCOMPLETE, delivery)
      if (!read.ok) {
        const failed: AutocompleteOutcome = { kind: 'failed', text: OPTIONS_FAILED, reason: read.reason }
        return { value: failed, failure: read.reason }
      }
      const choices = read.answer.data.choices.map(({ name, value }) => ({ name, value }))
      return { value: { kind: 'choices', choices }, failure: null }
    },
  )
  return { ok: true, value }
}

interface Prepared {
  place: Place
  interaction: StoredInteraction
  payload: Record<string, unknown>
  name: string
}

function prepare(
  desk: InteractionDesk,
  body: ActionBody<'/sim/interactions/command'>,
  focused: string | null,
): Outcome<Prepared> {
  const { world } = desk
  const place = placeOf(world, body.as, body.channelId)
  if (!place.ok) return place
  const { member, channel } = place.value
  const type = body.type ?? 1
  const stored = world.state.commands.find((one) => one.type === type && one.name === body.name)
  if (!stored) return notFound('command')
  const command = commandView(stored, guildPermissions(world, member))
  const barred = whyNot(desk, command, place.value)
  if (barred !== null) return forbidden(barred)

  const input: CommandInput = { path: body.path ?? [], options: body.options ?? {}, focused }
  const filled = commandData(command, input)
  if (!filled.ok) return badBody(filled.problem)
  const target = targetData(desk, place.value, type, body.targetId)
  if (!target.ok) return target

  const name = type === 1 ? ['/', [command.name, ...input.path].join(' ')].join('') : command.name
  const interaction = beginInteraction(world, {
    type: focused === null ? INTERACTION.COMMAND : INTERACTION.AUTOCOMPLETE,
    channelId: channel.id,
    memberId: member.id,
    command: name,
    sourceMessageId: null,
  })
  const resolved = { ...resolvedPayload(world, member, channel, filled.resolved), ...target.value.resolved }
  const data = {
    ...identity(stored),
    ...(filled.options.length > 0 && { options: filled.options }),
    ...(Object.keys(resolved).length > 0 && { resolved }),
    ...(target.value.id !== null && { target_id: target.value.id }),
  }
  const payload = interactionPayload(world, interaction, member, channel, data)
  return { ok: true, value: { place: place.value, interaction, payload, name } }
}

function identity(command: StoredCommand) {
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guildId !== null && { guild_id: command.guildId }),
  }
}

/** Why the member's client does not offer the command here; null when it does. */
function whyNot(desk: InteractionDesk, command: Command, { member, channel }: Place): string | null {
  const direct = channel.type === DM_CHANNEL
  if (command.contexts !== null && !command.contexts.includes(direct ? 1 : 0)) {
    return direct ? 'This command is not there in direct messages.' : 'This command is not there in servers.'
  }
  if (!may(desk.world, member, channel, 'USE_APPLICATION_COMMANDS')) {
    return 'You may not use commands in this channel.'
  }
  return direct || command.usable ? null : 'You do not have the permissions that this command asks for.'
}

/** What a context command was used on. */
function targetData(
  desk: InteractionDesk,
  { member, channel }: Place,
  type: 1 | 2 | 3,
  targetId: string | undefined,
): Outcome<{ id: string | null; resolved: Record<string, unknown> }> {
  if (type === 1) return { ok: true, value: { id: null, resolved: {} } }
  if (targetId === undefined) return badBody('"targetId" is required for a command of a menu.')
  if (type === 2) {
    if (!memberById(desk.world, targetId)) return notFound('member')
    const resolved = resolvedPayload(desk.world, member, channel, { members: [targetId] })
    return { ok: true, value: { id: targetId, resolved } }
  }
  const message = messageById(desk.world, channel.id, targetId)
  if (!message || !isVisibleTo(message, member)) return notFound('message')
  const resolved = { messages: { [targetId]: messagePayload(desk.world, message, { target: true }) } }
  return { ok: true, value: { id: targetId, resolved } }
}
