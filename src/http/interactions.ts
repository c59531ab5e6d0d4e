import { InteractionResponseType, InteractionType } from 'discord-interactions'
import { dispatch } from '../discord/dispatch.ts'
import { type ActingInteraction, interactionSchema } from '../discord/interaction.ts'
import type { Registry } from '../discord/registry.ts'
import { privately, type Reply, responseBody } from '../discord/reply.ts'
import { isAuthentic, signedHeaders } from '../discord/signature.ts'
import { readBounded } from './body.ts'
import { parseJson } from './json.ts'
import type { Log } from './log.ts'

/**
 * Discord's largest interactions carry a message with ten embeds of 6,000 characters in all, a component tree and
 * attachments' metadata: some 100 KiB in the worst case.
 */
export const MAX_BODY_BYTES = 256 * 1024

export interface InteractionsRoute<Deps> {
  registry: Registry<Deps>
  deps: Deps
  key: CryptoKey
  guildId: string
  now: () => number
  log: Log
}

/**
 * `POST /interactions`, checked in this order: size, headers, age, signature, JSON, schema. Whatever comes, the answer is
 * a 200 that Discord shows, or a 4xx; a bug in a handler is a sentence with an id, and a log line with the same id.
 */
export async function handleInteraction<Deps>(
  request: Request,
  route: InteractionsRoute<Deps>,
): Promise<Response> {
  const body = await readBounded(request, MAX_BODY_BYTES)
  if (!body) return refusal(413, `a body is at most ${MAX_BODY_BYTES} bytes`)
  const signed = signedHeaders(request.headers, route.now())
  if (!signed || !(await isAuthentic(body, signed, route.key)))
    return refusal(401, 'invalid request signature')
  const parsed = interactionSchema.safeParse(parseJson(body))
  if (!parsed.success) {
    route.log('interaction_malformed', { problem: parsed.error.issues[0]?.path.join('.') ?? '' })
    return refusal(400, 'not an interaction that is known here')
  }
  const interaction = parsed.data
  if (interaction.type === InteractionType.PING) return Response.json({ type: InteractionResponseType.PONG })
  return Response.json(responseBody(await answer(interaction, route)))
}

async function answer<Deps>(interaction: ActingInteraction, route: InteractionsRoute<Deps>): Promise<Reply> {
  const { registry, deps, guildId, log } = route
  try {
    const { reply, oddity, name } = await dispatch(interaction, registry, deps, guildId)
    if (oddity) log('interaction_refused', { oddity, name, interaction: interaction.id })
    return reply
  } catch (error) {
    // A bug: what it says is for the operator, never for the member.
    log('interaction_failed', {
      interaction: interaction.id,
      error: error instanceof Error ? error.stack : String(error),
    })
    if (interaction.type === InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE)
      return { kind: 'choices', choices: [] }
    return privately(
      `Something went wrong on my side. Please try again; if it stays, tell a moderator the number ${interaction.id}.`,
    )
  }
}

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status })
}
