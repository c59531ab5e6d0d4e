import * as z from 'zod'
import { configSchema } from '../../src/config/schema.ts'

const node = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
})
type Node = z.output<typeof node>

/** docs/configuration-reference.md: every setting with its type, bounds and default, from the schema. */
export function configurationReference(): string {
  const top = node.parse(z.toJSONSchema(configSchema, { io: 'input' }))
  const groups = Object.entries(top.properties ?? {}).map(([name, value]) => group(name, node.parse(value)))
  return `---
title: Configuration reference
order: 190
description: Every setting of steward.config.ts with its type, bounds and default.
---

Every setting of \`steward.config.ts\`, generated from its schema. [Configuration](configuration.md) explains them by what you want to do.

${groups.join('\n\n')}
`
}

function group(name: string, value: Node): string {
  const rows = settings(name, value).map((cells) => `| ${cells.join(' | ')} |`)
  const intro = value.description ? `${value.description}\n\n` : ''
  return `## ${name}\n\n${intro}| setting | value | default | meaning |\n|---|---|---|---|\n${rows.join('\n')}`
}

function settings(path: string, parent: Node): string[][] {
  return Object.entries(parent.properties ?? {}).flatMap(([name, raw]) => {
    const value = node.parse(raw)
    const here = `${path}.${name}`
    const isRequired = parent.required?.includes(name) ?? false
    const row = [`\`${here}\``, valueText(value), defaultText(value, isRequired), value.description ?? '']
    return [row, ...settings(here, value)]
  })
}

function valueText({ type, enum: choices, minimum, maximum, maxLength, maxItems }: Node): string {
  if (choices) return choices.map((choice) => `\`${choice}\``).join(' or ')
  const names: Record<string, string> = {
    integer: 'whole number',
    array: 'list',
    object: 'group',
    boolean: '`true` or `false`',
  }
  const name = names[type ?? ''] ?? type ?? 'value'
  if (minimum !== undefined && maximum !== undefined) return `${name}, ${minimum} to ${maximum}`
  if (maxLength !== undefined) return `text, at most ${maxLength} characters`
  if (maxItems !== undefined) return `${name}, at most ${maxItems}`
  return name === 'string' ? 'text' : name
}

function defaultText(value: Node, isRequired: boolean): string {
  if (value.default === undefined) return isRequired ? 'required' : 'none'
  return `\`${JSON.stringify(value.default)}\``
}
