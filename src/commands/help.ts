import { purposeOf } from '../config/channels.ts'
import type { Config, Purpose } from '../config/schema.ts'
import { COMMAND, CONTEXT, slashCommand } from '../discord/command.ts'
import type { Actor } from '../discord/interaction.ts'
import { MAX_DESCRIPTION_CHARS } from '../discord/listing.ts'
import { isAllowed } from '../discord/permissions.ts'
import type { Command } from '../discord/registry.ts'
import { escapeMarkdown, maskedLink } from '../discord/text.ts'
import type { CommandDeps } from './deps.ts'
import { budgetChannel } from './place.ts'
import { ACCENT_COLOR } from './theme.ts'

/** Of one purpose; a pattern counts as one. */
const CHANNELS_SHOWN = 8

/** What Steward does here: by what the channel is for, and by what works in this server. */
export function helpCommand(all: () => readonly Command<CommandDeps>[]) {
  return slashCommand({
    declaration: {
      name: 'help',
      description: 'What I do here, and the commands that work',
      contexts: [CONTEXT.guild, CONTEXT.botDm],
    },

    async handle({ actor }, deps: CommandDeps) {
      const { config } = deps
      const others = all().filter(({ declaration }) => declaration.name !== 'help')
      const parts = [
        await here(actor, deps),
        ...elsewhere(config),
        commandList(
          'What you can use',
          others.filter((command) => command.needs === undefined && isOn(command, actor, deps)),
        ),
        commandList(
          'For moderators',
          others.filter(
            (command) =>
              command.needs !== undefined &&
              isAllowed(actor.permissions, command.needs) &&
              isOn(command, actor, deps),
          ),
        ),
        `Read on in ${maskedLink('the docs', config.community.docsUrl)}.`,
      ]
      return {
        kind: 'message',
        ephemeral: true,
        embeds: [
          {
            title: `What I do at ${config.community.name}`.slice(0, 256),
            color: ACCENT_COLOR,
            description: parts.filter(Boolean).join('\n\n').slice(0, MAX_DESCRIPTION_CHARS),
          },
        ],
      }
    },
  })
}

function isOn({ isOn: check, declaration }: Command<CommandDeps>, actor: Actor, deps: CommandDeps): boolean {
  const isThere = actor.guildId !== null || declaration.contexts?.includes(CONTEXT.botDm) === true
  return isThere && (check?.(deps) ?? true)
}

/** A thread is what its channel is. */
async function here(actor: Actor, { config, channelName }: CommandDeps): Promise<string> {
  if (actor.guildId === null) return ''
  const { channel } = actor
  const id = budgetChannel(channel)
  const name = id === channel.id ? channel.name : await channelName(id)
  const purpose = purposeOf(config, { id, name })
  return `**In <#${id}>** ${purpose ? purposeText(purpose, config) : 'you can use my commands; I do nothing by myself.'}`
}

function purposeText(purpose: Purpose, { watch, answers, moderation }: Config): string {
  switch (purpose) {
    case 'answers':
      return watch.enabled && answers.unasked
        ? `I answer from the docs, in a thread, what nobody has answered within ${duration(answers.patienceSeconds)}; and at once when you mention me.`
        : 'questions are answered from the docs: use `/ask`.'
    case 'mentions':
      return watch.enabled
        ? 'I answer when you mention me or reply to me.'
        : 'you can use my commands; I do nothing by myself.'
    case 'showcase':
      return watch.enabled
        ? 'you show what you made; I react, and say a sentence at most once a day.'
        : 'you show what you made.'
    case 'jobs':
      return watch.enabled && moderation.jobs.enabled
        ? 'job posts are welcome; I move those written elsewhere here.'
        : 'job posts are welcome.'
    case 'moderators':
      return 'moderators get my cards and notices.'
    case 'announcements':
    case 'inactive':
      return 'I stay quiet: only you see what I answer to a command.'
  }
}

/** Where else something happens by itself. */
function elsewhere({ channels, watch }: Config): string[] {
  const lines = [
    ...line('Questions', channels.answers),
    ...(watch.enabled ? line('Job posts', channels.jobs) : []),
    ...line('What you made', channels.showcase),
    ...line('News', channels.announcements),
  ]
  return lines.length > 0 ? [`**Where things belong**\n${lines.join('\n')}`] : []
}

function line(what: string, entries: readonly { name: string }[]): string[] {
  if (entries.length === 0) return []
  const names = entries
    .slice(0, CHANNELS_SHOWN)
    .map(({ name }) =>
      /^\d{17,20}$/.test(name) ? `<#${name}>` : `#${escapeMarkdown(name.replace(/\{[^}]*\}/, '…'))}`,
    )
  const more = entries.length > CHANNELS_SHOWN ? ' and others' : ''
  return [`${what}: ${names.join(', ')}${more}`]
}

function commandList(title: string, commands: readonly Command<CommandDeps>[]): string {
  if (commands.length === 0) return ''
  const lines = commands.map(({ declaration }) =>
    'description' in declaration
      ? `\`/${declaration.name}\` ${escapeMarkdown(declaration.description)}`
      : `**${declaration.name}** in a ${declaration.type === COMMAND.user ? 'member' : 'message'}’s menu, under Apps`,
  )
  return `**${title}**\n${lines.map((each) => `• ${each}`).join('\n')}`
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`
  return `${Math.round(seconds / 60)} minutes`
}
