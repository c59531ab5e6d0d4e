const BAR_CHARS = 10
const DONE = '▓'
const LEFT = '░'

/** `▓▓▓░░░░░░░ 30 %` for a share in [0, 1]. */
export function progressBar(share: number): string {
  const done = Math.floor(share * BAR_CHARS)
  return `${DONE.repeat(done)}${LEFT.repeat(BAR_CHARS - done)} ${Math.floor(share * 100)} %`
}

/** A line for each row, in a code block so that they stand in columns; narrow enough for a phone. */
export function barChart(rows: readonly { label: string; count: number }[]): string {
  const most = Math.max(1, ...rows.map(({ count }) => count))
  const labelWidth = Math.max(0, ...rows.map(({ label }) => label.length))
  const lines = rows.map(({ label, count }) => {
    const bar = count === 0 ? '' : '█'.repeat(Math.max(1, Math.round((count / most) * BAR_CHARS)))
    return `${label.padEnd(labelWidth)} ${bar}${bar === '' ? '' : ' '}${count === 0 ? '·' : count}`
  })
  return `\`\`\`\n${lines.join('\n')}\n\`\`\``
}
