import { badBody, conflict, notFound, type Outcome } from '../control/refusal.ts'
import { messagePayload } from '../discord/message-payload.ts'
import type { ActionBody, Component, InteractionOutcome } from '../protocol.ts'
import { messageById } from '../world/lookups.ts'
import { isVisibleTo } from '../world/views.ts'
import { INTERACTION } from './callback.ts'
import { modalData, pickProblem } from './modal-data.ts'
import { beginInteraction, interactionPayload, type ResolvedIds, resolvedPayload } from './payload.ts'
import { type InteractionDesk, placeOf } from './service.ts'
import { sendAndShow } from './settle.ts'

/** A member presses a button or chooses in a select. */
export async function useComponent(
  desk: InteractionDesk,
  body: ActionBody<'/sim/interactions/component'>,
): Promise<Outcome<InteractionOutcome>> {
  const { world } = desk
  const place = placeOf(world, body.as, body.channelId)
  if (!place.ok) return place
  const { member, channel } = place.value
  const message = messageById(world, channel.id, body.messageId)
  if (!message || !isVisibleTo(message, member)) return notFound('message')
  const component = findComponent(message.components, body.customId)
  if (!component) return notFound('component on that message')
  if (component.disabled) return conflict('That component is disabled.')
  const picked = picks(component, body.values ?? [])
  if (!picked.ok) return picked

  const interaction = beginInteraction(world, {
    type: INTERACTION.COMPONENT,
    channelId: channel.id,
    memberId: member.id,
    command: null,
    sourceMessageId: message.id,
  })
  const resolved = resolvedPayload(world, member, channel, picked.value.ids)
  const data = {
    id: component.id ?? 0,
    custom_id: body.customId,
    component_type: component.type,
    ...(picked.value.values && { values: picked.value.values }),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  }
  const payload = {
    ...interactionPayload(world, interaction, member, channel, data),
    message: messagePayload(world, message),
  }
  const entry = { kind: 'component', name: body.customId } as const
  return sendAndShow(desk, INTERACTION.COMPONENT, interaction, place.value, entry, payload)
}

/** A member sends a filled-in modal. It closes unless sending failed. */
export async function submitModal(
  desk: InteractionDesk,
  body: ActionBody<'/sim/interactions/modal'>,
): Promise<Outcome<InteractionOutcome>> {
  const { world } = desk
  const open = desk.modals.get(body.modalId)
  if (!open || open.memberId !== body.as) return notFound('open modal')
  const place = placeOf(world, body.as, open.channelId)
  if (!place.ok) return place
  const { member, channel } = place.value
  const filled = modalData(open.modal, body.values)
  if (!filled.ok) return badBody(filled.problem)

  const source = open.sourceMessageId ? messageById(world, channel.id, open.sourceMessageId) : undefined
  const interaction = beginInteraction(world, {
    type: INTERACTION.MODAL,
    channelId: channel.id,
    memberId: member.id,
    command: null,
    sourceMessageId: source?.id ?? null,
  })
  const ids = { members: filled.ids, roles: filled.ids, channels: filled.ids }
  const resolved = resolvedPayload(world, member, channel, ids)
  const data = {
    custom_id: open.modal.custom_id,
    components: filled.components,
    ...(Object.keys(resolved).length > 0 && { resolved }),
  }
  const payload = {
    ...interactionPayload(world, interaction, member, channel, data),
    ...(source && { message: messagePayload(world, source) }),
  }
  const entry = { kind: 'modal', name: open.modal.custom_id } as const
  const outcome = await sendAndShow(desk, INTERACTION.MODAL, interaction, place.value, entry, payload)
  if (outcome.ok && outcome.value.kind !== 'failed') desk.modals.delete(open.id)
  return outcome
}

type Usable = Extract<Component, { type: 2 | 3 | 5 | 6 | 7 | 8 }>

function findComponent(components: Component[], customId: string): Usable | undefined {
  for (const component of components) {
    if (component.type >= 2 && component.type <= 8 && component.type !== 4) {
      if ('custom_id' in component && component.custom_id === customId && isUsable(component))
        return component
    }
    const inside = [
      ...('components' in component ? component.components : []),
      ...('accessory' in component ? [component.accessory] : []),
    ]
    const found = findComponent(inside, customId)
    if (found) return found
  }
  return undefined
}

function isUsable(component: Component): component is Usable {
  return [2, 3, 5, 6, 7, 8].includes(component.type)
}

function picks(component: Usable, values: string[]): Outcome<{ values: string[] | null; ids: ResolvedIds }> {
  if (component.type === 2) {
    return values.length > 0
      ? badBody('A button takes no values.')
      : { ok: true, value: { values: null, ids: {} } }
  }
  const problem = pickProblem(values, component.min_values ?? 1, component.max_values ?? 1)
  if (problem) return badBody(problem)
  const known = component.type === 3 ? (component.options ?? []).map((option) => option.value) : null
  if (known && values.some((value) => !known.includes(value))) return badBody('No such choice.')
  const ids: ResolvedIds = {
    ...((component.type === 5 || component.type === 7) && { members: values }),
    ...((component.type === 6 || component.type === 7) && { roles: values }),
    ...(component.type === 8 && { channels: values }),
  }
  return { ok: true, value: { values, ids } }
}
