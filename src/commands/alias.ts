import { CONTEXT, commandGroup, OPTION, subCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import { privately } from '../discord/reply.ts'
import { escapeMarkdown } from '../discord/text.ts'
import { MAX_ALIAS_CHARS } from '../privacy/aliases.ts'
import type { CommandDeps } from './deps.ts'

const member = { type: OPTION.user, name: 'member', description: 'The member', required: true } as const
const name = {
  type: OPTION.string,
  name: 'name',
  description: 'What others call them',
  required: true,
  max_length: MAX_ALIAS_CHARS,
} as const

const add = subCommand({
  declaration: {
    name: 'add',
    description: 'A name for a member, to be kept from the model',
    options: [member, name],
  },
  async handle({ options }, { people }: CommandDeps) {
    const { isWeak } = await people.addAlias(options.member, options.name)
    const limits = isWeak
      ? ' It is short, or an everyday word, so it is taken out only where it is used as a name: after @, at the start before a comma, or capitalised inside a sentence.'
      : ''
    return privately(
      `“${escapeMarkdown(options.name)}” is a name for <@${options.member}> from now on.${limits}`,
    )
  },
})

const list = subCommand({
  declaration: { name: 'list', description: 'The names a member is or was known by', options: [member] },
  async handle({ options }, { people }: CommandDeps) {
    const all = await people.aliases(options.member)
    if (all.length === 0) {
      return privately(
        `No name is kept of <@${options.member}>: they have not written where feedback is checked, and \`/alias add\` has added none.`,
      )
    }
    const named = (own: boolean) =>
      all
        .filter(({ source }) => (source === 'moderator') === own)
        .map((alias) => `“${escapeMarkdown(alias.name)}”`)
        .join(', ')
    const lines = [
      `**Names of <@${options.member}>**`,
      `Added by moderators: ${named(true) || 'none'}`,
      `From Discord: ${named(false) || 'none'}`,
    ]
    return privately(lines.join('\n').slice(0, 2000))
  },
})

const remove = subCommand({
  declaration: { name: 'remove', description: 'Takes back a name that was added', options: [member, name] },
  async handle({ options }, { people }: CommandDeps) {
    const shown = `“${escapeMarkdown(options.name)}”`
    if (await people.removeAlias(options.member, options.name)) {
      return privately(`${shown} is no name for <@${options.member}> any more.`)
    }
    return privately(
      `${shown} is no name that was added for <@${options.member}>. \`/alias list\` shows those; names from Discord stay.`,
    )
  },
})

/** For moderators: what members are called, so that no model learns it. */
export const alias = commandGroup({
  declaration: {
    name: 'alias',
    description: 'For moderators: names of members that checks of feedback keep from the model',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
  },
  needs: 'MODERATE_MEMBERS',
  subCommands: [add, list, remove],
})
