/** Columns of equal length as CSV, one line a row of the features file, in its order. */
export function predictionsCsv(columns: Record<string, ArrayLike<number | string>>): string {
  const names = Object.keys(columns)
  const rows = columns[names[0] ?? '']?.length ?? 0
  const lines = [names.join(',')]
  for (let row = 0; row < rows; row++) lines.push(names.map((name) => columns[name]?.[row] ?? '').join(','))
  return `${lines.join('\n')}\n`
}
