import type {
  RESTPatchAPIGuildMemberJSONBody,
  RESTPostAPIChannelMessagesBulkDeleteJSONBody,
  RESTPutAPIGuildBanJSONBody,
} from 'discord-api-types/v10'
import * as z from 'zod'
import type { Rest } from './rest.ts'
import type { DiscordResult } from './result.ts'

/** Discord deletes 2 to 100 messages at once, none older than 14 days. */
export const BULK_DELETE_MAX = 100
export const BULK_DELETE_MAX_AGE_MS = 14 * 86_400_000
/** Discord's longest timeout, and the longest a ban reaches back into a member's messages. */
export const MAX_TIMEOUT_SECONDS = 28 * 86_400
const MAX_BAN_DELETE_SECONDS = 7 * 86_400
/** Most messages of one page of a search, and of one page of a channel's history. */
const SEARCH_PAGE = 25
const HISTORY_PAGE = 100
/** Answered with status 202 while the search index is being built. */
const INDEX_NOT_READY = 110000
const INDEX_RETRY_SECONDS = 5

const nothing = z.unknown().transform(() => null)
const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() })
const attachment = z.object({
  filename: z.string(),
  url: z.string(),
  size: z.number().catch(0),
  content_type: z.string().nullish(),
})
const footed = z.object({ footer: z.object({ text: z.string() }) })
const message = z
  .object({
    id: z.string(),
    channel_id: z.string(),
    content: z.string().catch(''),
    author: user,
    timestamp: z.string(),
    attachments: z.array(attachment).catch([]),
    embeds: z.array(z.unknown()).catch([]),
  })
  .transform(({ embeds, ...rest }) => {
    const first = footed.safeParse(embeds[0])
    return { ...rest, footer: first.success ? first.data.footer.text : null }
  })
const member = z.object({
  user: user.optional(),
  roles: z.array(z.string()),
  communication_disabled_until: z.string().nullish(),
})
const role = z.object({ id: z.string(), position: z.number(), permissions: z.string() })
const guild = z.object({ id: z.string(), owner_id: z.string(), roles: z.array(role) })
const self = z.object({ id: z.string() })
const channel = z.object({ id: z.string() })
const messages = z.array(message)
const searchPage = z.union([
  z
    .object({ total_results: z.number(), messages: z.array(z.array(message)) })
    .transform(({ messages }) => ({ isReady: true as const, messages: messages.flat() })),
  z
    .object({ code: z.literal(INDEX_NOT_READY), retry_after: z.number().catch(INDEX_RETRY_SECONDS) })
    .transform(({ retry_after }) => ({ isReady: false as const, retryAfterMs: retry_after * 1000 })),
])

export type ReadMessage = z.output<typeof message>
export type ReadMember = z.output<typeof member>
export type ReadGuild = z.output<typeof guild>
export type SearchPage = z.output<typeof searchPage>

/**
 * What moderating takes of Discord. Each act is idempotent: PUT, PATCH and DELETE by nature, so that it can be tried again
 * after an unknown outcome. `reason` goes to the guild's audit log.
 */
export function moderatingCalls(rest: Rest, guildId: string) {
  const members = `/guilds/${guildId}/members`
  const act = (
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    reason: string | undefined,
    body?: object,
  ): Promise<DiscordResult<null>> => rest({ method, path, body, reason, schema: nothing, repeatable: true })
  const read = <T>(path: string, schema: z.ZodType<T>): Promise<DiscordResult<T>> =>
    rest({ method: 'GET', path, schema, repeatable: true })
  const patchMember = (id: string, body: RESTPatchAPIGuildMemberJSONBody, reason: string) =>
    act('PATCH', `${members}/${id}`, reason, body)

  return {
    readMessage: (channelId: string, id: string) => read(`/channels/${channelId}/messages/${id}`, message),
    /** Up to 100 messages after a snowflake; the order is Discord's. */
    readAfter: (channelId: string, after: string) =>
      read(`/channels/${channelId}/messages?after=${after}&limit=${HISTORY_PAGE}`, messages),
    readSelf: () => read('/users/@me', self),
    readMember: (id: string) => read(`${members}/${id}`, member),
    /** The owner, and every role with its position and permissions. */
    readGuild: () => read(`/guilds/${guildId}`, guild),

    deleteMessage: (channelId: string, id: string, reason: string) =>
      act('DELETE', `/channels/${channelId}/messages/${id}`, reason),
    /** 2 to 100 messages, none older than 14 days; those that are gone already do no harm. */
    deleteMessages: (channelId: string, ids: string[], reason: string) => {
      const body: RESTPostAPIChannelMessagesBulkDeleteJSONBody = { messages: ids }
      return act('POST', `/channels/${channelId}/messages/bulk-delete`, reason, body)
    },
    /** `until` is in epoch milliseconds: the same call again does not lengthen it. */
    timeout: (id: string, until: number, reason: string) =>
      patchMember(id, { communication_disabled_until: new Date(until).toISOString() }, reason),
    liftTimeout: (id: string, reason: string) =>
      patchMember(id, { communication_disabled_until: null }, reason),
    ban: (id: string, deleteSeconds: number, reason: string) => {
      const body: RESTPutAPIGuildBanJSONBody = {
        delete_message_seconds: Math.min(deleteSeconds, MAX_BAN_DELETE_SECONDS),
      }
      return act('PUT', `/guilds/${guildId}/bans/${id}`, reason, body)
    },
    unban: (id: string, reason: string) => act('DELETE', `/guilds/${guildId}/bans/${id}`, reason),
    react: (channelId: string, id: string, emoji: string) =>
      act(
        'PUT',
        `/channels/${channelId}/messages/${id}/reactions/${encodeURIComponent(emoji)}/@me`,
        undefined,
      ),
    /** Takes Steward's own reaction away. */
    unreact: (channelId: string, id: string, emoji: string) =>
      act(
        'DELETE',
        `/channels/${channelId}/messages/${id}/reactions/${encodeURIComponent(emoji)}/@me`,
        undefined,
      ),
    /** Opens the direct channel with a member, or finds the one there is. */
    directChannel: (id: string) =>
      rest({
        method: 'POST',
        path: '/users/@me/channels',
        body: { recipient_id: id },
        schema: channel,
        repeatable: true,
      }),
    /** A member's newest messages since a snowflake. The index lags behind: an empty page proves little by itself. */
    searchByAuthor: (authorId: string, minId: string): Promise<DiscordResult<SearchPage>> =>
      read(
        `/guilds/${guildId}/messages/search?author_id=${authorId}&min_id=${minId}&sort_by=timestamp&limit=${SEARCH_PAGE}`,
        searchPage,
      ),
  }
}

export type ModeratingCalls = ReturnType<typeof moderatingCalls>
