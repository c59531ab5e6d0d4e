import * as z from 'zod'
import { complain, link, snowflake, text } from './basics.ts'

/** https://discord.com/developers/docs/components/reference */

const id = { id: z.int().min(0).exactOptional() }
const customId = text({ min: 1, max: 100 })

const emoji = z.strictObject({
  id: snowflake.nullable().exactOptional(),
  name: z.string().nullable().exactOptional(),
  animated: z.boolean().exactOptional(),
})

const button = z
  .strictObject({
    ...id,
    type: z.literal(2),
    style: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
    label: text({ max: 80 }).exactOptional(),
    emoji: emoji.exactOptional(),
    custom_id: customId.exactOptional(),
    url: link('http', 'https', 'discord').exactOptional(),
    disabled: z.boolean().exactOptional(),
  })
  .superRefine((value, context) => {
    const isLink = value.style === 5
    if (isLink && value.url === undefined)
      complain(context, 'BASE_TYPE_REQUIRED', 'A url is required', ['url'])
    if (!isLink && value.custom_id === undefined) {
      complain(context, 'COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required', ['custom_id'])
    }
    if (value.url !== undefined && value.custom_id !== undefined) {
      complain(context, 'COMPONENT_CUSTOM_ID_AND_URL', 'A custom id and url cannot both be specified')
    }
    if (!value.label && !value.emoji) {
      complain(context, 'BUTTON_COMPONENT_INVALID_LABEL', 'A button needs a label or an emoji', ['label'])
    }
  })

const option = z.strictObject({
  label: text({ min: 1, max: 100 }),
  value: text({ min: 1, max: 100 }),
  description: text({ max: 100 }).exactOptional(),
  emoji: emoji.exactOptional(),
  default: z.boolean().exactOptional(),
})

const selectBase = {
  ...id,
  custom_id: customId,
  placeholder: text({ max: 150 }).exactOptional(),
  min_values: z.int().min(0).max(25).exactOptional(),
  max_values: z.int().min(1).max(25).exactOptional(),
  disabled: z.boolean().exactOptional(),
  /** In modals only. */
  required: z.boolean().exactOptional(),
}

const options = z
  .array(option)
  .min(1)
  .max(25)
  .superRefine((list, context) => {
    for (const [index, one] of list.entries()) {
      if (list.findIndex((other) => other.value === one.value) === index) continue
      complain(
        context,
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
        [index, 'value'],
      )
    }
  })

export const stringSelect = z.strictObject({ ...selectBase, type: z.literal(3), options })

export const entitySelect = z.strictObject({
  ...selectBase,
  type: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]),
  channel_types: z.array(z.int()).exactOptional(),
  default_values: z
    .array(z.strictObject({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }))
    .max(25)
    .exactOptional(),
})

const actionRow = z
  .strictObject({
    ...id,
    type: z.literal(1),
    components: z
      .array(z.discriminatedUnion('type', [button, stringSelect, entitySelect]))
      .min(1)
      .max(5),
  })
  .superRefine((row, context) => {
    const selects = row.components.filter((one) => one.type !== 2).length
    if (selects > 0 && row.components.length > 1) {
      complain(
        context,
        'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
        'The specified component exceeds the maximum width',
        ['components'],
      )
    }
  })

export const textDisplay = z.strictObject({
  ...id,
  type: z.literal(10),
  content: text({ min: 1, max: 4000 }),
})

const media = z.strictObject({ url: link('http', 'https', 'attachment') })
const pictured = {
  media,
  description: text({ max: 1024 }).exactOptional(),
  spoiler: z.boolean().exactOptional(),
}
const thumbnail = z.strictObject({ ...id, type: z.literal(11), ...pictured })

const section = z.strictObject({
  ...id,
  type: z.literal(9),
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
})
const gallery = z.strictObject({
  ...id,
  type: z.literal(12),
  items: z.array(z.strictObject(pictured)).min(1).max(10),
})
const file = z.strictObject({ ...id, type: z.literal(13), file: media, spoiler: z.boolean().exactOptional() })
const separator = z.strictObject({
  ...id,
  type: z.literal(14),
  divider: z.boolean().exactOptional(),
  spacing: z.union([z.literal(1), z.literal(2)]).exactOptional(),
})

const inContainer = [actionRow, section, textDisplay, gallery, file, separator] as const
const container = z.strictObject({
  ...id,
  type: z.literal(17),
  components: z.array(z.discriminatedUnion('type', [...inContainer])).min(1),
  accent_color: z.int().min(0).max(0xffffff).nullable().exactOptional(),
  spoiler: z.boolean().exactOptional(),
})

/** What may stand at the top of a message; without the components-v2 flag only action rows. */
export const topLevel = z.discriminatedUnion('type', [...inContainer, container])
export type TopLevelComponent = z.infer<typeof topLevel>
