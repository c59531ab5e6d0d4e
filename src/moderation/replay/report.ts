import type { APIButtonComponentWithCustomId, APIEmbed } from 'discord-api-types/v10'
import { listing } from '../../discord/listing.ts'
import type { MessageParts } from '../../discord/messages.ts'
import { escapeMarkdown, maskedLink, shorten } from '../../discord/text.ts'
import type { ActionKind } from '../decision.ts'
import { messageUrl } from '../enforcement/card.ts'
import { barChart } from './chart.ts'
import { type Comparison, ENOUGH_CASES, STANDS_AFTER_DAYS } from './compare.ts'
import type { ReplayDeps } from './deps.ts'
import { byDay, byRule, wouldHave } from './figures.ts'
import type { Match } from './match.ts'
import { BUTTON, count, ROW, ruleName, STYLE, scopeText, time } from './progress.ts'
import { KEPT_SOURCE, type Run } from './run.ts'
import { MAX_PLACES } from './sources.ts'

const MATCHES_A_PAGE = 5
const COLOR = 0x2f7d6b
/** Discord's limit for a field, and what is left to a page of matches of its 6000 characters for all embeds. */
const FIELD_CHARS = 1000
const PAGE_CHARS = 2800
/** Places that are named. */
const NAMED = 10

export interface Shown {
  guildId: string
  customId: ReplayDeps['customId']
}

export function pagesOf({ matches }: Pick<Run, 'matches'>): number {
  return Math.max(1, Math.ceil(matches.length / MATCHES_A_PAGE))
}

/** What the run found: figures, and a page of matches (from 0). */
export function reportMessage(run: Run, page: number, { guildId, customId }: Shown): MessageParts {
  const pages = pagesOf(run)
  const shown = Math.min(Math.max(page, 0), pages - 1)
  const turn = (label: string, to: number): APIButtonComponentWithCustomId => ({
    type: BUTTON,
    style: STYLE.secondary,
    label,
    custom_id: customId('replay', { run: run.id, act: String(to) }),
    ...((to < 0 || to >= pages) && { disabled: true }),
  })
  return {
    content: '',
    embeds: [summary(run), ...(run.matches.length > 0 ? [matchesEmbed(run, shown, guildId)] : [])],
    components:
      pages === 1 ? [] : [{ type: ROW, components: [turn('Previous', shown - 1), turn('Next', shown + 1)] }],
  }
}

function summary(run: Run): APIEmbed {
  const { matches, asked, comparison, outcome } = run
  const rules = byRule(matches)
  const until = outcome?.kind === 'done' ? asked.until : run.judgedTo
  const fields = [
    { name: 'Would have been done', value: wouldHave(matches).join('\n') },
    { name: 'By rule', value: rules.length > 1 ? barChart(rules) : '' },
    { name: 'By day (UTC)', value: matches.length > 0 ? barChart(byDay(matches, asked.since, until)) : '' },
    { name: 'Compared with cases', value: comparison ? comparisonText(comparison) : '' },
    { name: 'Read', value: readText(run) },
  ].filter(({ value }) => value !== '')
  return {
    title: `Replay of ${ruleName(asked)}: ${matches.length === 0 ? 'no match' : count(matches.length, 'match', 'matches')}`,
    description: [scopeText(run), endText(run), 'Nothing was done to anybody.'].filter(Boolean).join('\n'),
    color: COLOR,
    fields: fields.map((field) => ({ ...field, value: fitting(field.value) })),
  }
}

/** A chart that is too long loses lines at its beginning, never its end. */
function fitting(value: string): string {
  const lines = value.split('\n')
  while (lines.join('\n').length > FIELD_CHARS && lines.length > 2) lines.splice(1, 1)
  return shorten(lines.join('\n'), FIELD_CHARS)
}

function endText({ outcome, judgedTo }: Run): string {
  switch (outcome?.kind) {
    case 'stopped':
      return `**Stopped** by <@${outcome.by}>: this is what was found up to ${time(judgedTo)}.`
    case 'too_many':
      return `**Ended early**, at ${time(judgedTo)}: what matches this much is of no use as a rule.`
    case 'failed':
      return `**Ended early**, at ${time(judgedTo)}: ${outcome.why}.`
    default:
      return ''
  }
}

function readText({ judged, withheld, sources }: Run): string {
  const read = sources.filter(({ place, isBarred }) => place !== null && !isBarred)
  const names = (ids: readonly string[]) =>
    `${ids
      .slice(0, NAMED)
      .map((id) => `<#${id}>`)
      .join(' ')}${ids.length > NAMED ? ` and ${ids.length - NAMED} more` : ''}`
  const barred = sources.filter(({ isBarred }) => isBarred).map(({ id }) => id)
  const empty = read.filter(({ count, isAtEnd }) => isAtEnd && count === 0).map(({ id }) => id)
  const kept = sources.find(({ id }) => id === KEPT_SOURCE)?.count ?? 0
  return [
    `${count(judged, 'message')} in ${count(read.length, 'channel or thread', 'channels and threads')}${read.length === 0 ? '' : `: ${names(read.map(({ id }) => id))}`}`,
    ...(read.length + barred.length === MAX_PLACES
      ? [`Only the ${MAX_PLACES} that were written in last.`]
      : []),
    ...(kept > 0
      ? [
          `Among them what is kept of ${count(kept, 'message')} that cases are about, most of them removed since.`,
        ]
      : []),
    ...(withheld > 0
      ? [
          `**Discord did not show the words of ${count(withheld, 'message')}:** turn on the Message Content intent.`,
        ]
      : []),
    ...(barred.length > 0 ? [`**Not readable:** ${names(barred)}`] : []),
    ...(empty.length > 0 ? [`Nothing there, or Steward lacks Read Message History: ${names(empty)}`] : []),
  ].join('\n')
}

function comparisonText({ known, fresh, missed, missedTakenBack, precision, reviewed }: Comparison): string {
  const cases = Object.values(known).reduce((sum, number) => sum + number, 0)
  const parts = Object.entries(known).flatMap(([standing, number]) =>
    number > 0 ? [`${number} ${standing}`] : [],
  )
  const percent = (share: number) => Math.round(share * 100)
  return [
    cases === 0
      ? 'No match has a case.'
      : `${count(cases, 'match has', 'matches have')} a case: ${parts.join(', ')}. ${count(fresh, 'is', 'are')} new.`,
    ...(missed > 0
      ? [
          `${count(missed, 'case')} would not be found again${missedTakenBack > 0 ? `, ${missedTakenBack} of them taken back` : ''}.`,
        ]
      : []),
    precision
      ? `Precision: ${percent(precision.share)} % (95 % interval ${percent(precision.low)} to ${percent(precision.high)} %) of ${reviewed} cases, counting as right what nobody took back in ${STANDS_AFTER_DAYS} days.`
      : `Too few cases to state a precision: ${reviewed} of the ${ENOUGH_CASES} it needs.`,
  ].join('\n')
}

function matchesEmbed({ matches }: Run, page: number, guildId: string): APIEmbed {
  const from = page * MATCHES_A_PAGE
  const entries = matches.slice(from, from + MATCHES_A_PAGE).map((match, index) => ({
    line: `**${from + index + 1}.** ${time(match.at)} <@${match.authorId}> · ${linkTo(match, guildId)}`,
    text: [
      `${match.rule}${match.score < 0.995 ? ` (score ${match.score.toFixed(2)})` : ''}: ${actionsText(match)}${caseText(match)}`,
      escapeMarkdown(match.why),
      ...(match.excerpt === '' || match.why.includes(match.excerpt)
        ? []
        : [`“${escapeMarkdown(match.excerpt)}”`]),
    ].join('\n'),
  }))
  return {
    title: `Matches ${from + 1} to ${from + entries.length} of ${matches.length}`,
    description: listing(entries).slice(0, PAGE_CHARS),
    color: COLOR,
  }
}

function linkTo({ messages, size }: Match, guildId: string): string {
  const [first] = messages
  if (!first) return ''
  const label = size === 1 ? 'the message' : `the first of ${size} messages`
  return `${maskedLink(label, messageUrl(guildId, first))} in <#${first.channelId}>`
}

/** What would have been done, as far as its name does not say it. */
const ACTION: Partial<Record<ActionKind, string>> = {
  ask_context: 'ask about the link',
  react: 'flag',
  reply: 'point to the disclaimer',
}

/** `remove, timeout 1 h` */
function actionsText({ actions }: Pick<Match, 'actions'>): string {
  return actions
    .map(({ kind, seconds }) => (seconds ? `${kind} ${spanText(seconds)}` : (ACTION[kind] ?? kind)))
    .join(', ')
}

function spanText(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
}

function caseText({ case: known }: Match): string {
  return known ? ` · case ${known.number}, ${known.standing}` : ''
}
