import { notFound, type Outcome } from '../control/refusal.ts'
import type { ModalBody } from '../discord/schemas/modal.ts'
import type { Log } from '../log.ts'
import type { InteractionEntry } from '../protocol.ts'
import { channelById, memberById } from '../world/lookups.ts'
import type { StoredChannel, StoredInteraction, StoredMember } from '../world/state.ts'
import { canSee } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { type Delivery, deliver, type Sender } from './delivery.ts'
import type { SigningKeys } from './keys.ts'

/** A modal that stands open in front of somebody. */
interface OpenModal {
  id: string
  memberId: string
  channelId: string
  sourceMessageId: string | null
  modal: ModalBody
}

/** What the interaction actions share. */
export interface InteractionDesk {
  world: World
  log: Log
  keys: SigningKeys
  fetch: typeof fetch
  realNow: () => number
  modals: Map<string, OpenModal>
  /** Deliveries by interaction id, for replays. */
  sent: Map<string, Delivery['sent']>
}

export function createDesk(options: Omit<InteractionDesk, 'modals' | 'sent'>): InteractionDesk {
  return { ...options, modals: new Map(), sent: new Map() }
}

export function senderOf(desk: InteractionDesk): Sender {
  return {
    keys: desk.keys,
    url: desk.world.endpoint.url,
    timeoutMs: desk.world.settings.acknowledgeMs,
    fetch: desk.fetch,
    now: desk.realNow,
  }
}

export interface Place {
  member: StoredMember
  channel: StoredChannel
}

/** The member and the channel of an action, when the one can see the other. */
export function placeOf(world: World, memberId: string, channelId: string): Outcome<Place> {
  const member = memberById(world, memberId)
  if (!member || member.bot) return notFound('member')
  const channel = channelById(world, channelId)
  if (!channel || !canSee(world, member, channel)) return notFound('channel')
  return { ok: true, value: { member, channel } }
}

/**
 * Sends an interaction, makes something of the answer, and writes both down. `judge` also says what was wrong with the
 * answer, if anything.
 */
export async function send<T>(
  desk: InteractionDesk,
  interaction: StoredInteraction,
  entry: Pick<InteractionEntry, 'kind' | 'name'>,
  payload: Record<string, unknown>,
  judge: (delivery: Delivery) => { value: T; failure: string | null },
): Promise<T> {
  const at = desk.world.clock.iso()
  const delivery = await deliver(senderOf(desk), payload)
  remember(desk.sent, interaction.id, delivery.sent)
  const { value, failure } = judge(delivery)
  desk.log.interaction({
    ...entry,
    at,
    interactionId: interaction.id,
    memberId: interaction.memberId,
    channelId: interaction.channelId,
    request: payload,
    status: delivery.status,
    response: delivery.body,
    durationMs: delivery.durationMs,
    failure,
  })
  return value
}

/** Sent interactions and open modals kept; the oldest go first. */
const KEEP = 200

export function remember<T>(map: Map<string, T>, id: string, value: T): void {
  map.set(id, value)
  const [oldest] = map.keys()
  if (map.size > KEEP && oldest !== undefined) map.delete(oldest)
}
