import * as z from 'zod'
import type { Command, CommandOption } from '../protocol.ts'
import { PERMISSIONS } from './permissions.ts'
import type { StoredCommand } from './state.ts'

const optionType = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
  z.literal(8),
  z.literal(9),
  z.literal(10),
  z.literal(11),
])

const option: z.ZodType<CommandOption> = z.lazy(() =>
  z
    .object({
      type: optionType,
      name: z.string(),
      description: z.string(),
      required: z.boolean().default(false),
      choices: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })).default([]),
      autocomplete: z.boolean().default(false),
      min_length: z.number().nullable().default(null),
      max_length: z.number().nullable().default(null),
      min_value: z.number().nullable().default(null),
      max_value: z.number().nullable().default(null),
      channel_types: z.array(z.number()).default([]),
      options: z.array(option).default([]),
    })
    .transform(({ min_length, max_length, min_value, max_value, channel_types, ...rest }) => ({
      ...rest,
      minLength: min_length,
      maxLength: max_length,
      minValue: min_value,
      maxValue: max_value,
      channelTypes: channel_types,
    })),
)

const declaration = z.object({
  description: z.string().default(''),
  options: z.array(option).default([]),
  default_member_permissions: z.string().nullable().default(null),
  contexts: z.array(z.number()).nullable().default(null),
})

/** A registered command as a member with these guild permissions is offered it. */
export function commandView(command: StoredCommand, memberPermissions: bigint): Command {
  const declared = declaration.parse(command.declaration)
  return {
    id: command.id,
    type: command.type,
    name: command.name,
    description: declared.description,
    options: declared.options,
    defaultMemberPermissions: declared.default_member_permissions,
    contexts: declared.contexts,
    usable: mayUse(declared.default_member_permissions, memberPermissions),
  }
}

/** '0' means administrators only; null means everybody. */
function mayUse(needed: string | null, own: bigint): boolean {
  if (needed === null || own & PERMISSIONS.ADMINISTRATOR) return true
  const set = BigInt(needed)
  return set !== 0n && (own & set) === set
}
