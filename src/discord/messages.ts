import type {
  APIEmbed,
  APIMessageTopLevelComponent,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10'
import * as z from 'zod'
import type { Rest, UploadedFile } from './rest.ts'
import type { DiscordResult } from './result.ts'

/** What a message shows. */
export interface MessageParts {
  content?: string
  embeds?: APIEmbed[]
  components?: APIMessageTopLevelComponent[]
}

/** Where an interaction's reply and follow-ups go; the token is good for 15 minutes. */
export interface InteractionHandle {
  applicationId: string
  token: string
}

const withId = z.object({ id: z.string(), channel_id: z.string() })
const channelId = z.object({ id: z.string() })

export type PostedMessage = z.output<typeof withId>

/** Nobody is ever pinged by what a member, a document or a model wrote. */
const NO_MENTIONS = { parse: [] }
/** Message flag SUPPRESS_EMBEDS: links in an answer unfold no previews. */
export const SUPPRESS_EMBEDS = 1 << 2
/** Message flag EPHEMERAL: only the person who acted sees it. */
export const EPHEMERAL = 1 << 6
/** Minutes until an idle thread is archived: one day. */
const THREAD_ARCHIVE_MINUTES = 1440
const MAX_THREAD_NAME_CHARS = 100

/** The few calls on messages that Steward makes. Each is one effect; see `Rest` for what is tried again. */
export function messageCalls(rest: Rest) {
  return {
    /** Edits the reply to an interaction. */
    editOriginal: (
      { applicationId, token }: InteractionHandle,
      parts: MessageParts,
    ): Promise<DiscordResult<PostedMessage>> =>
      rest({
        method: 'PATCH',
        path: `/webhooks/${applicationId}/${token}/messages/@original`,
        body: { ...parts, allowed_mentions: NO_MENTIONS },
        schema: withId,
        repeatable: true,
        anonymous: true,
      }),

    /** Posts a further reply to an interaction. Discord takes no nonce here: it is never repeated after an unknown outcome. */
    followUp: (
      { applicationId, token }: InteractionHandle,
      parts: MessageParts,
      { ephemeral, files }: { ephemeral: boolean; files?: readonly UploadedFile[] },
    ): Promise<DiscordResult<PostedMessage>> =>
      rest({
        method: 'POST',
        path: `/webhooks/${applicationId}/${token}`,
        body: { ...parts, allowed_mentions: NO_MENTIONS, flags: ephemeral ? EPHEMERAL : 0 },
        files,
        schema: withId,
        repeatable: false,
        anonymous: true,
      }),

    /** Posts a message; the same nonce within a few minutes gives the message that is already there. */
    createMessage: (
      channel: string,
      parts: MessageParts,
      {
        nonce,
        replyTo,
        files,
        mentionRoles = [],
      }: {
        nonce: string
        replyTo?: string | undefined
        files?: readonly UploadedFile[] | undefined
        /** Roles that are pinged where the content mentions them; nobody else ever is. */
        mentionRoles?: readonly string[] | undefined
      },
    ): Promise<DiscordResult<PostedMessage>> => {
      const body: RESTPostAPIChannelMessageJSONBody = {
        ...parts,
        allowed_mentions: mentionRoles.length > 0 ? { parse: [], roles: [...mentionRoles] } : NO_MENTIONS,
        nonce,
        enforce_nonce: true,
        ...(replyTo && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
      }
      return rest({
        method: 'POST',
        path: `/channels/${channel}/messages`,
        body,
        files,
        schema: withId,
        repeatable: true,
      })
    },

    editMessage: (
      channel: string,
      message: string,
      parts: MessageParts,
    ): Promise<DiscordResult<PostedMessage>> =>
      rest({
        method: 'PATCH',
        path: `/channels/${channel}/messages/${message}`,
        body: { ...parts, allowed_mentions: NO_MENTIONS },
        schema: withId,
        repeatable: true,
      }),

    /** Starts a public thread from a message; its id is the message's. A thread that is there already is refused (160004). */
    startThread: (channel: string, message: string, name: string): Promise<DiscordResult<{ id: string }>> =>
      rest({
        method: 'POST',
        path: `/channels/${channel}/messages/${message}/threads`,
        body: { name: name.slice(0, MAX_THREAD_NAME_CHARS), auto_archive_duration: THREAD_ARCHIVE_MINUTES },
        schema: channelId,
        repeatable: true,
      }),
  }
}

export type MessageCalls = ReturnType<typeof messageCalls>
