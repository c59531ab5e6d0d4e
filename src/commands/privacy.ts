import { CONTEXT, commandGroup, component, type Press, subCommand } from '../discord/command.ts'
import { encodeCustomId } from '../discord/custom-id.ts'
import { privately } from '../discord/reply.ts'
import type { PersonalData } from '../privacy/personal-data.ts'
import { MODERATION_DAYS } from '../privacy/retention.ts'
import type { CommandDeps } from './deps.ts'

/** Discord's numbers for components and button styles. */
const ROW = 1
const BUTTON = 2
const STYLE = { secondary: 2, danger: 4 } as const

const show = subCommand({
  declaration: { name: 'show', description: 'What is stored about you here' },
  async handle({ actor }, { privacy }: CommandDeps) {
    const held = heldLines(await privacy.held(actor.memberId))
    if (held.length === 0) {
      return privately(
        'Nothing is stored under your Discord id. Figures about questions and votes carry no name, so none of them can be found as yours.',
      )
    }
    return privately(
      [
        '**Stored under your Discord id**',
        ...held.map((line) => `- ${line}`),
        'Beside that: what you wrote in watched channels lately, for a day or two, and questions while they are answered. Figures about questions and votes carry no name.',
        '`/privacy export` gives you all of it as a file, `/privacy erase` deletes what can be deleted.',
      ].join('\n'),
    )
  },
})

const exportFile = subCommand({
  declaration: { name: 'export', description: 'What is stored about you, as a file that only you see' },
  async handle({ actor }, { privacy }: CommandDeps) {
    const { interactionId, memberId, applicationId, token } = actor
    await privacy.sendFile(interactionId, memberId, { applicationId, token })
    return { kind: 'deferred', ephemeral: true }
  },
})

const erase = subCommand({
  declaration: { name: 'erase', description: 'Deletes what is stored about you; asks before it does' },
  async handle({ actor }, { privacy }: CommandDeps) {
    const data = await privacy.held(actor.memberId)
    const { goes, stays } = partsOf(data)
    if (goes.length === 0) {
      return privately(
        stays.length === 0
          ? 'Nothing is stored under your Discord id.'
          : ['There is nothing that can be deleted now.', ...staying(stays)].join('\n'),
      )
    }
    return {
      kind: 'message',
      ephemeral: true,
      content: [
        '**This will be deleted, for good:**',
        ...goes.map((line) => `- ${line}`),
        'What moderators decided about your messages, and what you decided as one, stays as numbers that nothing leads from to you.',
        ...staying(stays),
      ].join('\n'),
      components: [
        {
          type: ROW,
          components: [
            button('erase', 'Delete it', STYLE.danger),
            button('keep', 'Keep it', STYLE.secondary),
          ],
        },
      ],
    }
  },
})

/** For every member: what is held on them. */
export const privacy = commandGroup({
  declaration: {
    name: 'privacy',
    description: 'What is stored about you: see it, get it as a file, delete it',
    contexts: [CONTEXT.guild, CONTEXT.botDm],
  },
  subCommands: [show, exportFile, erase],
})

/** Whoever presses it means themselves: the reply it sits on is seen by nobody else. */
export const privacyButton = component({
  id: 'privacy',
  async handle({ actor, fields: { act } }: Press<{ act: string }>, { privacy }: CommandDeps) {
    if (act !== 'erase') return { kind: 'update', content: 'Nothing was deleted.', components: [] }
    await privacy.erase(actor.memberId)
    const { stays } = partsOf(await privacy.held(actor.memberId))
    return {
      kind: 'update',
      content: [
        'It is deleted. If you go on writing where feedback is checked, Steward will get to know you anew.',
        ...staying(stays),
      ].join('\n'),
      components: [],
    }
  },
})

/** In words a member knows; `stays` is needed for moderation. */
const WORDS = [
  ['strikes', 'strike', 'strikes', true],
  ['cases', 'moderation case about you', 'moderation cases about you', true],
  [
    'evidence',
    'message of yours that such a case is about',
    'messages of yours that such cases are about',
    true,
  ],
  ['audit_events', 'entry of the audit trail about you', 'entries of the audit trail about you', true],
  ['cases_you_decided', 'case you decided as a moderator', 'cases you decided as a moderator', true],
  ['case_notes_you_wrote', 'note you wrote on a case', 'notes you wrote on cases', true],
  ['reports_you_made', 'report you made', 'reports you made', false],
  [
    'messages',
    'message of yours where feedback is checked',
    'messages of yours where feedback is checked',
    false,
  ],
  ['user_aliases', 'name you are or were known by', 'names you are or were known by', false],
  ['user_attributes', 'number on how you tend to talk', 'numbers on how you tend to talk', false],
  [
    'attribute_evidence',
    'rated conversation behind such a number',
    'rated conversations behind these numbers',
    false,
  ],
  [
    'flags_you_wrote',
    'message of yours judged as possible feedback',
    'messages of yours judged as possible feedback',
    false,
  ],
  ['flags_about_you', 'such message about you', 'such messages about you', false],
  ['moderator_reviews', 'vote you gave as a moderator', 'votes you gave as a moderator', false],
  ['lingo_sources', 'explanation of a word you gave', 'explanations of words you gave', false],
  [
    'lingo_questions_you_answered',
    'question about a word you decided',
    'questions about words you decided',
    false,
  ],
  ['github_links', 'GitHub account you linked', 'GitHub accounts you linked', false],
  ['github_link_attempts', 'use of /link-github', 'uses of /link-github', false],
  ['feedback_model_decisions', 'decision of yours on the model', 'decisions of yours on the model', false],
  [
    'encouragements',
    'day on which a post of yours was answered kindly',
    'days on which a post of yours was answered kindly',
    false,
  ],
] as const

function lineOf({ tables }: PersonalData, [table, one, many]: (typeof WORDS)[number]): string[] {
  const count = tables[table]?.length ?? 0
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
}

/** Who is known has a pseudonym, even when nothing else is left. */
function heldLines(data: PersonalData): string[] {
  const known = data.pseudonym === null ? [] : [`the name a model knows you by: ${data.pseudonym}`]
  return [...WORDS.flatMap((each) => lineOf(data, each)), ...known]
}

function partsOf(data: PersonalData): { goes: string[]; stays: string[] } {
  const known = data.pseudonym === null ? [] : [`the name a model knows you by: ${data.pseudonym}`]
  return {
    goes: [...WORDS.filter(([, , , stays]) => !stays).flatMap((each) => lineOf(data, each)), ...known],
    stays: WORDS.filter(([, , , stays]) => stays).flatMap((each) => lineOf(data, each)),
  }
}

function staying(stays: readonly string[]): string[] {
  if (stays.length === 0) return []
  return [
    '**This stays, because moderators must be able to review and take back what was done:**',
    ...stays.map((line) => `- ${line}`),
    `Words of messages go after ${MODERATION_DAYS.evidence} days, cases, notes and strikes after ${MODERATION_DAYS.cases}, the audit trail after ${MODERATION_DAYS.audit}. \`/strikes\` shows what counts.`,
  ]
}

const button = (act: string, label: string, style: 2 | 4) =>
  ({ type: BUTTON, style, label, custom_id: encodeCustomId('privacy', { act }) }) as const
