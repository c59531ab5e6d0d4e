/**
 * The simulator's control API: what the web console and the end-to-end tests see and do.
 * Everything is JSON under `/sim/`. Reads are GET with `?as=<memberId>`; actions are POST with a body that fits the
 * schema named here. A refused action answers 4xx with `{ error: ControlError }`.
 *
 * | read                                                        | answer                                   |
 * |-------------------------------------------------------------|------------------------------------------|
 * | GET /sim/snapshot?as=<member>                               | Snapshot                                 |
 * | GET /sim/events?as=<member>                                 | text/event-stream of SimEvent            |
 * | GET /sim/channels/<id>/messages?as=<member>&before=<id>     | { messages: Message[] }, oldest first, 50 |
 * | GET /sim/channels/<id>/messages/<message>?as=<member>       | { message: Message }                     |
 * | GET /sim/requests?since=<sequence>                          | { requests: RequestEntry[] }             |
 * | GET /sim/interactions?since=<sequence>                      | { interactions: InteractionEntry[] }     |
 * | GET /sim/faults                                             | { faults: Fault[] }                      |
 * | GET /sim/status                                             | Status                                   |
 * | GET /sim/scenarios                                          | ScenarioList                             |
 * | GET /sim/scenarios/posts                                    | { posts: ScenarioPost[] } of the last run |
 * | GET /sim/cases                                              | { moderation: Moderation | null }        |
 * | GET /sim/members/<id>/direct                                | { messages: Message[] }, the newest 20    |
 *
 * The actions, with their bodies and answers, stand in `ACTIONS` and `ActionAnswers` at the end.
 * Ids are snowflakes (decimal strings), times ISO 8601 UTC, permissions decimal bit sets as Discord writes them.
 */
import * as z from 'zod'
import { type DeliveryView, githubAction } from './github/action-schema.ts'

// ── The community, as one member sees it ──────────────────────────────────────────────────────────────────────────

export interface Snapshot {
  /** The member whose eyes these are. */
  viewerId: string
  /** The simulator's clock, which `/sim/clock` can move. */
  now: string
  guild: Guild
  /** Steward itself. `userId` authors its messages and stands among the members. */
  bot: {
    userId: string
    applicationId: string
    name: string
    /** It reads the channels and moderates, as far as whoever started the simulator has said. */
    isWatching: boolean
  }
  /** Highest first. */
  roles: Role[]
  /** Everybody, Steward included. */
  members: Member[]
  /** Who was banned; they are no members and nobody can be them. */
  banned: Member[]
  /** Categories and the channels the viewer may see, in display order; a category stands before its channels. */
  channels: Channel[]
  /** Threads (active and archived) of those channels, oldest first. */
  threads: Thread[]
  /** By channel or thread id: the newest 100, oldest first. Ephemeral ones are there for their addressee alone. */
  messages: Record<string, Message[]>
  /** Every registered command. */
  commands: Command[]
}

interface Guild {
  id: string
  name: string
  description: string
  ownerId: string
}

export interface Role {
  id: string
  name: string
  /** `#rrggbb`, or null for the default text colour. */
  colour: string | null
  permissions: string
  position: number
  /** Listed as a group of its own among the members. */
  hoist: boolean
  /** Belongs to a bot: nobody can be given it. */
  managed: boolean
}

export interface Member {
  id: string
  /** Display name. */
  name: string
  username: string
  /** Hue of the drawn avatar, 0–359. */
  hue: number
  /** One line about the person, for the switcher ("newcomer, joined today"). */
  about: string
  bot: boolean
  online: boolean
  /** Without @everyone. */
  roleIds: string[]
  /** Of the highest role that has one. */
  colour: string | null
  accountCreatedAt: string
  joinedAt: string
  /** Until when the member may not write; null when free to. */
  timedOutUntil: string | null
  /** Takes no direct messages from Steward: Discord refuses them with 50007. */
  dmsClosed: boolean
  /** The member's direct messages with Steward. */
  dmChannelId: string
}

/** Discord's channel types that occur: 0 text, 1 the viewer's direct messages with Steward, 4 category, 5 announcement, 15 forum. */
export interface Channel {
  id: string
  type: 0 | 1 | 4 | 5 | 15
  name: string
  topic: string | null
  /** What Steward does there (`answers`, `mentions`, `announcements`, …) in words; null when nothing. */
  purpose: string | null
  categoryId: string | null
  position: number
  /** @everyone may not see it. */
  private: boolean
  slowmodeSeconds: number
  lastMessageId: string | null
  can: Abilities
}

/** What the viewer may do in a channel or thread. */
export interface Abilities {
  send: boolean
  react: boolean
  attach: boolean
  createThreads: boolean
  manageMessages: boolean
  pin: boolean
  useCommands: boolean
}

export interface Thread {
  id: string
  parentId: string
  name: string
  ownerId: string
  archived: boolean
  locked: boolean
  /** The message it was started from (same id as the thread), or null. */
  starterMessageId: string | null
  messageCount: number
  createdAt: string
  lastMessageId: string | null
  can: Abilities
}

export interface Message {
  id: string
  channelId: string
  /** Discord's: 0 message, 6 pinned, 7 joined, 18 thread created, 19 reply, 20 slash command, 21 thread starter, 23 context menu, 24 AutoMod. */
  type: number
  authorId: string
  /** As it stood when it was written, for authors who have left. */
  author: { name: string; hue: number; bot: boolean }
  createdAt: string
  editedAt: string | null
  content: string
  embeds: Embed[]
  /** Top level: action rows (type 1), or with `componentsV2` any component. */
  components: Component[]
  componentsV2: boolean
  attachments: Attachment[]
  reactions: Reaction[]
  reference: Reference | null
  /** "Ana used /ask", shown above a reply to a command. */
  invokedBy: { memberId: string; command: string } | null
  threadId: string | null
  pinned: boolean
  flags: number
  /** Only the viewer sees it; offer "Dismiss message" (action `/sim/messages/dismiss`). */
  ephemeral: boolean
  /**
   * `thinking`: a deferred reply, "Steward is thinking…".
   * `failed`: a command nobody answered in time; `content` holds what the client says, "The application did not respond".
   */
  state: 'sent' | 'thinking' | 'failed'
  crossposted: boolean
  /** Whom it pings after `allowed_mentions`: a mention that is not listed is drawn but rings no bell. */
  pings: { memberIds: string[]; roleIds: string[]; everyone: boolean }
  /** It was sent with its link previews and embeds hidden. */
  embedsSuppressed: boolean
}

interface Reaction {
  /** A Unicode emoji. */
  emoji: string
  count: number
  /** The viewer reacted. */
  me: boolean
  memberIds: string[]
}

export interface Reference {
  messageId: string
  channelId: string
  /** Null when the message is gone. */
  authorName: string | null
  excerpt: string
}

interface Attachment {
  id: string
  filename: string
  contentType: string
  /** Bytes. */
  size: number
  url: string
}

/** As on Discord's wire. */
export interface Embed {
  title?: string
  description?: string
  url?: string
  timestamp?: string
  /** 0xrrggbb. */
  color?: number
  footer?: { text: string; icon_url?: string }
  author?: { name: string; url?: string; icon_url?: string }
  image?: { url: string }
  thumbnail?: { url: string }
  fields?: { name: string; value: string; inline?: boolean }[]
}

export interface Emoji {
  id?: string | null
  name?: string | null
  animated?: boolean
}

/** As on Discord's wire: message and modal components. Select types: 3 strings, 5 members, 6 roles, 7 mentionable, 8 channels. */
export type Component =
  | { type: 1; id?: number; components: Component[] }
  | Button
  | Select
  | TextInput
  | { type: 9; id?: number; components: Component[]; accessory: Component }
  | { type: 10; id?: number; content: string }
  | { type: 11; id?: number; media: { url: string }; description?: string; spoiler?: boolean }
  | { type: 12; id?: number; items: { media: { url: string }; description?: string; spoiler?: boolean }[] }
  | { type: 13; id?: number; file: { url: string }; spoiler?: boolean }
  | { type: 14; id?: number; divider?: boolean; spacing?: 1 | 2 }
  | { type: 17; id?: number; components: Component[]; accent_color?: number | null; spoiler?: boolean }
  | { type: 18; id?: number; label: string; description?: string; component: Component }
  | { type: 21; id?: number; custom_id: string; required?: boolean; options: Choice[] }
  | {
      type: 22
      id?: number
      custom_id: string
      required?: boolean
      min_values?: number
      max_values?: number
      options: Choice[]
    }
  | { type: 23; id?: number; custom_id: string; default?: boolean }

/** Styles: 1 primary, 2 secondary, 3 success, 4 danger, 5 link (has `url`, no `custom_id`). */
export interface Button {
  type: 2
  id?: number
  style: 1 | 2 | 3 | 4 | 5
  label?: string
  emoji?: Emoji
  custom_id?: string
  url?: string
  disabled?: boolean
}

export interface Select {
  type: 3 | 5 | 6 | 7 | 8
  id?: number
  custom_id: string
  placeholder?: string
  min_values?: number
  max_values?: number
  disabled?: boolean
  required?: boolean
  /** Type 3 only. */
  options?: (Choice & { emoji?: Emoji })[]
}

interface Choice {
  label: string
  value: string
  description?: string
  default?: boolean
}

/** Styles: 1 one line, 2 paragraph. `label` stands in an action row; under a Label (type 18) that carries it. */
interface TextInput {
  type: 4
  id?: number
  custom_id: string
  style: 1 | 2
  label?: string
  min_length?: number
  max_length?: number
  required?: boolean
  value?: string
  placeholder?: string
}

// ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Command {
  id: string
  /** 1 slash command, 2 on a member, 3 on a message. */
  type: 1 | 2 | 3
  name: string
  description: string
  options: CommandOption[]
  defaultMemberPermissions: string | null
  /** Where it can be used: 0 guild, 1 DM with Steward, 2 other DMs; null means everywhere. */
  contexts: number[] | null
  /** The viewer has the permissions it asks for. Those that are false are not offered. */
  usable: boolean
}

/** Types: 1 sub command, 2 sub command group, 3 text, 4 whole number, 5 yes/no, 6 member, 7 channel, 8 role, 9 mentionable, 10 number, 11 file. */
export interface CommandOption {
  type: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11
  name: string
  description: string
  required: boolean
  choices: { name: string; value: string | number }[]
  autocomplete: boolean
  minLength: number | null
  maxLength: number | null
  minValue: number | null
  maxValue: number | null
  channelTypes: number[]
  /** Of a sub command (group). */
  options: CommandOption[]
}

export interface Modal {
  /** Give it back with `/sim/interactions/modal`. */
  id: string
  customId: string
  title: string
  /** Labels (type 18), text displays (type 10), or action rows with one text input. */
  components: Component[]
}

/** What the member's client shows after a command, a component or a modal. */
export type InteractionOutcome =
  /** A new message (also sent as an event); `message.state` is `thinking` when Steward deferred. */
  | { kind: 'reply'; interactionId: string; message: Message }
  /** The message that carries the component was changed. */
  | { kind: 'updated'; interactionId: string; message: Message }
  /** Acknowledged; the message may change later. */
  | { kind: 'acknowledged'; interactionId: string }
  | { kind: 'modal'; interactionId: string; modal: Modal }
  /** `text` is what the client says; `reason` is for the developer. `message` is there for commands. */
  | { kind: 'failed'; interactionId: string; text: string; reason: string; message: Message | null }

export type AutocompleteOutcome =
  | { kind: 'choices'; choices: { name: string; value: string | number }[] }
  | { kind: 'failed'; text: string; reason: string }

// ── What Steward did ──────────────────────────────────────────────────────────────────────────────────────────────

/** One request that Steward made. Tokens, keys and signatures are redacted. */
export interface RequestEntry {
  /** Grows by one; use with `since`. */
  sequence: number
  at: string
  service: 'discord' | 'anthropic' | 'openai' | 'github'
  method: string
  /** Path and query as requested, interaction tokens shortened. */
  path: string
  /** The route it matched, such as `POST /channels/{channel}/messages`; null when no route fits. */
  route: string | null
  /** 0 when the connection was dropped. */
  status: number
  durationMs: number
  requestBody: unknown
  responseBody: unknown
  rateLimit: {
    bucket: string
    limit: number
    remaining: number
    resetAfterSeconds: number
    retryAfterSeconds: number | null
  } | null
  /** The fault that was injected, in words. */
  fault: string | null
}

/** One interaction sent to Steward and what it answered. */
export interface InteractionEntry {
  sequence: number
  at: string
  interactionId: string
  kind: 'ping' | 'command' | 'autocomplete' | 'component' | 'modal' | 'raw'
  memberId: string | null
  channelId: string | null
  /** `/ask`, the custom id of a component, … */
  name: string
  /** As sent, the token redacted. */
  request: unknown
  /** 0 when no answer came. */
  status: number
  response: unknown
  durationMs: number
  /** Null when Discord would have accepted the answer. */
  failure: string | null
}

export interface Status {
  workerUrl: string
  applicationId: string
  publicKey: string
  guildId: string
  now: string
  /** Requests that fit no route of Discord's: a mistake in Steward. */
  unknownRoutes: number
  /** Of the 10,000 refused requests (401, 403, 429) in ten minutes that get an address banned. */
  invalidRequests: number
  settings: Settings
}

/** The newest requests of each kind are sent with the first snapshot of a stream as ordinary events. */
export type SimEvent =
  /** First of every stream, and again whenever channels, roles, members or the guild changed. Replaces everything. */
  | { type: 'snapshot'; snapshot: Snapshot }
  /** New or changed: put it in place by id. A `thinking` message keeps its id when the answer comes. */
  | { type: 'message'; message: Message }
  | { type: 'message_removed'; channelId: string; messageId: string }
  | { type: 'thread'; thread: Thread }
  | { type: 'thread_removed'; threadId: string }
  /** Show for ten seconds or until that member writes. */
  | { type: 'typing'; channelId: string; memberId: string }
  | { type: 'commands'; commands: Command[] }
  | { type: 'request'; request: RequestEntry }
  | { type: 'interaction'; interaction: InteractionEntry }
  | { type: 'faults'; faults: Fault[] }
  | { type: 'scenario'; run: ScenarioRun | null }

// ── Scenarios ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ScenarioList {
  scenarios: ScenarioInfo[]
  /** The one that is played, or was played last. */
  run: ScenarioRun | null
}

export interface ScenarioInfo {
  name: string
  label: string
  about: string
  defaults: { members: number; messages: number; minutes: number; speed: number }
}

export interface ScenarioRun {
  name: string
  label: string
  seed: number
  state: 'running' | 'done' | 'stopped'
  /** Events: messages, edits, deletions, reactions, joins. */
  played: number
  total: number
  /** Events that Discord's rules kept from happening: the member was timed out or banned, the message gone. */
  refused: number
  startedAt: string
  /** How long the whole of it takes as it is played. */
  seconds: number
}

/** A message that a scenario sent, with what the scenario means it to be (`KINDS` in scenarios/timeline.ts). */
export interface ScenarioPost {
  key: string
  kind: string
  memberId: string
  channelId: string
  messageId: string
}

// ── What Steward's database says ──────────────────────────────────────────────────────────────────────────────────

/** Read from Steward's own tables; null where the simulator runs without one. */
export interface Moderation {
  /** The newest 100, newest first. */
  cases: CaseInfo[]
  /** By member: strikes that count now. */
  strikes: Record<string, number>
}

export interface CaseInfo {
  number: number
  rule: string
  memberId: string
  explanation: string
  openedAt: string
  isDry: boolean
  /** `open`, or what a moderator made of it: `undone`, `banned`, `dismissed`, … */
  state: string
  resolvedBy: string | null
  /** The judged messages, which may be gone. */
  messages: { channelId: string; id: string }[]
  /** What Steward meant to do, in the order it does it. */
  effects: { kind: string; channelId: string | null; state: string; problem: string | null }[]
  card: { channelId: string; messageId: string } | null
}

export interface ControlError {
  /** Stable, for tests: `bad_body`, `not_found`, `forbidden`, `conflict`, or Discord's own number as text. */
  code: string
  /** One sentence a member can read. */
  message: string
}

// ── Actions ───────────────────────────────────────────────────────────────────────────────────────────────────────

const id = z.string().regex(/^\d{1,20}$/, 'a snowflake')
const optionValue = z.union([z.string(), z.number(), z.boolean()])

const attachment = z.strictObject({
  filename: z.string().min(1).max(200),
  contentType: z.string().min(1).max(100),
  size: z.int().min(0).max(25_000_000),
  url: z.string().optional(),
})

const commandBody = {
  as: id,
  channelId: id,
  /** As registered, without the slash. */
  name: z.string(),
  /** 1 slash (default), 2 on a member, 3 on a message. */
  type: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** `['group', 'sub']` or `['sub']`. */
  path: z.array(z.string()).max(2).optional(),
  /** Option name to value; members, channels and roles by id. */
  options: z.record(z.string(), optionValue).optional(),
  /** The message or member of a context command. */
  targetId: id.optional(),
}

const faultKind = z.discriminatedUnion('kind', [
  /** Any status with any body; `after` means that the effect took place and only the answer is lost. */
  z.strictObject({
    kind: z.literal('error'),
    status: z.int().min(400).max(599),
    body: z.unknown().optional(),
    when: z.enum(['before', 'after']).optional(),
  }),
  z.strictObject({ kind: z.literal('delay'), ms: z.int().min(0).max(600_000) }),
  /** The connection is cut without an answer. */
  z.strictObject({ kind: z.literal('drop'), when: z.enum(['before', 'after']).optional() }),
  /** 429 before any effect. Header and body can disagree, as Discord's sometimes do. */
  z.strictObject({
    kind: z.literal('rate_limit'),
    retryAfterSeconds: z.number().min(0),
    headerRetryAfterSeconds: z.number().min(0).optional(),
    global: z.boolean().optional(),
  }),
  /** The scripted model misbehaves; services `anthropic` and `openai` only. */
  z.strictObject({
    kind: z.literal('model'),
    effect: z.enum([
      'refuse',
      'truncate',
      'malformed',
      'drop_mid_stream',
      'stall_mid_stream',
      'uncited',
      'wrong_citation',
      'empty',
    ]),
  }),
])

export const FaultBody = z.strictObject({
  service: z.enum(['discord', 'anthropic', 'openai', 'github']),
  /** Default: any. */
  method: z.string().optional(),
  /** Path below the service's base with `*` for any run of characters, such as `/webhooks/*`. Default: any. */
  path: z.string().optional(),
  /** How many requests it meets before it is gone; default 1. */
  count: z.int().min(1).max(10_000).optional(),
  fault: faultKind,
})
export type FaultBody = z.infer<typeof FaultBody>
export type FaultKind = z.infer<typeof faultKind>

export interface Fault {
  id: string
  service: FaultBody['service']
  method: string | null
  path: string | null
  remaining: number
  fault: FaultKind
}

const settings = z.strictObject({
  /** Off: Discord hides what members write from the bot, but for the exceptions. Default on. */
  messageContentIntent: z.boolean(),
  /** Off: listing members is refused. Default on. */
  guildMembersIntent: z.boolean(),
  /** Off: rate limits are announced in headers but never enforced. Default on. */
  rateLimits: z.boolean(),
  /** How long a member's client waits for an acknowledgement; Discord's 3000. */
  acknowledgeMs: z.int().min(50).max(3000),
  modelFirstTokenMs: z.int().min(0).max(600_000),
  /** Between two pieces of a streamed answer. */
  modelChunkMs: z.int().min(0).max(10_000),
})
export type Settings = z.infer<typeof settings>

/** Path of each action and the schema of its body. */
export const ACTIONS = {
  '/sim/messages': z.strictObject({
    as: id,
    channelId: id,
    content: z.string().max(2000),
    replyTo: id.optional(),
    attachments: z.array(attachment).max(10).optional(),
  }),
  '/sim/messages/edit': z.strictObject({
    as: id,
    channelId: id,
    messageId: id,
    content: z.string().min(1).max(2000),
  }),
  '/sim/messages/delete': z.strictObject({ as: id, channelId: id, messageId: id }),
  '/sim/messages/react': z.strictObject({
    as: id,
    channelId: id,
    messageId: id,
    emoji: z.string().min(1).max(64),
    /** False takes the reaction back. */
    on: z.boolean(),
  }),
  '/sim/messages/pin': z.strictObject({ as: id, channelId: id, messageId: id, on: z.boolean() }),
  /** Removes an ephemeral or failed message from its addressee's view. */
  '/sim/messages/dismiss': z.strictObject({ as: id, channelId: id, messageId: id }),
  '/sim/typing': z.strictObject({ as: id, channelId: id }),
  /** With `messageId`: a thread from that message. */
  '/sim/threads': z.strictObject({
    as: id,
    channelId: id,
    name: z.string().min(1).max(100),
    messageId: id.optional(),
    content: z.string().max(2000).optional(),
  }),
  '/sim/threads/patch': z.strictObject({
    as: id,
    threadId: id,
    name: z.string().min(1).max(100).optional(),
    archived: z.boolean().optional(),
    locked: z.boolean().optional(),
  }),
  '/sim/interactions/command': z.strictObject(commandBody),
  /** `focused` names the option that is being typed; `options` holds what stands so far. */
  '/sim/interactions/autocomplete': z.strictObject({ ...commandBody, focused: z.string() }),
  /** `values` for selects. */
  '/sim/interactions/component': z.strictObject({
    as: id,
    channelId: id,
    messageId: id,
    customId: z.string(),
    values: z.array(z.string()).max(25).optional(),
  }),
  /** By custom id: text of a text input, value(s) of selects, radios and checkboxes. */
  '/sim/interactions/modal': z.strictObject({
    as: id,
    modalId: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
  }),
  /** Sends Discord's PING. */
  '/sim/interactions/ping': z.strictObject({}),
  /**
   * Sends any body to Steward's interactions endpoint, honestly signed or not.
   * `replayOf` sends an earlier interaction again, byte for byte with its signature (`body` is then ignored).
   */
  '/sim/interactions/raw': z.strictObject({
    body: z.string().optional(),
    replayOf: z.string().optional(),
    signature: z
      .enum(['valid', 'missing', 'empty', 'short', 'not_hex', 'wrong', 'other_key', 'other_body'])
      .optional(),
    /** Shifts the signed timestamp; -400 is older than Steward's five minutes. */
    timestampShiftSeconds: z.number().optional(),
  }),
  /** With a known `id` changes that member, else adds one and announces the arrival in the system channel. */
  '/sim/members': z.strictObject({
    id: id.optional(),
    name: z.string().min(1).max(32).optional(),
    about: z.string().max(200).optional(),
    hue: z.int().min(0).max(359).optional(),
    online: z.boolean().optional(),
    roleIds: z.array(id).optional(),
    accountAgeDays: z.number().min(0).optional(),
    joinedDaysAgo: z.number().min(0).optional(),
    dmsClosed: z.boolean().optional(),
  }),
  '/sim/members/remove': z.strictObject({ id }),
  '/sim/roles': z.strictObject({
    id: id.optional(),
    name: z.string().min(1).max(100).optional(),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/)
      .nullable()
      .optional(),
    permissions: z.string().regex(/^\d+$/).optional(),
    hoist: z.boolean().optional(),
  }),
  '/sim/channels': z.strictObject({
    id: id.optional(),
    name: z.string().min(1).max(100).optional(),
    type: z.union([z.literal(0), z.literal(5), z.literal(15)]).optional(),
    topic: z.string().max(1024).nullable().optional(),
    categoryId: id.nullable().optional(),
    /** Type 0 role, 1 member. */
    overwrites: z
      .array(
        z.strictObject({
          id,
          type: z.union([z.literal(0), z.literal(1)]),
          allow: z.string().regex(/^\d+$/),
          deny: z.string().regex(/^\d+$/),
        }),
      )
      .optional(),
  }),
  '/sim/settings': settings.partial(),
  /** Moves the simulator's clock (message times, account ages, tokens); Steward's own clock stays. */
  '/sim/clock': z.strictObject({ advanceSeconds: z.number().min(0).max(31_536_000) }),
  '/sim/faults': FaultBody,
  '/sim/faults/clear': z.strictObject({ id: z.string().optional() }),
  /** Plays a scenario, one at a time. What is left out is the scenario's own default, `seed` 1. */
  '/sim/scenarios/start': z.strictObject({
    name: z.string(),
    seed: z.int().min(0).max(4_294_967_295).optional(),
    members: z.int().min(1).max(500).optional(),
    messages: z.int().min(1).max(5000).optional(),
    /** How long it takes in the community's own time. */
    minutes: z.number().min(0.1).max(1440).optional(),
    /** How many times faster than that it is played; 1 is real time. */
    speed: z.number().min(0.1).max(1_000_000).optional(),
  }),
  '/sim/scenarios/stop': z.strictObject({}),
  /** What somebody does on the simulated GitHub. */
  '/sim/github': githubAction,
  /** Back to the seeded community: messages, faults, settings, clock and logs. Registered commands stay. */
  '/sim/reset': z.strictObject({}),
} as const

export type ActionPath = keyof typeof ACTIONS
export type ActionBody<P extends ActionPath> = z.input<(typeof ACTIONS)[P]>

export interface ActionAnswers {
  '/sim/messages': { message: Message }
  '/sim/messages/edit': { message: Message }
  '/sim/messages/delete': Done
  '/sim/messages/react': { message: Message }
  '/sim/messages/pin': { message: Message }
  '/sim/messages/dismiss': Done
  '/sim/typing': Done
  '/sim/threads': { thread: Thread }
  '/sim/threads/patch': { thread: Thread }
  '/sim/interactions/command': InteractionOutcome
  '/sim/interactions/autocomplete': AutocompleteOutcome
  '/sim/interactions/component': InteractionOutcome
  '/sim/interactions/modal': InteractionOutcome
  '/sim/interactions/ping': { status: number; body: unknown; durationMs: number }
  '/sim/interactions/raw': { status: number; body: unknown; durationMs: number }
  '/sim/members': { member: Member }
  '/sim/members/remove': Done
  '/sim/roles': { role: Role }
  '/sim/channels': { channel: Channel }
  '/sim/settings': { settings: Settings }
  '/sim/clock': { now: string }
  '/sim/faults': { fault: Fault }
  '/sim/faults/clear': { faults: Fault[] }
  '/sim/scenarios/start': { run: ScenarioRun }
  '/sim/scenarios/stop': { run: ScenarioRun | null }
  '/sim/github': { deliveries: DeliveryView[] }
  '/sim/reset': Done
}

interface Done {
  ok: true
}

/** Narrow port of an action call, for consoles and tests: `act('/sim/messages', {…})`. */
export type Act = <P extends ActionPath>(path: P, body: ActionBody<P>) => Promise<ActionAnswers[P]>
