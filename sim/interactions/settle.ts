import type { Outcome } from '../control/refusal.ts'
import type { InteractionEntry, InteractionOutcome } from '../protocol.ts'
import { messageView } from '../world/message-view.ts'
import type { StoredInteraction } from '../world/state.ts'
import { type Answer, INTERACTION, readAnswer } from './callback.ts'
import { type Effect, showFailure, showReply, showThinking, updateSource } from './effects.ts'
import { type InteractionDesk, type Place, send } from './service.ts'

/** What Discord's client says when nobody answered. */
const FAILURE_TEXT = {
  [INTERACTION.COMMAND]: 'The application did not respond',
  [INTERACTION.COMPONENT]: 'This interaction failed',
  [INTERACTION.MODAL]: 'Something went wrong. Try again.',
} as const

type Shown = keyof typeof FAILURE_TEXT

/** Sends a command, component or modal and makes of the answer what the member's client would show. */
export async function sendAndShow(
  desk: InteractionDesk,
  type: Shown,
  interaction: StoredInteraction,
  place: Place,
  entry: Pick<InteractionEntry, 'kind' | 'name'>,
  payload: Record<string, unknown>,
): Promise<Outcome<InteractionOutcome>> {
  const value = await send(desk, interaction, entry, payload, (delivery) => {
    const read = readAnswer(type, delivery)
    const outcome = read.ok
      ? show(desk, type, interaction, place, read.answer)
      : failed(desk, type, interaction, place, read.reason)
    return { value: outcome, failure: outcome.kind === 'failed' ? outcome.reason : null }
  })
  return { ok: true, value }
}

function show(
  desk: InteractionDesk,
  type: Shown,
  interaction: StoredInteraction,
  place: Place,
  answer: Answer<Shown>,
): InteractionOutcome {
  const { world } = desk
  const interactionId = interaction.id
  const shown = (effect: Effect, kind: 'reply' | 'updated'): InteractionOutcome =>
    effect.ok
      ? { kind, interactionId, message: messageView(world, place.member, effect.message) }
      : failed(desk, type, interaction, place, effect.reason)
  switch (answer.type) {
    case 4:
      return shown(showReply(world, interaction, place.channel, answer.data), 'reply')
    case 5:
      return shown(showThinking(world, interaction, answer.data?.flags ?? 0), 'reply')
    case 6: {
      const effect = updateSource(world, interaction, null)
      return effect.ok
        ? { kind: 'acknowledged', interactionId }
        : failed(desk, type, interaction, place, effect.reason)
    }
    case 7:
      return shown(updateSource(world, interaction, answer.data ?? {}), 'updated')
    case 9: {
      interaction.acknowledged = true
      const id = interaction.id
      desk.modals.set(id, {
        id,
        memberId: place.member.id,
        channelId: place.channel.id,
        sourceMessageId: interaction.sourceMessageId,
        modal: answer.data,
      })
      const { custom_id: customId, title, components } = answer.data
      return { kind: 'modal', interactionId, modal: { id, customId, title, components } }
    }
  }
}

function failed(
  desk: InteractionDesk,
  type: Shown,
  interaction: StoredInteraction,
  place: Place,
  reason: string,
): InteractionOutcome {
  const text = FAILURE_TEXT[type]
  const message = type === INTERACTION.COMMAND ? showFailure(desk.world, interaction, text) : null
  return {
    kind: 'failed',
    interactionId: interaction.id,
    text,
    reason,
    message: message && messageView(desk.world, place.member, message),
  }
}
