import { badBody, notFound, type Outcome } from '../control/refusal.ts'
import type { ActionAnswers, ActionBody } from '../protocol.ts'
import { INTERACTION, readAnswer } from './callback.ts'
import { type Delivery, deliver, post, type Sender, signedHeaders } from './delivery.ts'
import { generateKeys, signature } from './keys.ts'
import { type InteractionDesk, senderOf } from './service.ts'

/** Half an Ed25519 signature. */
const SHORT_HEX_CHARS = 64

export async function ping(desk: InteractionDesk): Promise<Outcome<ActionAnswers['/sim/interactions/ping']>> {
  const delivery = await deliver(senderOf(desk), pingPayload(desk))
  note(desk, 'ping', 'PING', pingPayload(desk), delivery, readFailure(delivery))
  return { ok: true, value: answerOf(delivery) }
}

/** Whether an endpoint answers a PING and refuses a forged one. */
export async function verifyEndpoint(desk: InteractionDesk, url: string): Promise<boolean> {
  const sender = { ...senderOf(desk), url }
  const good = await deliver(sender, pingPayload(desk))
  const body = JSON.stringify(pingPayload(desk))
  const forged = { ...signedHeaders(sender, body), 'x-signature-ed25519': '0'.repeat(128) }
  const bad = await post(sender, forged, body)
  return readFailure(good) === null && bad.status === 401
}

/** Sends what a test wants sent, signed as it wants. */
export async function raw(
  desk: InteractionDesk,
  request: ActionBody<'/sim/interactions/raw'>,
): Promise<Outcome<ActionAnswers['/sim/interactions/raw']>> {
  const sender = senderOf(desk)
  const earlier = request.replayOf === undefined ? null : desk.sent.get(request.replayOf)
  if (earlier === undefined) return notFound('sent interaction')
  if (earlier === null && request.body === undefined)
    return badBody('Either "body" or "replayOf" is required.')
  const sent = earlier ?? { headers: tamper(sender, request), body: request.body ?? '' }
  const delivery = await post(sender, sent.headers, sent.body)
  note(desk, 'raw', request.signature ?? (earlier ? 'replay' : 'valid'), sent.body, delivery, null)
  return { ok: true, value: answerOf(delivery) }
}

function tamper(sender: Sender, request: ActionBody<'/sim/interactions/raw'>): Record<string, string> {
  const body = request.body ?? ''
  const good = signedHeaders(sender, body, request.timestampShiftSeconds ?? 0)
  const timestamp = good['x-signature-timestamp'] ?? ''
  const real = good['x-signature-ed25519'] ?? ''
  const withSignature = (value: string) => ({ ...good, 'x-signature-ed25519': value })
  switch (request.signature ?? 'valid') {
    case 'valid':
      return good
    case 'missing': {
      const { 'x-signature-ed25519': _, ...rest } = good
      return rest
    }
    case 'empty':
      return withSignature('')
    case 'short':
      return withSignature(real.slice(0, SHORT_HEX_CHARS))
    case 'not_hex':
      return withSignature('z'.repeat(real.length))
    case 'wrong':
      return withSignature((real.startsWith('0') ? '1' : '0') + real.slice(1))
    case 'other_key':
      return withSignature(signature(generateKeys().privateKey, timestamp, body))
    case 'other_body':
      return withSignature(signature(sender.keys.privateKey, timestamp, `${body} `))
  }
}

function pingPayload(desk: InteractionDesk) {
  const id = desk.world.newId()
  const { applicationId } = desk.world
  return { id, application_id: applicationId, type: INTERACTION.PING, token: id, version: 1 }
}

function readFailure(delivery: Delivery): string | null {
  const read = readAnswer(INTERACTION.PING, delivery)
  return read.ok ? null : read.reason
}

function answerOf(delivery: Delivery) {
  return { status: delivery.status, body: delivery.body, durationMs: delivery.durationMs }
}

function note(
  desk: InteractionDesk,
  kind: 'ping' | 'raw',
  name: string,
  request: unknown,
  delivery: Delivery,
  failure: string | null,
): void {
  desk.log.interaction({
    at: desk.world.clock.iso(),
    interactionId: '',
    kind,
    memberId: null,
    channelId: null,
    name,
    request,
    status: delivery.status,
    response: delivery.body,
    durationMs: delivery.durationMs,
    failure: delivery.problem ?? failure,
  })
}
