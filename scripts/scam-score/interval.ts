const Z_95 = 1.959964

/** Wilson's score interval at 95 % for `hits` out of `total`; all of [0, 1] when there is nothing to count. */
function wilson(hits: number, total: number): { low: number; high: number } {
  if (total === 0) return { low: 0, high: 1 }
  const share = hits / total
  const z2 = Z_95 ** 2 / total
  const middle = (share + z2 / 2) / (1 + z2)
  const half = (Z_95 * Math.sqrt((share * (1 - share)) / total + z2 / (4 * total))) / (1 + z2)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** `42/50 = 84.0 % [71.5, 91.7]` */
export function shareText(hits: number, total: number): string {
  if (total === 0) return 'none'
  const percent = (value: number) => (value * 100).toFixed(1)
  const { low, high } = wilson(hits, total)
  return `${hits}/${total} = ${percent(hits / total)} % [${percent(low)}, ${percent(high)}]`
}
