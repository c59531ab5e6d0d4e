import type { Outcome } from '../control/refusal.ts'
import type { ModalBody } from '../discord/schemas/modal.ts'
import type { InteractionEntry, InteractionOutcome } from '../protocol.ts'
import { messageById } from '../world/lookups.ts'
import { messageView } from '../world/message-view.ts'
import type { StoredInteraction } from '../world/state.ts'
import { type Answer, INTERACTION, readAnswer } from './callback.ts'
import { applyAnswer, showFailure } from './effects.ts'
import { type InteractionDesk, type Place, remember, send } from './service.ts'

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
    const elsewhere = delivery.status === 202 ? acknowledgedElsewhere(desk, interaction, place) : null
    if (elsewhere) return { value: elsewhere, failure: null }
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
  const interactionId = interaction.id
  if (interaction.acknowledged) return failed(desk, type, interaction, place, 'it was acknowledged already')
  if (answer.type === 9) return openModal(desk, interaction, place, answer.data)
  const effect = applyAnswer(desk.world, interaction, place.channel, answer)
  if (!effect.ok) return failed(desk, type, interaction, place, effect.reason)
  if (answer.type === 6) return { kind: 'acknowledged', interactionId }
  const kind = answer.type === 7 ? 'updated' : 'reply'
  return { kind, interactionId, message: messageView(desk.world, place.member, effect.message) }
}

function openModal(
  desk: InteractionDesk,
  interaction: StoredInteraction,
  place: Place,
  modal: ModalBody,
): InteractionOutcome {
  interaction.acknowledged = true
  const { id } = interaction
  remember(desk.modals, id, {
    id,
    memberId: place.member.id,
    channelId: place.channel.id,
    sourceMessageId: interaction.sourceMessageId,
    modal,
  })
  const { custom_id: customId, title, components } = modal
  return { kind: 'modal', interactionId: id, modal: { id, customId, title, components } }
}

/** Steward left the HTTP answer empty and used the callback route in time. */
function acknowledgedElsewhere(
  desk: InteractionDesk,
  interaction: StoredInteraction,
  { member }: Place,
): InteractionOutcome | null {
  const id = interaction.originalMessageId
  const message = id === null ? undefined : messageById(desk.world, interaction.channelId, id)
  if (!interaction.acknowledged || !message) return null
  const kind = message.id === interaction.sourceMessageId ? 'updated' : 'reply'
  return { kind, interactionId: interaction.id, message: messageView(desk.world, member, message) }
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
