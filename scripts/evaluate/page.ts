import { toSvg } from '../../src/charts/svg.ts'
import type { Thresholds } from '../../src/moderation/feedback/band.ts'
import type { Evaluation } from '../../src/moderation/feedback/training/evaluation.ts'
import { evaluationDrawings, figureLines } from '../../src/moderation/feedback/training/evaluation-message.ts'
import { percent, versionText } from '../../src/moderation/feedback/training/figure-text.ts'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')

const STYLE = `:root{color-scheme:light dark;--text:#1e1f22;--faint:#5b6370;--ground:#fff;--line:#d9dce1;--link:#1f5fbf}
@media(prefers-color-scheme:dark){:root{--text:#f2f3f5;--faint:#a5acb6;--ground:#1e1f22;--line:#3f4147;--link:#7aa2ff}}
body{margin:0 auto;max-width:60rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--text);background:var(--ground)}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}p{color:var(--faint)}a{color:var(--link)}
table{border-collapse:collapse;width:100%}td,th{padding:.4rem .5rem .4rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}td:last-child{overflow-wrap:anywhere}
.charts{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr))}svg{width:100%;height:auto;border-radius:.5rem}`

/** A page that needs nothing but itself. */
export function evaluationPage(
  evaluation: Evaluation,
  { rows, band, guildId }: { rows: number; band: Thresholds; guildId: string },
): string {
  const title = `Evaluation of ${versionText(evaluation.version)}`
  const figures = figureLines(evaluation).map(
    ([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`,
  )
  const charts = Object.values(evaluationDrawings(evaluation, band, null)).map((drawing) => toSvg(drawing))
  const mistakes = evaluation.mistakes.map(({ row: { candidate, label }, probability }) => {
    const id = candidate.messageIds.at(-1) ?? ''
    const url = `https://discord.com/channels/${guildId}/${candidate.channelId}/${id}`
    const message = candidate.channelId === '' ? escaped(id) : `<a href="${escaped(url)}">Open</a>`
    return `<tr><td>${message}</td><td>${percent(probability)}</td><td>${label > 0.5 ? 'upheld' : 'rejected'} (${percent(label)})</td><td>${escaped(candidate.note)}</td></tr>`
  })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>
<p>On ${rows} rated messages; in brackets 95 % intervals. Flagged from ${percent(band.tHigh)}, asked about from ${percent(band.tLow)}.</p>
<table>${figures.join('')}</table>
<h2>Pictures</h2><div class="charts">${charts.join('')}</div>
<h2>Its most confident mistakes</h2>
${mistakes.length === 0 ? '<p>Nothing was on the wrong side of one half.</p>' : `<table><tr><th>Message</th><th>It said</th><th>Moderators</th><th>Note</th></tr>${mistakes.join('')}</table>`}
</body></html>
`
}
