import { encodeCustomId } from '../discord/custom-id.ts'
import { MAX_DESCRIPTION_CHARS } from '../discord/listing.ts'
import type { MessageParts } from '../discord/messages.ts'
import { shorten, titledLink } from '../discord/text.ts'
import type { Duplicate } from './duplicates.ts'
import type { Joining, KnownIssue, Report } from './report.ts'

const ACTION_ROW = 1
const BUTTON = 2
const SELECT = 3
const STYLE = { primary: 1, secondary: 2 } as const
const TITLE_CHARS = 120
/** Discord's limits for an option of a select. */
const OPTION_CHARS = 100

/** What can be pressed under a report; with `comment` and `thumbs-up` goes the issue's number. */
export type ReportAct = 'open' | 'drop' | 'back' | `comment-${number}` | `thumbs-up-${number}`

/** Changes when the member has to be shown something else. */
export function viewKey(report: Report): string {
  const { phase, problem, attempts, joining } = report
  switch (phase) {
    case 'sending':
      return attempts > 0 && problem ? `kept: ${problem}` : 'sending'
    case 'sent':
      return joining ? `joined ${joining.number}` : 'sent'
    default:
      return phase
  }
}

/** The reply that only the member sees. */
export function view(report: Report): MessageParts {
  const { phase, problem, place, issue, joining, repository } = report
  const word = place.isQuiet
    ? ''
    : ' I post the link here, and say here when it is closed or a fix is released.'
  switch (phase) {
    case 'draft':
    case 'searching':
      return plain('Looking for issues like yours…')
    case 'choosing':
      return choice(report)
    case 'sending':
      return plain(
        report.attempts > 0 && problem
          ? `Your report is kept, and sent later: ${problem}. You need not do anything.${place.isQuiet ? '' : ' I post the link here once it is there.'}`
          : 'Sending it to GitHub…',
      )
    case 'handed_over':
      return plain(`Your report was handed to the bot that looks after \`${repository}\`.${word}`)
    case 'sent':
      if (joining)
        return plain(
          `${joinedText(joining)}${place.isQuiet ? '' : ' I say here when it is closed or a fix is released.'}`,
        )
      return plain(issue ? `Opened: ${linkTo(issue)}.${word}` : 'Your report is at GitHub.')
    case 'dropped':
      return plain('Dropped. Nothing was sent.')
    case 'given_up':
      return plain(
        `I could not send your report: ${problem ?? 'GitHub did not take it'}. Please tell a moderator.${place.isQuiet ? '' : ' What you wrote is in the message I post here.'}`,
      )
  }
}

/** After a choice: what is to be done about the issue there is. */
export function joiningView(reportId: string, duplicate: Duplicate): MessageParts {
  return {
    content: `${linkTo(duplicate)} is ${stateOf(duplicate)}. Shall I add what you wrote as a comment, or only a thumbs-up?`,
    embeds: [],
    components: [
      row([
        button(reportId, `comment-${duplicate.number}`, 'Add my report as a comment', STYLE.primary),
        button(reportId, `thumbs-up-${duplicate.number}`, '👍 Only a thumbs-up', STYLE.secondary),
        button(reportId, 'back', 'Back', STYLE.secondary),
      ]),
    ],
  }
}

export function linkNotice({ issue, joining, reporterId }: Report): string {
  if (joining)
    return `<@${reporterId}> ${joining.by === 'comment' ? 'added to' : 'has met'} a bug that is known: ${linkTo(joining)}.`
  return `<@${reporterId}> reported a bug: ${issue ? linkTo(issue) : ''}. I say here when it is closed or a fix is released.`
}

export function closedNotice(issue: KnownIssue, reason: string | null): string {
  if (reason === 'not_planned') return `${linkTo(issue)} was closed: it will not be worked on.`
  if (reason === 'duplicate') return `${linkTo(issue)} was closed, as another issue is about the same.`
  return `${linkTo(issue)} was closed as done. I say here when a release mentions it.`
}

export function reopenedNotice(issue: KnownIssue): string {
  return `${linkTo(issue)} was opened again.`
}

export function releasedNotice(issue: KnownIssue, release: { tag: string; url: string }): string {
  return `A fix of ${linkTo(issue)} is in ${titledLink(release.tag, release.url, TITLE_CHARS)}.`
}

export function givenUpNotice({ reporterId, problem }: Report): string {
  return `<@${reporterId}>, I could not send your bug report to GitHub: ${problem ?? 'it did not take it'}. What you wrote is in the file, so that it is not lost.`
}

function choice({ id, duplicates }: Report): MessageParts {
  const lines = duplicates.map((duplicate) => `• ${linkTo(duplicate)}, ${stateOf(duplicate)}`)
  return {
    content:
      'Is it one of these? Then choose it, so that there is one place for it. I keep your report for a day.',
    embeds: [{ title: 'Issues like yours', description: lines.join('\n').slice(0, MAX_DESCRIPTION_CHARS) }],
    components: [
      row([
        {
          type: SELECT,
          custom_id: encodeCustomId('bug-same', { report: id }),
          placeholder: 'It is this one…',
          options: duplicates.map(({ number, title, state }) => ({
            label: shorten(`#${number} ${title}`, OPTION_CHARS),
            value: String(number),
            description: state,
          })),
        },
      ]),
      row([
        button(id, 'open', 'None of these: open it', STYLE.primary),
        button(id, 'drop', 'Do not report', STYLE.secondary),
      ]),
    ],
  }
}

function joinedText(joining: Joining): string {
  return joining.by === 'comment' ? `Added to ${linkTo(joining)}.` : `Gave ${linkTo(joining)} a thumbs-up.`
}

function stateOf({ state, reason }: Duplicate): string {
  if (state === 'open') return 'open'
  return reason === 'not_planned' ? 'closed, not planned' : 'closed'
}

function linkTo({ number, title, url }: KnownIssue): string {
  return `${titledLink(`#${number} ${title}`, url, TITLE_CHARS)}`
}

const plain = (content: string): MessageParts => ({ content, embeds: [], components: [] })

type Row = Extract<NonNullable<MessageParts['components']>[number], { type: 1 }>

function row(components: Row['components']): Row {
  return { type: ACTION_ROW, components }
}

function button(report: string, act: ReportAct, label: string, style: 1 | 2): Row['components'][number] {
  return { type: BUTTON, style, label, custom_id: encodeCustomId('bug', { report, act }) }
}
