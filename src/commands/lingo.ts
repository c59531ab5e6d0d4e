import { CONTEXT, commandGroup, OPTION, subCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import { privately } from '../discord/reply.ts'
import { escapeMarkdown, shorten } from '../discord/text.ts'
import { type LingoEntry, MAX_DEFINITION_CHARS, MAX_LINGO_TERM_CHARS } from '../moderation/feedback/lingo.ts'
import { escapeDefinition } from '../moderation/follow-up/question-card.ts'
import type { TermVersion } from '../storage/lingo.ts'
import type { CommandDeps } from './deps.ts'

const SHOWN_VERSIONS = 4
const A_PAGE = 15
const LINE_CHARS = 120

const term = {
  type: OPTION.string,
  name: 'term',
  description: 'The word or phrase',
  required: true,
  max_length: MAX_LINGO_TERM_CHARS,
} as const

const set = subCommand({
  declaration: {
    name: 'set',
    description: 'Says what a word means here, word for word',
    options: [
      term,
      {
        type: OPTION.string,
        name: 'definition',
        description: 'What it means, in a sentence or two',
        required: true,
        max_length: MAX_DEFINITION_CHARS,
      },
    ],
  },
  async handle({ actor, options }, { lingo }: CommandDeps) {
    const by = { id: actor.interactionId, moderatorId: actor.memberId }
    const { before } = await lingo.set(options.term, options.definition, by)
    const was = before ? `\nBefore: ${escapeDefinition(before.definition)}` : ''
    return privately(`**${escapeMarkdown(options.term)}**: ${escapeDefinition(options.definition)}${was}`)
  },
})

const show = subCommand({
  declaration: {
    name: 'show',
    description: 'What a word means, and where that comes from',
    options: [term],
  },
  async handle({ options }, { lingo }: CommandDeps) {
    const { term: found, versions, similar } = await lingo.find(options.term)
    if (!found) {
      const meant =
        similar.length === 0
          ? `\`/lingo set\` defines it.`
          : `Did you mean one of these?\n${similar.map(line).join('\n')}`
      return privately(`“${escapeMarkdown(options.term)}” is not in the dictionary. ${meant}`)
    }
    const [latest, ...earlier] = versions
    const lines = [
      `**${escapeMarkdown(found.term)}**: ${escapeDefinition(found.definition)}`,
      ...(latest ? [`${originOf(latest)}.`] : []),
      ...earlier
        .slice(0, SHOWN_VERSIONS)
        .map((each) => `-# ${originOf(each)}: ${escapeDefinition(shorten(each.definition, LINE_CHARS))}`),
    ]
    return privately(lines.join('\n').slice(0, 2000))
  },
})

const list = subCommand({
  declaration: {
    name: 'list',
    description: 'The words in the dictionary',
    options: [
      {
        type: OPTION.string,
        name: 'search',
        description: 'Only words like this, or defined with it',
        max_length: 60,
      },
      { type: OPTION.integer, name: 'page', description: 'Which page', min_value: 1 },
    ],
  },
  async handle({ options }, { lingo }: CommandDeps) {
    const entries = await lingo.list(options.search ?? '')
    if (entries.length === 0) {
      return privately(
        options.search
          ? 'No word like that is in the dictionary.'
          : 'The dictionary is empty. `/lingo set` adds a word; checks will ask about words that they do not know.',
      )
    }
    const pages = Math.ceil(entries.length / A_PAGE)
    const page = Math.min(Math.max(1, options.page ?? 1), pages)
    const shown = entries.slice((page - 1) * A_PAGE, page * A_PAGE).map(line)
    const footer =
      pages > 1 ? [`-# Page ${page} of ${pages}: \`/lingo list page:${(page % pages) + 1}\``] : []
    return privately([...shown, ...footer].join('\n').slice(0, 2000))
  },
})

const remove = subCommand({
  declaration: {
    name: 'remove',
    description: 'Takes a word out of the dictionary',
    options: [term],
  },
  async handle({ options }, { lingo }: CommandDeps) {
    const before = await lingo.remove(options.term)
    if (!before) return privately(`“${escapeMarkdown(options.term)}” is not in the dictionary.`)
    return privately(
      `Removed. It meant: ${escapeDefinition(before.definition)}\n-# \`/lingo set\` brings it back. It will not be asked about again.`,
    )
  },
})

/** For moderators: what the community's own words mean. */
export const lingo = commandGroup({
  declaration: {
    name: 'lingo',
    description: 'For moderators: the community’s own words, which checks of feedback are told',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
  },
  needs: 'MODERATE_MEMBERS',
  subCommands: [set, show, list, remove],
})

function line({ term: name, definition }: LingoEntry): string {
  return `**${escapeMarkdown(name)}**: ${escapeDefinition(shorten(definition, LINE_CHARS))}`
}

function originOf({ version, at, sources, moderators }: TermVersion): string {
  const by = moderators.length === 0 ? '' : ` by ${moderators.map((id) => `<@${id}>`).join(', ')}`
  const answers = `${sources.length} answer${sources.length === 1 ? '' : 's'}`
  return `Version ${version}, <t:${Math.floor(at / 1000)}:d>, from ${answers}${by}`
}
