import { InteractionType } from 'discord-interactions'
import * as z from 'zod'
import { snowflake } from '../config/schema.ts'

/** Nobody's name is read. */
const user = z.object({ id: snowflake, bot: z.boolean().optional() })

const member = z.object({
  user,
  /** A bit set in decimal. */
  permissions: z.string().regex(/^\d{1,30}$/),
})

const channel = z.object({
  id: snowflake,
  type: z.int(),
  name: z.string().max(200).nullish(),
  parent_id: snowflake.nullish(),
})

const message = z.object({
  id: snowflake,
  channel_id: snowflake,
  content: z.string().max(4000).default(''),
  author: user,
})

const plainOption = z.object({
  name: z.string().max(32),
  type: z.int(),
  value: z.union([z.string().max(6000), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
})

/** A sub-command carries its options within it. */
const option = plainOption.extend({ options: z.array(plainOption).max(25).optional() })

const commandData = z.object({
  id: snowflake,
  name: z.string().max(32),
  type: z.int(),
  options: z.array(option).max(25).default([]),
  target_id: snowflake.optional(),
  resolved: z.object({ messages: z.record(z.string(), message).optional() }).optional(),
})

const componentData = z.object({
  custom_id: z.string().max(100),
  component_type: z.int(),
  values: z.array(z.string().max(100)).max(25).default([]),
})

/** A submitted field: inside an action row (older modals) or a label. */
const typed = z.object({ custom_id: z.string().max(100), value: z.string().max(4000) })
/** A select: what was chosen in it. */
const chosen = z
  .object({ custom_id: z.string().max(100), values: z.array(z.string().max(100)).max(25) })
  .transform(({ custom_id, values }) => ({ custom_id, value: values.join(',') }))
const field = z.union([typed, chosen])
const modalRow = z.union([z.object({ component: field }), z.object({ components: z.array(field).max(5) })])
const modalData = z.object({ custom_id: z.string().max(100), components: z.array(modalRow).max(5) })

const common = {
  id: snowflake,
  application_id: snowflake,
  token: z.string().min(1).max(500),
  guild_id: snowflake.optional(),
  channel: channel.optional(),
  channel_id: snowflake.optional(),
  member: member.optional(),
  user: user.optional(),
}

/** What Steward reads of a signed interaction; the rest of Discord's object is ignored. */
export const interactionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal(InteractionType.PING) }),
  z.object({ type: z.literal(InteractionType.APPLICATION_COMMAND), data: commandData, ...common }),
  z.object({
    type: z.literal(InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE),
    data: commandData,
    ...common,
  }),
  z.object({
    type: z.literal(InteractionType.MESSAGE_COMPONENT),
    data: componentData,
    message,
    ...common,
  }),
  z.object({
    type: z.literal(InteractionType.MODAL_SUBMIT),
    data: modalData,
    message: message.optional(),
    ...common,
  }),
])

export type Interaction = z.output<typeof interactionSchema>
export type ActingInteraction = Exclude<Interaction, { type: InteractionType.PING }>
export type CommandInteraction = Extract<Interaction, { data: z.output<typeof commandData> }>
export type TargetMessage = z.output<typeof message>

/** Who acted and where. `guildId` and `permissions` are null in a direct message. */
export interface Actor {
  interactionId: string
  applicationId: string
  token: string
  memberId: string
  permissions: bigint | null
  guildId: string | null
  channel: { id: string; type: number; name: string | null; parentId: string | null }
}

/** Null when Discord's object lacks whom or where, which a well formed one does not. */
export function actorOf(interaction: ActingInteraction): Actor | null {
  const person = interaction.member?.user ?? interaction.user
  const place =
    interaction.channel ?? (interaction.channel_id ? { id: interaction.channel_id, type: 0 } : null)
  if (!person || !place) return null
  return {
    interactionId: interaction.id,
    applicationId: interaction.application_id,
    token: interaction.token,
    memberId: person.id,
    permissions: interaction.member ? BigInt(interaction.member.permissions) : null,
    guildId: interaction.guild_id ?? null,
    channel: {
      id: place.id,
      type: place.type,
      name: ('name' in place ? place.name : null) ?? null,
      parentId: ('parent_id' in place ? place.parent_id : null) ?? null,
    },
  }
}

/** The fields of a submitted modal by their custom ids; of a select with several choices, these with commas between them. */
export function modalFields(data: z.output<typeof modalData>): ReadonlyMap<string, string> {
  const fields = data.components.flatMap((row) => ('component' in row ? [row.component] : row.components))
  return new Map(fields.map(({ custom_id, value }) => [custom_id, value]))
}
