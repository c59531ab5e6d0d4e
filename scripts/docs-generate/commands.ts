import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { registry } from '../../src/commands/registry.ts'
import { CONTEXT, OPTION, type SlashCommand, type SlashDeclaration } from '../../src/discord/command.ts'
import { BOT_PERMISSIONS, invitePermissions } from '../../src/discord/permissions.ts'

const TYPE_NAMES: Record<number, string> = {
  [OPTION.string]: 'text',
  [OPTION.integer]: 'whole number',
  [OPTION.boolean]: 'true or false',
  [OPTION.user]: 'a member',
}

/** docs/commands.md: the command reference, from the declarations. */
export function commandReference(): string {
  const sections = registry.commands.map((command) =>
    command.kind === 'slash'
      ? command.subCommands
        ? group(command)
        : slash(command.declaration, command.needs)
      : menu(command.kind, command.declaration.name, command.needs),
  )
  return `---
title: Command reference
order: 195
description: Every command with its options, and the permissions Steward asks for.
---

Every command of Steward, generated from its declarations.

${sections.join('\n\n')}

## Permissions

The invitation asks for these permissions (\`permissions=${invitePermissions()}\`) and no others:

| permission | to |
|---|---|
${Object.entries(BOT_PERMISSIONS)
  .map(([reason, name]) => `| ${words(name)} | ${reason} |`)
  .join('\n')}
`
}

function slash(declaration: SlashDeclaration, needs: string | undefined): string {
  const options = (declaration.options ?? []) as APIApplicationCommandBasicOption[]
  const usage = options.map(({ name, required }) => (required ? ` ${name}:…` : ` [${name}:…]`)).join('')
  const rows = options.map((option) => {
    const max = 'max_length' in option && option.max_length ? `, at most ${option.max_length} characters` : ''
    const hints = 'autocomplete' in option && option.autocomplete ? ', suggested while typing' : ''
    return `| \`${option.name}\` | ${TYPE_NAMES[option.type] ?? 'value'}${max}${hints} | ${option.required ? 'yes' : 'no'} | ${option.description} |`
  })
  const table =
    rows.length > 0 ? `\n\n| option | value | needed | meaning |\n|---|---|---|---|\n${rows.join('\n')}` : ''
  return `## /${declaration.name}\n\n\`/${declaration.name}${usage}\`: ${declaration.description}.${where(declaration.contexts, needs)}${table}`
}

/** A command that consists of sub-commands, each with its options. */
function group(command: SlashCommand<CommandDeps>): string {
  const { declaration, needs, subCommands = [] } = command
  const parts = subCommands.map(({ declaration: part }) =>
    slash(
      { ...part, name: `${declaration.name} ${part.name}`, contexts: declaration.contexts ?? [] },
      needs,
    ).replace(/^##/, '###'),
  )
  return `## /${declaration.name}\n\n${declaration.description}.\n\n${parts.join('\n\n')}`
}

function menu(kind: 'message' | 'user', name: string, needs: string | undefined): string {
  const whose = kind === 'message' ? 'A message command: open a message’s' : 'A user command: open a member’s'
  return `## ${name}\n\n${whose} menu, choose Apps, then “${name}”.${where([CONTEXT.guild], needs)}`
}

function where(contexts: readonly number[] | null | undefined, needs: string | undefined): string {
  const place = contexts?.includes(CONTEXT.botDm)
    ? ' Works in the server and in a direct message to Steward.'
    : ' Works in the server.'
  return place + (needs ? ` Needs the permission ${words(needs)}.` : '')
}

function words(permission: string): string {
  const text = permission.toLowerCase().replaceAll('_', ' ')
  return `“${text[0]?.toUpperCase()}${text.slice(1)}”`
}
