import * as z from 'zod'
import { complain, snowflake, text } from './basics.ts'

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object */

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const MAX_OPTIONS = 25
const MAX_COMMAND_CHARS = 8000

const SUB_COMMAND = 1
const SUB_COMMAND_GROUP = 2
const WITH_CHOICES = [3, 4, 10]

const optionName = z.string().superRefine((value, context) => {
  if (NAME.test(value) && value === value.toLowerCase()) return
  complain(context, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
})
const localizations = z.record(z.string(), z.string()).nullable().exactOptional()
const described = {
  name_localizations: localizations,
  description: text({ min: 1, max: 100 }),
  description_localizations: localizations,
}

interface OptionBody {
  type: number
  name: string
  description: string
  required?: boolean
  choices?: { name: string; value: string | number }[]
  autocomplete?: boolean
  options?: OptionBody[]
}

const option: z.ZodType<OptionBody> = z.lazy(() =>
  z
    .strictObject({
      ...described,
      type: z.int().min(1).max(11),
      name: optionName,
      required: z.boolean().exactOptional(),
      choices: z
        .array(
          z.strictObject({
            name: text({ min: 1, max: 100 }),
            name_localizations: localizations,
            value: z.union([text({ min: 1, max: 100 }), z.number()]),
          }),
        )
        .max(MAX_OPTIONS)
        .exactOptional(),
      options: options.exactOptional(),
      channel_types: z.array(z.int()).exactOptional(),
      min_value: z.number().exactOptional(),
      max_value: z.number().exactOptional(),
      min_length: z.int().min(0).max(6000).exactOptional(),
      max_length: z.int().min(1).max(6000).exactOptional(),
      autocomplete: z.boolean().exactOptional(),
    })
    .superRefine(checkOption),
)

const options: z.ZodType<OptionBody[]> = z.lazy(() =>
  z.array(option).max(MAX_OPTIONS).superRefine(checkOptions),
)

function checkOption(value: OptionBody, context: z.RefinementCtx): void {
  const nested = value.type === SUB_COMMAND || value.type === SUB_COMMAND_GROUP
  if (value.autocomplete && (value.choices || !WITH_CHOICES.includes(value.type))) {
    complain(
      context,
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
      'Autocomplete needs a text or number option without choices',
      ['autocomplete'],
    )
  }
  if (value.choices && !WITH_CHOICES.includes(value.type)) {
    complain(
      context,
      'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
      'Only text and number options have choices',
      ['choices'],
    )
  }
  for (const [index, choice] of (value.choices ?? []).entries()) {
    if ((typeof choice.value === 'string') === (value.type === 3)) continue
    complain(
      context,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'The choice is not of the type of its option',
      ['choices', index, 'value'],
    )
  }
  if (!nested && value.options)
    complain(context, 'UNKNOWN_FIELD', 'Only sub commands have options', ['options'])
  if (nested && value.required !== undefined) {
    complain(context, 'UNKNOWN_FIELD', 'A sub command cannot be required', ['required'])
  }
}

function checkOptions(list: OptionBody[], context: z.RefinementCtx): void {
  const isNested = (one: OptionBody) => one.type === SUB_COMMAND || one.type === SUB_COMMAND_GROUP
  if (list.some(isNested) && !list.every(isNested)) {
    complain(
      context,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    )
  }
  for (const [index, one] of list.entries()) {
    if (list.findIndex((other) => other.name === one.name) !== index) {
      complain(context, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists', [
        index,
        'name',
      ])
    }
    if (one.required && list.slice(0, index).some((other) => !other.required)) {
      complain(
        context,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
        [index],
      )
    }
  }
}

export const commandDeclaration = z
  .strictObject({
    id: snowflake.exactOptional(),
    type: z.union([z.literal(1), z.literal(2), z.literal(3)]).exactOptional(),
    name: text({ min: 1, max: 32 }),
    name_localizations: localizations,
    description: text({ max: 100 }).exactOptional(),
    description_localizations: localizations,
    options: options.exactOptional(),
    default_member_permissions: z
      .string()
      .regex(/^\d+$/, 'Must be a permission bit set')
      .nullable()
      .exactOptional(),
    dm_permission: z.boolean().exactOptional(),
    nsfw: z.boolean().exactOptional(),
    integration_types: z.array(z.union([z.literal(0), z.literal(1)])).exactOptional(),
    contexts: z
      .array(z.union([z.literal(0), z.literal(1), z.literal(2)]))
      .nullable()
      .exactOptional(),
  })
  .superRefine((command, context) => {
    const slash = (command.type ?? 1) === 1
    if (slash && !optionName.safeParse(command.name).success) {
      complain(context, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid', ['name'])
    }
    if (slash && !command.description) {
      complain(context, 'BASE_TYPE_REQUIRED', 'This field is required', ['description'])
    }
    if (!slash && command.description) {
      complain(
        context,
        'APPLICATION_COMMAND_DESCRIPTION_INVALID',
        'Context menu commands cannot have a description',
        ['description'],
      )
    }
    if (!slash && command.options?.length) {
      complain(context, 'APPLICATION_COMMAND_OPTIONS_INVALID', 'Context menu commands cannot have options', [
        'options',
      ])
    }
    if (chars(command.name) + chars(command.description) + optionChars(command.options) > MAX_COMMAND_CHARS) {
      complain(
        context,
        'APPLICATION_COMMAND_TOO_LARGE',
        `Command exceeds maximum size (${MAX_COMMAND_CHARS})`,
      )
    }
  })

export type CommandDeclaration = z.infer<typeof commandDeclaration>

function chars(value: string | undefined): number {
  return [...(value ?? '')].length
}

function optionChars(list: OptionBody[] | undefined): number {
  return (list ?? []).reduce(
    (sum, one) =>
      sum +
      chars(one.name) +
      chars(one.description) +
      optionChars(one.options) +
      (one.choices ?? []).reduce(
        (total, choice) => total + chars(choice.name) + chars(String(choice.value)),
        0,
      ),
    0,
  )
}
