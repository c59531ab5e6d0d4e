import * as z from 'zod'
import { personById } from '../../world/lookups.ts'
import { changeMessage, react } from '../../world/messages.ts'
import { may } from '../../world/permissions.ts'
import { userPayload } from '../payloads.ts'
import { type FieldProblem, invalidForm, NO_CONTENT, ok, refuse } from '../reply.ts'
import { route } from '../route.ts'
import { publicMessage } from './messages.ts'

/** One reaction in a quarter of a second, the tightest limit Discord has. */
const REACTION_LIMIT = [1, 0.25] as const
const EMOJI = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}|[#*0-9]\u{FE0F}?\u{20E3})$/v

const UNKNOWN_EMOJI: FieldProblem = { path: ['emoji'], code: 'UNKNOWN_EMOJI', message: 'Unknown Emoji' }

export const reactionRoutes = [
  route({
    method: 'PUT',
    path: '/channels/{channel}/messages/{message}/reactions/{emoji}/@me',
    needs: ['READ_MESSAGE_HISTORY'],
    wakeful: true,
    limit: REACTION_LIMIT,
    handle: ({ world, bot, channel, params }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      if (!EMOJI.test(params.emoji)) return invalidForm([UNKNOWN_EMOJI])
      const isNew = !message.reactions.some((reaction) => reaction.emoji === params.emoji)
      if (isNew && !may(world, bot, channel, 'ADD_REACTIONS')) return refuse(50013)
      react(world, message, params.emoji, bot.id, true)
      return NO_CONTENT
    },
  }),
  route({
    method: 'DELETE',
    path: '/channels/{channel}/messages/{message}/reactions/{emoji}/@me',
    wakeful: true,
    limit: REACTION_LIMIT,
    handle: ({ world, bot, channel, params }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      react(world, message, params.emoji, bot.id, false)
      return NO_CONTENT
    },
  }),
  route({
    method: 'DELETE',
    path: '/channels/{channel}/messages/{message}/reactions/{emoji}/{user}',
    needs: ['MANAGE_MESSAGES'],
    wakeful: true,
    limit: REACTION_LIMIT,
    handle: ({ world, channel, params }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      react(world, message, params.emoji, params.user, false)
      return NO_CONTENT
    },
  }),
  route({
    method: 'GET',
    path: '/channels/{channel}/messages/{message}/reactions/{emoji}',
    limit: [50, 1],
    query: z.strictObject({
      type: z.coerce.number().int().exactOptional(),
      limit: z.coerce.number().int().min(1).max(100).exactOptional(),
      after: z.string().exactOptional(),
    }),
    handle: ({ world, channel, params, query }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      const ids = message.reactions.find((reaction) => reaction.emoji === params.emoji)?.memberIds ?? []
      const people = ids
        .filter((id) => query.after === undefined || BigInt(id) > BigInt(query.after))
        .flatMap((id) => personById(world, id) ?? [])
      return ok(people.slice(0, query.limit ?? 25).map(userPayload))
    },
  }),
  route({
    method: 'DELETE',
    path: '/channels/{channel}/messages/{message}/reactions',
    needs: ['MANAGE_MESSAGES'],
    wakeful: true,
    limit: REACTION_LIMIT,
    handle: ({ world, channel, params }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      changeMessage(world, message, { reactions: [] })
      return NO_CONTENT
    },
  }),
]
