import * as z from 'zod'
import type { StoredCommand } from '../../world/state.ts'
import type { World } from '../../world/world.ts'
import { type FieldProblem, invalidForm, NO_CONTENT, ok, type Reply, refuse } from '../reply.ts'
import { route } from '../route.ts'
import { type CommandDeclaration, commandDeclaration } from '../schemas/command.ts'

/** Of each kind: slash commands, on members, on messages. */
const MAX_COMMANDS = { 1: 100, 2: 15, 3: 15 } as const

const GLOBAL = '/applications/{application}/commands'
const IN_GUILD = '/applications/{application}/guilds/{guild}/commands'
const list = z.array(commandDeclaration)
const localized = z.strictObject({ with_localizations: z.enum(['true', 'false']).exactOptional() })
const READ = [10, 1] as const
const WRITE = [5, 20] as const

export const commandRoutes = [
  route({
    method: 'GET',
    path: GLOBAL,
    limit: READ,
    query: localized,
    handle: ({ world }) => ok(listed(world, null)),
  }),
  route({
    method: 'GET',
    path: IN_GUILD,
    limit: READ,
    query: localized,
    handle: ({ world, params }) => ok(listed(world, params.guild)),
  }),
  route({
    method: 'PUT',
    path: GLOBAL,
    limit: WRITE,
    body: list,
    handle: ({ world, body }) => overwrite(world, null, body),
  }),
  route({
    method: 'PUT',
    path: IN_GUILD,
    limit: WRITE,
    body: list,
    handle: ({ world, params, body }) => overwrite(world, params.guild, body),
  }),
  route({
    method: 'POST',
    path: GLOBAL,
    limit: WRITE,
    body: commandDeclaration,
    handle: ({ world, body }) => upsert(world, null, body),
  }),
  route({
    method: 'POST',
    path: IN_GUILD,
    limit: WRITE,
    body: commandDeclaration,
    handle: ({ world, params, body }) => upsert(world, params.guild, body),
  }),
  route({
    method: 'DELETE',
    path: `${GLOBAL}/{command}`,
    limit: WRITE,
    handle: ({ world, params }) => remove(world, null, params.command),
  }),
  route({
    method: 'DELETE',
    path: `${IN_GUILD}/{command}`,
    limit: WRITE,
    handle: ({ world, params }) => remove(world, params.guild, params.command),
  }),
]

function listed(world: World, guildId: string | null) {
  return world.state.commands.filter((one) => one.guildId === guildId).map((one) => payload(world, one))
}

/** The whole list at once. A command that keeps its name and kind keeps its id. */
function overwrite(world: World, guildId: string | null, declarations: CommandDeclaration[]): Reply {
  const problems = duplicates(declarations)
  if (problems.length > 0) return invalidForm(problems)
  for (const kind of [1, 2, 3] as const) {
    if (declarations.filter((one) => (one.type ?? 1) === kind).length > MAX_COMMANDS[kind])
      return refuse(30032)
  }
  const stored = declarations.map((one) => store(world, guildId, one))
  world.state.commands = [...world.state.commands.filter((one) => one.guildId !== guildId), ...stored]
  world.tell({ kind: 'commands' })
  return ok(listed(world, guildId))
}

function upsert(world: World, guildId: string | null, declaration: CommandDeclaration): Reply {
  const stored = store(world, guildId, declaration)
  const existed = world.state.commands.some((one) => one.id === stored.id)
  const kind = stored.type
  const count = world.state.commands.filter((one) => one.guildId === guildId && one.type === kind).length
  if (!existed && count >= MAX_COMMANDS[kind]) return refuse(30032)
  world.state.commands = [...world.state.commands.filter((one) => one.id !== stored.id), stored]
  world.tell({ kind: 'commands' })
  return ok(payload(world, stored), existed ? 200 : 201)
}

function remove(world: World, guildId: string | null, id: string): Reply {
  const others = world.state.commands.filter((one) => one.id !== id || one.guildId !== guildId)
  if (others.length === world.state.commands.length) return refuse(10063)
  world.state.commands = others
  world.tell({ kind: 'commands' })
  return NO_CONTENT
}

function store(world: World, guildId: string | null, declaration: CommandDeclaration): StoredCommand {
  const type = declaration.type ?? 1
  const existing = world.state.commands.find(
    (one) => one.guildId === guildId && one.type === type && one.name === declaration.name,
  )
  return {
    id: existing?.id ?? world.newId(),
    guildId,
    type,
    name: declaration.name,
    version: world.newId(),
    declaration,
  }
}

function duplicates(declarations: CommandDeclaration[]): FieldProblem[] {
  const key = (one: CommandDeclaration) => `${one.type ?? 1} ${one.name}`
  return declarations.flatMap((one, index) =>
    declarations.findIndex((other) => key(other) === key(one)) === index
      ? []
      : [
          {
            path: [index],
            code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
            message: 'Application command names must be unique',
          },
        ],
  )
}

function payload(world: World, command: StoredCommand) {
  return {
    default_member_permissions: null,
    nsfw: false,
    contexts: null,
    integration_types: [0],
    description: '',
    ...command.declaration,
    id: command.id,
    application_id: world.applicationId,
    type: command.type,
    name: command.name,
    version: command.version,
    ...(command.guildId !== null && { guild_id: command.guildId }),
  }
}
