import * as z from 'zod'
import { directChannel } from '../../seed.ts'
import { DM_CHANNEL, memberById, personById } from '../../world/lookups.ts'
import type { World } from '../../world/world.ts'
import { channelPayload, ownGuildPayload, userPayload } from '../payloads.ts'
import { invalidForm, ok, refuse } from '../reply.ts'
import { route } from '../route.ts'
import { link, snowflake, text } from '../schemas/basics.ts'

/** Bits of an application's flags: the intents it was granted, for fewer than a hundred servers. */
const MEMBERS_INTENT = 1 << 15
const MESSAGE_CONTENT_INTENT = 1 << 19
const READ = [10, 1] as const

export const applicationRoutes = [
  route({
    method: 'GET',
    path: '/applications/@me',
    limit: READ,
    handle: ({ world }) => ok(applicationPayload(world)),
  }),
  route({
    method: 'PATCH',
    path: '/applications/@me',
    limit: [5, 5],
    body: z.strictObject({
      description: text({ max: 400 }).exactOptional(),
      interactions_endpoint_url: link('http', 'https').nullable().exactOptional(),
      flags: z.int().exactOptional(),
    }),
    handle: async ({ world, body }) => {
      // Discord tries the endpoint first, with a good and a bad signature.
      const url = body.interactions_endpoint_url
      if (url != null && !(await world.endpoint.verify(url))) {
        const message = 'The specified interactions endpoint url could not be verified.'
        return invalidForm([
          {
            path: ['interactions_endpoint_url'],
            code: 'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID',
            message,
          },
        ])
      }
      if (url != null) world.endpoint.url = url
      return ok(applicationPayload(world))
    },
  }),
  route({
    method: 'GET',
    path: '/users/@me',
    limit: READ,
    handle: ({ bot }) => ok({ ...userPayload(bot), mfa_enabled: true, locale: 'en-US', verified: true }),
  }),
  route({
    method: 'GET',
    path: '/users/@me/guilds',
    limit: READ,
    query: z.strictObject({ limit: z.string().exactOptional(), after: z.string().exactOptional() }),
    handle: ({ world }) => ok([ownGuildPayload(world)]),
  }),
  route({
    method: 'POST',
    path: '/users/@me/channels',
    limit: [5, 5],
    body: z.strictObject({ recipient_id: snowflake }),
    handle: ({ world, body }) => {
      const recipient = memberById(world, body.recipient_id)
      if (!recipient) return refuse(personById(world, body.recipient_id) ? 50007 : 10013)
      if (recipient.bot) return refuse(50007)
      const existing = world.state.channels.find(
        (one) => one.type === DM_CHANNEL && one.recipientId === recipient.id,
      )
      const channel = existing ?? directChannel(recipient)
      if (!existing) world.state.channels.push(channel)
      return ok(channelPayload(world, channel))
    },
  }),
  route({
    method: 'GET',
    path: '/users/{user}',
    limit: READ,
    handle: ({ world, params }) => {
      const person = personById(world, params.user)
      return person ? ok(userPayload(person)) : refuse(10013)
    },
  }),
]

function applicationPayload(world: World) {
  const { settings } = world
  return {
    id: world.applicationId,
    name: 'Steward',
    icon: null,
    description: '',
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: world.endpoint.publicKey,
    interactions_endpoint_url: world.endpoint.url,
    flags:
      (settings.guildMembersIntent ? MEMBERS_INTENT : 0) |
      (settings.messageContentIntent ? MESSAGE_CONTENT_INTENT : 0),
    approximate_guild_count: 1,
  }
}
