import { CONTEXT, commandGroup, OPTION, subCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import { privately } from '../discord/reply.ts'
import { escapeMarkdown, shorten } from '../discord/text.ts'
import { actOfResolution, CASE_ACT } from '../moderation/enforcement/case-acts.ts'
import { MAX_CASE_NOTE_CHARS } from '../storage/case-notes.ts'
import type { Case } from '../storage/cases.ts'
import { decideCase } from './case-card.ts'
import type { CommandDeps } from './deps.ts'

const LISTED = 15
const NOTES_CHARS = 1500
const number = {
  type: OPTION.integer,
  name: 'number',
  description: 'The number of the case',
  required: true,
  min_value: 1,
} as const

const show = subCommand({
  declaration: {
    name: 'show',
    description: 'A case with its words, signals, acts and notes',
    options: [number],
  },

  async handle({ options }, { moderation }: CommandDeps) {
    const found = await moderation?.caseByNumber(options.number)
    if (!moderation || !found) return privately(unknownCase(options.number))
    const [first] = found.decision.messages
    const reports = first ? await moderation.reportsOf(first.id) : []
    const lines = [
      ...reports.map(
        ({ reporterId, note }) => `Reported by <@${reporterId}>: ${escapeMarkdown(shorten(note, 200))}`,
      ),
      ...(await moderation.notesOf(found.number)).map(
        ({ moderatorId, note, at }) =>
          `<t:${Math.floor(at / 1000)}:d> <@${moderatorId}>: ${escapeMarkdown(shorten(note, 300))}`,
      ),
    ]
    return {
      kind: 'message',
      ephemeral: true,
      content: shorten(lines.join('\n'), NOTES_CHARS),
      ...(await moderation.show(found)),
    }
  },
})

const list = subCommand({
  declaration: {
    name: 'list',
    description: 'The latest cases',
    options: [
      {
        type: OPTION.string,
        name: 'member',
        description: 'Only those about one member: the member’s id',
        max_length: 25,
      },
      { type: OPTION.string, name: 'rule', description: 'Only those of one rule', max_length: 50 },
      { type: OPTION.boolean, name: 'open', description: 'Only those that no moderator has decided' },
    ],
  },

  async handle({ options }, { moderation }: CommandDeps) {
    const authorId = options.member?.replace(/\D/g, '')
    const cases =
      (await moderation?.listCases({ authorId, rule: options.rule, isOpen: options.open, limit: LISTED })) ??
      []
    if (cases.length === 0) return privately('There are no such cases.')
    return privately(cases.map(line).join('\n').slice(0, 2000))
  },
})

const note = subCommand({
  declaration: {
    name: 'note',
    description: 'Leaves a note on a case, for other moderators',
    options: [
      number,
      {
        type: OPTION.string,
        name: 'text',
        description: 'The note',
        required: true,
        max_length: MAX_CASE_NOTE_CHARS,
      },
    ],
  },

  async handle({ actor, options }, { moderation, now }: CommandDeps) {
    const found = await moderation?.caseByNumber(options.number)
    if (!moderation || !found) return privately(unknownCase(options.number))
    await moderation.addNote(
      {
        id: actor.interactionId,
        caseNumber: found.number,
        moderatorId: actor.memberId,
        note: options.text,
        at: now(),
      },
      found,
    )
    return privately(`Noted on case ${found.number}. \`/case show\` has it.`)
  },
})

const undo = subCommand({
  declaration: {
    name: 'undo',
    description: 'Takes a case back: lifts timeout and ban, voids the strike, returns the words',
    options: [number],
  },

  async handle({ actor, options }, { moderation }: CommandDeps) {
    if (!moderation) return privately(unknownCase(options.number))
    return decideCase({ actor, number: options.number, act: 'undo', mayRevise: true }, moderation)
  },
})

/** For moderators: what Steward decided, and taking it back. */
export const caseCommand = commandGroup({
  declaration: {
    name: 'case',
    description: 'For moderators: what was decided about messages, and taking it back',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
  },
  needs: 'MODERATE_MEMBERS',
  subCommands: [show, list, note, undo],
})

function line({ number, decision, resolution, openedAt }: Case): string {
  const state = resolution
    ? `${CASE_ACT[actOfResolution(resolution.what)].past.toLowerCase()} by <@${resolution.by}>`
    : 'open'
  const dry = decision.isDry ? ', dry run' : ''
  return `**${number}** <t:${Math.floor(openedAt / 1000)}:d> <@${decision.authorId}> ${escapeMarkdown(decision.rule)}: ${state}${dry}`
}

function unknownCase(number: number): string {
  return `There is no case ${number}. \`/case list\` shows the latest ones; old ones are deleted.`
}
