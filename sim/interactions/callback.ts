import * as z from 'zod'
import { text } from '../discord/schemas/basics.ts'
import { webhookMessage } from '../discord/schemas/message.ts'
import { modal } from '../discord/schemas/modal.ts'
import { type Parsed, parseForm } from '../discord/validation.ts'
import { MESSAGE_FLAG } from '../world/messages.ts'
import type { Delivery } from './delivery.ts'

/** Interaction types, and the answer types that Discord takes for each. */
export const INTERACTION = { PING: 1, COMMAND: 2, COMPONENT: 3, AUTOCOMPLETE: 4, MODAL: 5 } as const

const deferral = z
  .strictObject({
    flags: z
      .int()
      .refine((flags) => (flags & ~(MESSAGE_FLAG.EPHEMERAL | MESSAGE_FLAG.COMPONENTS_V2)) === 0)
      .exactOptional(),
  })
  .exactOptional()

const choices = z.strictObject({
  choices: z
    .array(
      z.strictObject({
        name: text({ min: 1, max: 100 }),
        name_localizations: z.record(z.string(), z.string()).nullable().exactOptional(),
        value: z.union([text({ min: 1, max: 100 }), z.number()]),
      }),
    )
    .max(25),
})

const pong = z.strictObject({ type: z.literal(1) })
const reply = z.strictObject({ type: z.literal(4), data: webhookMessage })
const deferred = z.strictObject({ type: z.literal(5), data: deferral })
const deferredUpdate = z.strictObject({ type: z.literal(6) })
/** Its data is an edit of the message that carries the component; checked against that message later. */
const update = z.strictObject({ type: z.literal(7), data: z.record(z.string(), z.unknown()).exactOptional() })
const autocomplete = z.strictObject({ type: z.literal(8), data: choices })
const openModal = z.strictObject({ type: z.literal(9), data: modal })

const toCommand = z.discriminatedUnion('type', [reply, deferred, openModal])
const toComponent = z.discriminatedUnion('type', [reply, deferred, deferredUpdate, update, openModal])
const toModal = z.discriminatedUnion('type', [reply, deferred, deferredUpdate, update])

interface AnswerTypes {
  [INTERACTION.PING]: z.infer<typeof pong>
  [INTERACTION.COMMAND]: z.infer<typeof toCommand>
  [INTERACTION.COMPONENT]: z.infer<typeof toComponent>
  [INTERACTION.AUTOCOMPLETE]: z.infer<typeof autocomplete>
  [INTERACTION.MODAL]: z.infer<typeof toModal>
}

const ANSWERS: { [T in keyof AnswerTypes]: z.ZodType<AnswerTypes[T]> } = {
  [INTERACTION.PING]: pong,
  [INTERACTION.COMMAND]: toCommand,
  [INTERACTION.COMPONENT]: toComponent,
  [INTERACTION.AUTOCOMPLETE]: autocomplete,
  [INTERACTION.MODAL]: toModal,
}

export type Answer<T extends keyof AnswerTypes> = AnswerTypes[T]

/** Checks an answer against what Discord takes for that kind of interaction. */
export function parseAnswer<T extends keyof AnswerTypes>(type: T, body: unknown): Parsed<Answer<T>> {
  return parseForm(ANSWERS[type], body)
}

/** Reads what Steward answered as Discord would; the reason is for the developer, members see one sentence. */
export function readAnswer<T extends keyof AnswerTypes>(
  type: T,
  delivery: Delivery,
): { ok: true; answer: Answer<T> } | { ok: false; reason: string } {
  if (delivery.problem !== null) return { ok: false, reason: delivery.problem }
  if (delivery.status !== 200) return { ok: false, reason: `status ${delivery.status} instead of 200` }
  if (typeof delivery.body !== 'object') return { ok: false, reason: 'the body is not JSON' }
  const parsed = parseAnswer(type, delivery.body)
  return parsed.ok
    ? { ok: true, answer: parsed.value }
    : { ok: false, reason: `an answer that Discord refuses: ${JSON.stringify(parsed.reply.body)}` }
}
