import type { APIEmbed } from 'discord-api-types/v10'
import { escapeMarkdown, maskedLink, shorten } from '../../discord/text.ts'
import type { Subject } from '../announcement.ts'
import { listed } from './release.ts'

type DriftSubject = Extract<Subject, { kind: 'drift' }>

export interface DriftOptions {
  threshold: number
  dashboardUrl?: string | undefined
}

const COLOR = { drifting: 0xe3_62_09, recovered: 0x2d_a4_4e } as const

export function driftEmbed(subject: DriftSubject, { threshold, dashboardUrl }: DriftOptions): APIEmbed {
  const { series, zscore, observedAt, recoveredAt } = subject
  const name = escapeMarkdown(series)
  const url = dashboardOf(series, dashboardUrl)
  const sentence =
    recoveredAt === null
      ? `The drift z-score of **${name}** is **${zscore.toFixed(2)}**, below ${threshold}. Treat its results with care until it has recovered.`
      : `**${name}** has recovered <t:${seconds(recoveredAt)}:f>. Its drift z-score had fallen to ${zscore.toFixed(2)}.`
  return {
    author: { name: 'Research drift' },
    title: shorten(`${recoveredAt === null ? 'Drifting' : 'Recovered'}: ${series}`, 240),
    ...(url && { url }),
    description: [sentence, url && maskedLink('Open the drift dashboard', url)].filter(Boolean).join('\n\n'),
    color: recoveredAt === null ? COLOR.drifting : COLOR.recovered,
    timestamp: new Date(observedAt).toISOString(),
    footer: { text: shorten(`Drift · ${series} · ${observedAt}`, 200) },
  }
}

export function digestEmbed(
  subjects: readonly DriftSubject[],
  id: string,
  { threshold, dashboardUrl }: DriftOptions,
): APIEmbed {
  const lines = subjects.map(({ series, zscore, observedAt, recoveredAt }) => {
    const url = dashboardOf(series, dashboardUrl)
    const name = escapeMarkdown(series)
    const since = recoveredAt === null ? '' : `, recovered <t:${seconds(recoveredAt)}:R>`
    return `- ${url ? maskedLink(name, url) : name}: ${zscore.toFixed(2)} <t:${seconds(observedAt)}:R>${since}`
  })
  const isOver = subjects.every(({ recoveredAt }) => recoveredAt !== null)
  return {
    author: { name: 'Research drift' },
    title: subjects.length === 1 ? 'One more series drifted' : `${subjects.length} more series drifted`,
    description: listed([`Below ${threshold} since the last digest, beside those warned about:`, ...lines]),
    color: isOver ? COLOR.recovered : COLOR.drifting,
    footer: { text: `Drift digest · ${id.replace('digest/', '')}` },
  }
}

function dashboardOf(series: string, dashboardUrl: string | undefined): string | null {
  return dashboardUrl?.replaceAll('{series}', encodeURIComponent(series)) ?? null
}

const seconds = (ms: number): number => Math.floor(ms / 1000)
