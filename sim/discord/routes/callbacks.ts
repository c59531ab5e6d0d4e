import * as z from 'zod'
import { INTERACTION, parseAnswer } from '../../interactions/callback.ts'
import { applyAnswer } from '../../interactions/effects.ts'
import { channelById, interactionByToken } from '../../world/lookups.ts'
import { invalidForm, NO_CONTENT, refuse } from '../reply.ts'
import { route } from '../route.ts'

/**
 * The other way to answer: Steward leaves its HTTP answer empty (202) and posts here. Of the answers only those that
 * show or change a message are known here.
 */
export const callbackRoutes = [
  route({
    method: 'POST',
    path: '/interactions/{interaction}/{token}/callback',
    anonymous: true,
    limit: [50, 1],
    query: z.strictObject({ with_response: z.literal('false').exactOptional() }),
    body: z.unknown(),
    handle: ({ world, params, body }) => {
      const interaction = interactionByToken(world, params.token)
      const channel = interaction && channelById(world, interaction.channelId)
      if (interaction?.id !== params.interaction || !channel) return refuse(10062)
      if (interaction.acknowledged) return refuse(40060)
      const age = world.clock.now() - Date.parse(interaction.createdAt)
      if (age > world.settings.acknowledgeMs) return refuse(10062)
      const { type } = interaction
      if (type !== INTERACTION.COMMAND && type !== INTERACTION.COMPONENT && type !== INTERACTION.MODAL) {
        return refuse(10062)
      }
      const parsed = parseAnswer(type, body)
      if (!parsed.ok) return parsed.reply
      if (parsed.value.type === 9) return invalidForm([NO_MODAL])
      const effect = applyAnswer(world, interaction, channel, parsed.value)
      return effect.ok
        ? NO_CONTENT
        : invalidForm([{ path: ['data'], code: 'BASE_TYPE_INVALID', message: effect.reason }])
    },
  }),
]

const NO_MODAL = {
  path: ['type'],
  code: 'BASE_TYPE_CHOICES',
  message: 'The simulator opens modals in HTTP answers only.',
}
