import type { APIEmbed } from 'discord-api-types/v10'
import { escapeMarkdown, maskedLink, shorten } from '../../discord/text.ts'
import type { Subject } from '../announcement.ts'
import { excerpt } from '../markdown/excerpt.ts'
import type { Advisory, Severity } from '../news.ts'
import { listed, type PostOptions } from './release.ts'

type AdvisorySubject = Extract<Subject, { kind: 'advisory' }>

const SEVERITY: Record<Severity, { word: string; color: number }> = {
  critical: { word: 'Critical', color: 0x9b_1c_31 },
  high: { word: 'High', color: 0xd7_3a_49 },
  moderate: { word: 'Moderate', color: 0xe3_62_09 },
  low: { word: 'Low', color: 0xdb_ab_09 },
  unknown: { word: 'Not rated', color: 0x6e_77_81 },
}
const WITHDRAWN_COLOR = 0x6e_77_81
const TITLE_CHARS = 240
const DESCRIPTION_CHARS = 900
const FIELD_CHARS = 1000

export function advisoryEmbed(
  { repository, advisory }: AdvisorySubject,
  { webUrl, excerptChars }: PostOptions,
): APIEmbed {
  const { ghsaId, cveId, severity, cvss, withdrawnAt, publishedAt } = advisory
  const url = advisory.url ?? `${webUrl}/advisories/${ghsaId}`
  const rating =
    cvss === null ? SEVERITY[severity].word : `${SEVERITY[severity].word} · CVSS ${cvss.toFixed(1)}`
  const source = repository?.fullName ?? 'GitHub Advisory Database'
  return {
    author: {
      name: shorten(
        `${source} · ${withdrawnAt === null ? 'Security advisory' : 'Withdrawn advisory'}`,
        TITLE_CHARS,
      ),
    },
    title: shorten(advisory.summary, TITLE_CHARS),
    url,
    description:
      withdrawnAt === null
        ? text(
            advisory,
            { webUrl, repository: repository?.fullName ?? '' },
            url,
            Math.min(excerptChars, DESCRIPTION_CHARS),
          )
        : `This advisory was withdrawn <t:${Math.floor(withdrawnAt / 1000)}:D>.`,
    color: withdrawnAt === null ? SEVERITY[severity].color : WITHDRAWN_COLOR,
    fields: [
      { name: 'Severity', value: rating, inline: true },
      { name: 'Identifiers', value: [ghsaId, cveId].filter((id) => id !== null).join('\n'), inline: true },
      ...versions(advisory),
    ],
    ...(publishedAt !== null && { timestamp: new Date(publishedAt).toISOString() }),
    footer: { text: shorten(`${source} · ${ghsaId}`, 200) },
  }
}

function text(
  { description }: Advisory,
  place: Parameters<typeof excerpt>[1],
  url: string,
  max: number,
): string {
  const { text: shown, isCut } = excerpt(description, place, max)
  const more = maskedLink(isCut ? 'Read all of it on GitHub' : 'Open on GitHub', url)
  return [shown, more].filter(Boolean).join('\n\n')
}

function versions({ vulnerabilities }: Advisory): { name: string; value: string }[] {
  if (vulnerabilities.length === 0) return []
  const lines = vulnerabilities.map(({ ecosystem, name, affected, fixed }) => {
    const is = affected ? `affected ${code(affected)}` : 'affected versions not given'
    return `- **${escapeMarkdown(name)}** (${escapeMarkdown(ecosystem)}): ${is}, ${fixed ? `fixed in ${code(fixed)}` : 'no fix yet'}`
  })
  return [{ name: 'Affected and fixed versions', value: listed(lines, FIELD_CHARS) }]
}

function code(versionRange: string): string {
  return `\`${shorten(versionRange.replaceAll('`', 'ˋ'), 200)}\``
}
