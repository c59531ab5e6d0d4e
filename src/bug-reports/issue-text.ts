import { inertMarkdown, plainLine } from './inert-markdown.ts'
import type { Quoted, QuotedThread } from './quoting.ts'
import type { Answers } from './report.ts'

/** GitHub's limits: https://github.com/orgs/community/discussions/27190 for the body; a title has 256 characters. */
const MAX_BODY_CHARS = 65_536
const MAX_TITLE_CHARS = 250
/** So much of the body is for the thread. */
const MAX_QUOTE_CHARS = 30_000
const MAX_MESSAGE_CHARS = 1_500

export interface TextFacts {
  answers: Answers
  /** Hides ids, names and addresses. */
  hide(text: string): string
  /** `USER_1`. */
  reporter: string
  /** To the thread or message on Discord. */
  link: string
  /** Null: nothing is quoted. */
  thread: QuotedThread | null
  isSearched: boolean
  marker: string
}

/** By this a report is found again among a repository's issues and an issue's comments. */
export function markerComment(marker: string): string {
  return `<!-- steward-report: ${marker} -->`
}

const MARKER = /<!-- steward-report: ([0-9a-f-]{36}) -->/

/** The marker of an issue that Steward, or whom it handed the report to, opened; null for any other. */
export function markerIn(body: string): string | null {
  return MARKER.exec(body)?.[1] ?? null
}

export function issueText(facts: TextFacts): { title: string; body: string } {
  const { answers, hide } = facts
  return {
    title: plainLine(hide(answers.title)).slice(0, MAX_TITLE_CHARS).toWellFormed(),
    body: body(facts, ''),
  }
}

/** For an issue there is: what the member adds to it. */
export function commentText(facts: TextFacts): { title: string; body: string } {
  return { title: '', body: body(facts, 'Reported again on Discord:\n\n') }
}

function body(facts: TextFacts, opening: string): string {
  const { answers, hide, thread, reporter, link, isSearched, marker } = facts
  const say = (text: string) => inertMarkdown(hide(text))
  const part = (heading: string, text: string) => (text.trim() === '' ? [] : [`### ${heading}`, say(text)])
  const end = [
    '---',
    [
      `Reported by ${reporter} in [a conversation on Discord](${link}), which is told when this issue is closed or a fix is released.`,
      ...(isSearched ? [] : ['GitHub’s search did not answer, so this was not compared with other issues.']),
    ].join(' '),
    markerComment(marker),
  ]
  const parts = [
    ...part('What happened', answers.happened),
    ...part('What was expected', answers.expected),
    ...part('Steps to reproduce', answers.steps),
    ...part('Version', answers.version),
  ]
  const quote = thread && thread.messages.length > 0 ? quoteText(thread, hide) : []
  const whole = opening + [...parts, ...quote, ...end].join('\n\n')
  // Escaping makes texts longer than Discord's limits on what is typed: the member's own words go before the thread's.
  return whole.length <= MAX_BODY_CHARS
    ? whole
    : opening + [...parts, ...end].join('\n\n').slice(-MAX_BODY_CHARS)
}

function quoteText({ messages, isWhole }: QuotedThread, hide: TextFacts['hide']): string[] {
  const quotes: string[] = []
  let length = 0
  for (const message of messages) {
    const quote = quoted(message, hide)
    length += quote.length
    if (length > MAX_QUOTE_CHARS) break
    quotes.push(quote)
  }
  const isCut = !isWhole || quotes.length < messages.length
  const hasFiles = messages.some(({ files }) => files.length > 0)
  return [
    '### The conversation',
    ...quotes,
    ...(isCut ? ['There is more of it on Discord.'] : []),
    ...(hasFiles ? ['Links to files lead to Discord and expire after about a day: save what you need.'] : []),
  ]
}

function quoted({ author, at, text, files }: Quoted, hide: TextFacts['hide']): string {
  const cut = text.length > MAX_MESSAGE_CHARS ? `${text.slice(0, MAX_MESSAGE_CHARS).toWellFormed()} …` : text
  const time = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  const lines = [
    `**${author}**, ${time} UTC`,
    '',
    ...inertMarkdown(hide(cut)).split('\n'),
    ...files.flatMap((file) => ['', fileLine(file, hide)]),
  ]
  return lines.map((line) => `> ${line}`.trimEnd()).join('\n')
}

/** A file whose name names a member is mentioned without its address, which has the name in it. */
function fileLine({ name, url }: { name: string; url: string }, hide: TextFacts['hide']): string {
  const label = inertMarkdown(hide(name)).replaceAll('\n', ' ')
  const address = hide(name) === name ? discordFile(url) : null
  return address === null ? `File: ${label}` : `File: [${label}](${address})`
}

const FILE_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net']

function discordFile(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, host, href } = new URL(url)
  if (protocol !== 'https:' || !FILE_HOSTS.includes(host)) return null
  return href.replaceAll('(', '%28').replaceAll(')', '%29')
}
