import * as z from 'zod'
import { complain, text } from './basics.ts'
import { entitySelect, stringSelect, textDisplay } from './components.ts'

const id = { id: z.int().min(0).exactOptional() }
const customId = text({ min: 1, max: 100 })
const MAX_TEXT_CHARS = 4000

const inputFields = {
  ...id,
  type: z.literal(4),
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  min_length: z.int().min(0).max(MAX_TEXT_CHARS).exactOptional(),
  max_length: z.int().min(1).max(MAX_TEXT_CHARS).exactOptional(),
  required: z.boolean().exactOptional(),
  value: text({ max: MAX_TEXT_CHARS }).exactOptional(),
  placeholder: text({ max: 100 }).exactOptional(),
}
const choice = z.strictObject({
  label: text({ min: 1, max: 100 }),
  value: text({ min: 1, max: 100 }),
  description: text({ max: 100 }).exactOptional(),
  default: z.boolean().exactOptional(),
})

const radioGroup = z.strictObject({
  ...id,
  type: z.literal(21),
  custom_id: customId,
  required: z.boolean().exactOptional(),
  options: z.array(choice).min(2).max(10),
})
const checkboxGroup = z.strictObject({
  ...id,
  type: z.literal(22),
  custom_id: customId,
  required: z.boolean().exactOptional(),
  min_values: z.int().min(0).max(10).exactOptional(),
  max_values: z.int().min(1).max(10).exactOptional(),
  options: z.array(choice).min(1).max(10),
})
const checkbox = z.strictObject({
  ...id,
  type: z.literal(23),
  custom_id: customId,
  default: z.boolean().exactOptional(),
})

const label = z.strictObject({
  ...id,
  type: z.literal(18),
  label: text({ min: 1, max: 45 }),
  description: text({ max: 100 }).exactOptional(),
  component: z.discriminatedUnion('type', [
    z.strictObject(inputFields),
    stringSelect,
    entitySelect,
    radioGroup,
    checkboxGroup,
    checkbox,
  ]),
})

/** The older form: one text input in a row, which carries its label itself. */
const inputRow = z.strictObject({
  ...id,
  type: z.literal(1),
  components: z.array(z.strictObject({ ...inputFields, label: text({ min: 1, max: 45 }) })).length(1),
})

/** https://discord.com/developers/docs/components/using-modal-components */
export const modal = z
  .strictObject({
    custom_id: customId,
    title: text({ min: 1, max: 45 }),
    components: z
      .array(z.discriminatedUnion('type', [label, inputRow, textDisplay]))
      .min(1)
      .max(5),
  })
  .superRefine((value, context) => {
    const ids = value.components.map((one) =>
      one.type === 18 ? one.component.custom_id : one.type === 1 ? one.components[0]?.custom_id : undefined,
    )
    for (const [index, one] of ids.entries()) {
      if (one === undefined || ids.indexOf(one) === index) continue
      complain(context, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated', [
        'components',
        index,
      ])
    }
  })

export type ModalBody = z.infer<typeof modal>
