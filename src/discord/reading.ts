import * as z from 'zod'
import { idText, type MessageJson, messageJson } from './message-json.ts'
import type { Rest } from './rest.ts'
import type { DiscordResult } from './result.ts'
import { compareIds } from './snowflake.ts'

/** Discord's largest page of messages. */
export const PAGE_MESSAGES = 100

const bits = z.string().regex(/^\d+$/).transform(BigInt).catch(0n)

const channel = z.object({
  id: idText,
  type: z.number(),
  name: z.string().nullish(),
  parent_id: z.string().nullish(),
  owner_id: z.string().nullish(),
  last_message_id: idText.nullish().catch(null),
  permission_overwrites: z
    .array(z.object({ id: z.string(), type: z.number(), allow: bits, deny: bits }))
    .nullish()
    .catch(null),
})
const role = z.object({
  id: z.string(),
  name: z.string(),
  permissions: bits,
  position: z.number().catch(0),
  managed: z.boolean().catch(false),
})
const member = z.object({
  user: z.object({ username: z.string(), global_name: z.string().nullish() }).nullish().catch(null),
  nick: z.string().nullish(),
  joined_at: z.string().nullish(),
  roles: z.array(z.string()),
})
const channels = z.array(channel)
const threads = z.object({ threads: channels })
const guildJson = z.object({
  owner_id: z.string(),
  roles: z.array(role),
  system_channel_id: z.string().nullish().catch(null),
  system_channel_flags: z.number().nullish().catch(null),
})
const page = z.array(z.union([messageJson, z.object({ id: idText }).transform(({ id }) => ({ id }))]))

export type ChannelJson = z.output<typeof channel>
export type RoleJson = z.output<typeof role>
export type GuildJson = z.output<typeof guildJson>
export type MemberJson = z.output<typeof member>

/** A page of messages, oldest first. */
export interface MessagePage {
  messages: MessageJson[]
  /** Every message's id, those that could not be understood among them, oldest first. */
  ids: string[]
}

/** The few things Steward reads. All of it is a plain GET and may be tried again. */
export function readingCalls(rest: Rest) {
  const get = <T>(path: string, schema: z.ZodType<T>) =>
    rest({ method: 'GET', path, schema, repeatable: true })

  const readPage = async (path: string): Promise<DiscordResult<MessagePage>> => {
    const result = await get(path, page)
    if (!result.ok) return result
    const messages = result.value.toSorted((a, b) => compareIds(a.id, b.id))
    return {
      ok: true,
      value: {
        ids: messages.map(({ id }) => id),
        messages: messages.flatMap((message) => ('author' in message ? [message] : [])),
      },
    }
  }

  return {
    /** One channel or thread. */
    channel: (id: string): Promise<DiscordResult<ChannelJson>> => get(`/channels/${id}`, channel),

    /** Every channel of the guild but threads, whether Steward can see it or not. */
    channels: (guildId: string): Promise<DiscordResult<ChannelJson[]>> =>
      get(`/guilds/${guildId}/channels`, channels),

    /** Threads that are not archived, of the channels that Steward can see. */
    activeThreads: async (guildId: string): Promise<DiscordResult<ChannelJson[]>> => {
      const result = await get(`/guilds/${guildId}/threads/active`, threads)
      return result.ok ? { ok: true, value: result.value.threads } : result
    },

    /** Roles, owner and where Discord says who joined, in one request. */
    guild: (guildId: string): Promise<DiscordResult<GuildJson>> => get(`/guilds/${guildId}`, guildJson),

    /** Refused with 404 when the user is no member (any more). */
    member: (guildId: string, user: string): Promise<DiscordResult<MemberJson>> =>
      get(`/guilds/${guildId}/members/${user}`, member),

    /** Refused with 404 when there is none. */
    message: (channelId: string, id: string): Promise<DiscordResult<MessageJson>> =>
      get(`/channels/${channelId}/messages/${id}`, messageJson),

    /** The messages that follow an id, at most 100, those next to the id first to be given. */
    messagesAfter: (channelId: string, after: string) =>
      readPage(`/channels/${channelId}/messages?limit=${PAGE_MESSAGES}&after=${after}`),

    /** A channel's newest messages, at most 100. */
    latestMessages: (channelId: string) => readPage(`/channels/${channelId}/messages?limit=${PAGE_MESSAGES}`),
  }
}

export type ReadingCalls = ReturnType<typeof readingCalls>
