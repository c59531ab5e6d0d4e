import * as z from 'zod'
import { compareSnowflakes, snowflakeTime } from '../../snowflake.ts'
import {
  ANNOUNCEMENT_CHANNEL,
  CATEGORY,
  FORUM_CHANNEL,
  memberById,
  messageById,
} from '../../world/lookups.ts'
import {
  changeMessage,
  MESSAGE_FLAG,
  postMessage,
  publicMessages,
  removeMessage,
} from '../../world/messages.ts'
import { may, maySend } from '../../world/permissions.ts'
import type { StoredChannel, StoredMessage } from '../../world/state.ts'
import type { World } from '../../world/world.ts'
import { composeEdit, composeMessage } from '../compose.ts'
import { messagePayload } from '../message-payload.ts'
import { type FieldProblem, invalidForm, NO_CONTENT, ok, type Reply, refuse } from '../reply.ts'
import { route } from '../route.ts'
import { snowflake } from '../schemas/basics.ts'
import { createMessage } from '../schemas/message.ts'

/** How long a nonce is remembered; Discord says "the past few minutes". */
const NONCE_MS = 5 * 60_000
const BULK_DELETE_MAX_AGE_MS = 14 * 86_400_000

const MAX_FILES = 10
const TOO_MANY_FILES: FieldProblem = {
  path: ['files'],
  code: 'BASE_TYPE_MAX_LENGTH',
  message: `Must be ${MAX_FILES} or fewer in length.`,
}

const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).exactOptional(),
  before: snowflake.exactOptional(),
  after: snowflake.exactOptional(),
  around: snowflake.exactOptional(),
})

/** A message everybody can read; ephemeral ones exist for their interaction's token only. */
export function publicMessage(world: World, channel: StoredChannel, id: string): StoredMessage | undefined {
  const message = messageById(world, channel.id, id)
  return message?.ephemeralTo === null ? message : undefined
}

export const messageRoutes = [
  route({
    method: 'GET',
    path: '/channels/{channel}/messages',
    limit: [50, 1],
    query: page,
    handle: ({ world, bot, channel, query }) => {
      if (channel.type === CATEGORY || channel.type === FORUM_CHANNEL) return refuse(50008)
      // Discord answers so: no error tells that the history may not be read.
      if (!may(world, bot, channel, 'READ_MESSAGE_HISTORY')) return ok([])
      return ok(
        pageOf(publicMessages(world, channel.id), query).map((message) => messagePayload(world, message)),
      )
    },
  }),
  route({
    method: 'GET',
    path: '/channels/{channel}/messages/{message}',
    needs: ['READ_MESSAGE_HISTORY'],
    limit: [50, 1],
    handle: ({ world, channel, params }) => {
      const message = publicMessage(world, channel, params.message)
      return message ? ok(messagePayload(world, message)) : refuse(10008)
    },
  }),
  route({
    method: 'POST',
    path: '/channels/{channel}/messages',
    limit: [5, 5],
    takesFiles: true,
    body: createMessage,
    handle: ({ world, bot, channel, body, files }) => {
      if (channel.type === CATEGORY) return refuse(50008)
      if (channel.type === FORUM_CHANNEL) return refuse(40058)
      if (!takesDirectMessages(world, channel)) return refuse(50007)
      if (!maySend(world, bot, channel)) return refuse(50013)
      if (channel.thread?.locked && !may(world, bot, channel, 'MANAGE_THREADS')) return refuse(160005)
      if (body.embeds?.length && !may(world, bot, channel, 'EMBED_LINKS')) return refuse(50013)
      const earlier =
        body.enforce_nonce && body.nonce ? withNonce(world, channel, bot.id, body.nonce) : undefined
      if (earlier) return ok(messagePayload(world, earlier))
      if (files.length > MAX_FILES) return invalidForm([TOO_MANY_FILES])
      if (files.length > 0 && !may(world, bot, channel, 'ATTACH_FILES')) return refuse(50013)
      const draft = composeMessage(world, bot, channel, body, files)
      return draft.ok ? ok(messagePayload(world, postMessage(world, draft.value))) : draft.reply
    },
  }),
  route({
    method: 'PATCH',
    path: '/channels/{channel}/messages/{message}',
    wakeful: true,
    limit: [5, 5],
    body: z.unknown(),
    handle: ({ world, bot, channel, params, body }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      if (message.authorId !== bot.id)
        return suppressOnly(world, message, body, may(world, bot, channel, 'MANAGE_MESSAGES'))
      const edit = composeEdit(message, body)
      if (!edit.ok) return edit.reply
      return ok(
        messagePayload(world, changeMessage(world, message, { ...edit.value, editedAt: world.clock.iso() })),
      )
    },
  }),
  route({
    method: 'POST',
    path: '/channels/{channel}/messages/bulk-delete',
    needs: ['MANAGE_MESSAGES'],
    limit: [1, 1],
    body: z.strictObject({ messages: z.array(snowflake) }),
    handle: ({ world, channel, body }) => {
      const ids = [...new Set(body.messages)]
      if (ids.length < 2 || ids.length > 100) return refuse(50016)
      if (ids.some((id) => world.clock.now() - snowflakeTime(id) > BULK_DELETE_MAX_AGE_MS))
        return refuse(50034)
      for (const id of ids) {
        const message = publicMessage(world, channel, id)
        if (message) removeMessage(world, message)
      }
      return NO_CONTENT
    },
  }),
  route({
    method: 'DELETE',
    path: '/channels/{channel}/messages/{message}',
    wakeful: true,
    limit: [5, 1],
    handle: ({ world, bot, channel, params }) => {
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      if (message.authorId !== bot.id && !may(world, bot, channel, 'MANAGE_MESSAGES')) return refuse(50013)
      removeMessage(world, message)
      return NO_CONTENT
    },
  }),
  route({
    method: 'POST',
    path: '/channels/{channel}/messages/{message}/crosspost',
    limit: [10, 3600],
    handle: ({ world, bot, channel, params }) => {
      if (channel.type !== ANNOUNCEMENT_CHANNEL) return refuse(50024)
      const message = publicMessage(world, channel, params.message)
      if (!message) return refuse(10008)
      if (message.authorId !== bot.id && !may(world, bot, channel, 'MANAGE_MESSAGES')) return refuse(50013)
      if (message.flags & MESSAGE_FLAG.CROSSPOSTED) return refuse(40033)
      const flags = message.flags | MESSAGE_FLAG.CROSSPOSTED
      return ok(messagePayload(world, changeMessage(world, message, { flags })))
    },
  }),
]

/** Of a DM: the person shares the guild with the bot and has not closed their direct messages. */
function takesDirectMessages(world: World, channel: StoredChannel): boolean {
  if (channel.recipientId === null) return true
  const recipient = memberById(world, channel.recipientId)
  return recipient !== undefined && !recipient.dmsClosed
}

function withNonce(world: World, channel: StoredChannel, authorId: string, nonce: string) {
  return publicMessages(world, channel.id).findLast(
    (message) =>
      message.nonce === nonce &&
      message.authorId === authorId &&
      world.clock.now() - snowflakeTime(message.id) < NONCE_MS,
  )
}

/** Of others' messages a bot can change one thing: whether their previews show. */
function suppressOnly(world: World, message: StoredMessage, body: unknown, allowed: boolean): Reply {
  const only = z.strictObject({ flags: z.int() }).safeParse(body)
  if (!only.success) return refuse(50005)
  if (!allowed) return refuse(50013)
  const suppressed = only.data.flags & MESSAGE_FLAG.SUPPRESS_EMBEDS
  const flags = (message.flags & ~MESSAGE_FLAG.SUPPRESS_EMBEDS) | suppressed
  return ok(messagePayload(world, changeMessage(world, message, { flags })))
}

/** Newest first, as Discord lists them; `after` takes the ones that follow it directly. */
function pageOf(messages: StoredMessage[], query: z.infer<typeof page>): StoredMessage[] {
  const limit = query.limit ?? 50
  const { before, after, around } = query
  if (after !== undefined) {
    return messages
      .filter((message) => compareSnowflakes(message.id, after) > 0)
      .slice(0, limit)
      .reverse()
  }
  if (around !== undefined) {
    const index = messages.findIndex((message) => compareSnowflakes(message.id, around) >= 0)
    const start = Math.max(0, (index === -1 ? messages.length : index) - Math.floor(limit / 2))
    return messages.slice(start, start + limit).reverse()
  }
  const older =
    before === undefined ? messages : messages.filter((one) => compareSnowflakes(one.id, before) < 0)
  return older.slice(-limit).reverse()
}
