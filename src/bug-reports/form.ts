import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import { encodeCustomId } from '../discord/custom-id.ts'
import type { Answers } from './report.ts'

const LABEL = 18
const TEXT_INPUT = 4
const SELECT = 3
const STYLE = { short: 1, paragraph: 2 } as const
/** Discord's limit for the parts of a modal, and for what is filled in beforehand. */
const MAX_PARTS = 5
const MAX_PREFILL_CHARS = 4000
export const MAX_TITLE_CHARS = 200
const MAX_VERSION_CHARS = 200
const MAX_LABEL_CHARS = 100

type Part = APIModalInteractionResponseCallbackData['components'][number]

interface Form {
  reportId: string
  /** Null: the form asks for it. */
  title: string | null
  /** What the title and the first field say already. */
  prefill: { title: string; happened: string }
  repositories: readonly string[]
}

/**
 * The form of a report. Discord takes five parts: with several repositories to choose from, a form that also asks for the
 * title has no room for the version, which the steps then ask for.
 */
export function reportForm({
  reportId,
  title,
  prefill,
  repositories,
}: Form): APIModalInteractionResponseCallbackData {
  const hasVersion = title !== null || repositories.length === 1
  const parts: Part[] = [
    ...(title === null
      ? [
          text(
            'title',
            'Title',
            'What is wrong, in a few words',
            MAX_TITLE_CHARS,
            STYLE.short,
            true,
            prefill.title,
          ),
        ]
      : []),
    text(
      'happened',
      'What happened?',
      'With the error message, if there was one',
      MAX_PREFILL_CHARS,
      STYLE.paragraph,
      true,
      prefill.happened,
    ),
    text('expected', 'What did you expect?', '', 1500, STYLE.paragraph, false),
    text(
      'steps',
      'How can others make it happen?',
      hasVersion ? 'Step by step, from the beginning' : 'Step by step, with the version you use',
      3000,
      STYLE.paragraph,
      false,
    ),
    ...(hasVersion
      ? [
          text(
            'version',
            'Version',
            'Of what you use, and of your system',
            MAX_VERSION_CHARS,
            STYLE.short,
            false,
          ),
        ]
      : []),
    ...(repositories.length > 1 ? [choice(repositories)] : []),
  ]
  return {
    custom_id: encodeCustomId('bug-form', { report: reportId }),
    title: 'Report a bug on GitHub',
    components: parts.slice(0, MAX_PARTS),
  }
}

/** What was filled in; null for a repository that is none of the configured ones. */
export function readForm(
  inputs: ReadonlyMap<string, string>,
  repositories: readonly string[],
): (Omit<Answers, 'title'> & { title: string | null }) | null {
  const value = (name: string) => (inputs.get(name) ?? '').trim()
  const [first] = repositories
  const repository =
    repositories.length === 1 ? first : repositories.find((name) => choiceValue(name) === value('repository'))
  if (repository === undefined) return null
  return {
    title: value('title').slice(0, MAX_TITLE_CHARS) || null,
    happened: value('happened'),
    expected: value('expected'),
    steps: value('steps'),
    version: value('version'),
    repository,
  }
}

function text(
  name: keyof Answers,
  label: string,
  description: string,
  max: number,
  style: 1 | 2,
  required: boolean,
  value = '',
): Part {
  const prefilled = value.slice(0, max).toWellFormed()
  return {
    type: LABEL,
    label,
    ...(description && { description }),
    component: {
      type: TEXT_INPUT,
      custom_id: name,
      style,
      max_length: max,
      required,
      ...(prefilled && { value: prefilled }),
    },
  }
}

/** Both label and value of a choice have 100 characters: a longer name keeps its end. */
const choiceValue = (name: string): string => name.slice(-MAX_LABEL_CHARS)

function choice(repositories: readonly string[]): Part {
  return {
    type: LABEL,
    label: 'Where does it belong?',
    component: {
      type: SELECT,
      custom_id: 'repository',
      placeholder: 'Choose the repository',
      options: repositories.map((name) => ({ label: choiceValue(name), value: choiceValue(name) })),
    },
  }
}
