import type { APIEmbed } from 'discord-api-types/v10'
import { escapeMarkdown, maskedLink, shorten } from '../../discord/text.ts'
import type { Subject } from '../announcement.ts'
import { excerpt, firstLine } from '../markdown/excerpt.ts'

type ReleaseSubject = Extract<Subject, { kind: 'release' }>

export interface PostOptions {
  webUrl: string
  excerptChars: number
}

const COLOR = { release: 0x2d_a4_4e, prerelease: 0xbf_87_00, gone: 0x6e_77_81 } as const
/** Discord's limits of an embed's title and description, with some room. */
const TITLE_CHARS = 240
const LIST_CHARS = 3_600
const LINE_CHARS = 120

/** One release, or several of a repository. `id` is that of the announcement, by which a post is known again. */
export function releaseEmbed(
  subjects: readonly ReleaseSubject[],
  id: string,
  options: PostOptions,
): APIEmbed {
  const [first] = subjects
  if (!first) throw new Error('a post about no release')
  return subjects.length === 1 ? single(first, id, options) : several(subjects, first, id, options)
}

function single({ repository, release, gone }: ReleaseSubject, id: string, options: PostOptions): APIEmbed {
  const { fullName } = repository
  const { webUrl, excerptChars } = options
  const { text, isCut } = excerpt(release.body, { webUrl, repository: fullName }, excerptChars)
  const more = maskedLink(isCut ? 'Read all of it on GitHub' : 'Open on GitHub', release.url)
  return {
    author: { name: shorten(`${fullName} · ${stateOf({ release, gone })}`, TITLE_CHARS) },
    title: shorten(release.name, TITLE_CHARS),
    ...(gone === null && { url: release.url }),
    description: gone ? goneText(gone) : [text, more].filter(Boolean).join('\n\n'),
    color: colorOf({ release, gone }),
    fields: [
      { name: 'Tag', value: code(release.tag), inline: true },
      ...(release.author ? [{ name: 'By', value: authorOf(release.author, webUrl), inline: true }] : []),
    ],
    ...(release.publishedAt !== null && { timestamp: new Date(release.publishedAt).toISOString() }),
    footer: { text: footerOf(fullName, id) },
  }
}

function several(
  subjects: readonly ReleaseSubject[],
  { repository: { fullName } }: ReleaseSubject,
  id: string,
  { webUrl }: PostOptions,
): APIEmbed {
  const standing = subjects.filter(({ gone }) => gone === null)
  const authors = [...new Set(standing.flatMap(({ release }) => release.author ?? []))].slice(0, 5)
  const times = standing.flatMap(({ release }) => release.publishedAt ?? [])
  return {
    author: { name: shorten(fullName, TITLE_CHARS) },
    title: `${subjects.length} releases`,
    url: `${webUrl}/${fullName}/releases`,
    description: listed(subjects.map((subject) => line(subject, webUrl))),
    color: standing.length === 0 ? COLOR.gone : COLOR.release,
    fields:
      authors.length > 0
        ? [{ name: 'By', value: authors.map((login) => authorOf(login, webUrl)).join(', '), inline: true }]
        : [],
    ...(times.length > 0 && { timestamp: new Date(Math.max(...times)).toISOString() }),
    footer: { text: footerOf(fullName, id) },
  }
}

function line({ repository, release, gone }: ReleaseSubject, webUrl: string): string {
  const name = escapeMarkdown(shorten(release.name, LINE_CHARS))
  const tag = release.tag === release.name ? '' : ` ${code(release.tag)}`
  if (gone) return `- ~~${name}~~${tag} (${stateOf({ release, gone }).toLowerCase()})`
  const note = release.isPrerelease ? ' (pre-release)' : ''
  const about = firstLine(release.body, { webUrl, repository: repository.fullName }, LINE_CHARS)
  return `- ${maskedLink(name, release.url)}${tag}${note}${about ? `\n  ${about}` : ''}`
}

/** Whole lines, and how many there are more. */
export function listed(lines: readonly string[], max = LIST_CHARS): string {
  let length = 0
  const taken = lines.filter((text) => {
    length += text.length + 1
    return length <= max
  })
  const more = lines.length - taken.length
  return [...taken, ...(more > 0 ? [`and ${more} more`] : [])].join('\n')
}

function stateOf({ release, gone }: Pick<ReleaseSubject, 'release' | 'gone'>): string {
  if (gone) return gone === 'deleted' ? 'Deleted' : 'Taken back'
  return release.isPrerelease ? 'Pre-release' : 'New release'
}

function goneText(gone: 'removed' | 'deleted'): string {
  return gone === 'deleted'
    ? 'This release was deleted on GitHub.'
    : 'This release was taken back on GitHub: it is no longer public.'
}

function colorOf({ release, gone }: Pick<ReleaseSubject, 'release' | 'gone'>): number {
  if (gone) return COLOR.gone
  return release.isPrerelease ? COLOR.prerelease : COLOR.release
}

function authorOf(login: string, webUrl: string): string {
  const path = login.endsWith('[bot]') ? `apps/${login.slice(0, -'[bot]'.length)}` : login
  return maskedLink(`@${escapeMarkdown(login.replace('[bot]', ''))}`, `${webUrl}/${path}`)
}

function code(text: string): string {
  return `\`${shorten(text.replaceAll('`', 'ˋ'), 200)}\``
}

/** By it a post that may be there already is found again: it says which announcement it is. */
function footerOf(fullName: string, id: string): string {
  return shorten(`${fullName} · ${id.replace('/', ' ')}`, 200)
}
