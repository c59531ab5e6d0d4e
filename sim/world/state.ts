import * as z from 'zod'
import type { Component, Embed } from '../protocol.ts'

/** Everything the simulated Discord remembers; kept as one JSON file between runs. Times are ISO 8601 UTC. */

const wire = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null)

const overwrite = z.object({
  id: z.string(),
  /** 0 role, 1 member. */
  type: z.union([z.literal(0), z.literal(1)]),
  allow: z.string(),
  deny: z.string(),
})

const role = z.object({
  id: z.string(),
  name: z.string(),
  /** 0xrrggbb, 0 for none. */
  color: z.number(),
  permissions: z.string(),
  position: z.number(),
  hoist: z.boolean(),
  managed: z.boolean(),
  mentionable: z.boolean(),
})

const member = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  nick: z.string().nullable(),
  about: z.string(),
  hue: z.number(),
  bot: z.boolean(),
  online: z.boolean(),
  roleIds: z.array(z.string()),
  joinedAt: z.string(),
  timedOutUntil: z.string().nullable(),
  /** Kicked and banned people stay known, as authors of what they wrote. */
  inGuild: z.boolean(),
  banned: z.boolean(),
  /** Takes no direct messages from bots. */
  dmsClosed: z.boolean().default(false),
})

const threadPart = z.object({
  ownerId: z.string(),
  archived: z.boolean(),
  locked: z.boolean(),
  autoArchiveMinutes: z.number(),
  /** The message in the parent channel it was started from. */
  starterMessageId: z.string().nullable(),
  memberIds: z.array(z.string()),
  createdAt: z.string(),
  archiveChangedAt: z.string(),
})

const channel = z.object({
  id: z.string(),
  /** Discord's: 0 text, 1 DM, 4 category, 5 announcement, 10–12 threads, 15 forum. */
  type: z.number(),
  name: z.string(),
  topic: z.string().nullable(),
  purpose: z.string().nullable(),
  parentId: z.string().nullable(),
  position: z.number(),
  overwrites: z.array(overwrite),
  slowmodeSeconds: z.number(),
  /** Of a DM: the person on the other side. */
  recipientId: z.string().nullable(),
  thread: threadPart.nullable(),
  lastMessageId: z.string().nullable(),
})

const attachment = z.object({
  id: z.string(),
  filename: z.string(),
  contentType: z.string(),
  size: z.number(),
  url: z.string(),
})

const message = z.object({
  id: z.string(),
  channelId: z.string(),
  type: z.number(),
  authorId: z.string(),
  content: z.string(),
  embeds: z.array(wire<Embed>()),
  components: z.array(wire<Component>()),
  attachments: z.array(attachment),
  reactions: z.array(z.object({ emoji: z.string(), memberIds: z.array(z.string()) })),
  flags: z.number(),
  editedAt: z.string().nullable(),
  pinned: z.boolean(),
  reference: z.object({ messageId: z.string(), channelId: z.string() }).nullable(),
  threadId: z.string().nullable(),
  nonce: z.string().nullable(),
  /** Only this member sees it, and only their client holds it. */
  ephemeralTo: z.string().nullable(),
  state: z.enum(['sent', 'thinking', 'failed']),
  interaction: z
    .object({ id: z.string(), type: z.number(), memberId: z.string(), command: z.string().nullable() })
    .nullable(),
  pings: z.object({
    memberIds: z.array(z.string()),
    roleIds: z.array(z.string()),
    everyone: z.boolean(),
  }),
})

/** An interaction that was sent to Steward. */
const interaction = z.object({
  id: z.string(),
  token: z.string(),
  type: z.number(),
  createdAt: z.string(),
  channelId: z.string(),
  memberId: z.string(),
  command: z.string().nullable(),
  /** The message whose component was used. */
  sourceMessageId: z.string().nullable(),
  /** What `@original` stands for; null until acknowledged with a message. */
  originalMessageId: z.string().nullable(),
  acknowledged: z.boolean(),
})

const command = z.object({
  id: z.string(),
  guildId: z.string().nullable(),
  type: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  name: z.string(),
  version: z.string(),
  /** As declared. */
  declaration: z.record(z.string(), z.unknown()),
})

export const stateSchema = z.object({
  version: z.literal(1),
  guild: z.object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    ownerId: z.string(),
    systemChannelId: z.string(),
  }),
  botUserId: z.string(),
  roles: z.array(role),
  members: z.array(member),
  channels: z.array(channel),
  /** By channel id, oldest first. */
  messages: z.record(z.string(), z.array(message)),
  interactions: z.array(interaction),
  commands: z.array(command),
})

export type State = z.infer<typeof stateSchema>
export type StoredRole = z.infer<typeof role>
export type StoredMember = z.infer<typeof member>
export type StoredChannel = z.infer<typeof channel>
export type StoredMessage = z.infer<typeof message>
export type StoredInteraction = z.infer<typeof interaction>
export type StoredCommand = z.infer<typeof command>
export type Overwrite = z.infer<typeof overwrite>
