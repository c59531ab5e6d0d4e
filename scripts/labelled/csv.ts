export interface CsvRow {
  /** Of its first line, counted from 1. */
  line: number
  cells: string[]
}

/** Rows of RFC 4180: quoted cells may hold commas, quotes (doubled) and line breaks. Empty lines are left out. */
export function csvRows(text: string): CsvRow[] {
  const rows: CsvRow[] = []
  let cells: string[] = []
  let [cell, isQuoted, line, first] = ['', false, 1, 1]
  const endRow = (): void => {
    cells.push(cell)
    if (cells.length > 1 || cells[0]?.trim() !== '') rows.push({ line: first, cells })
    cells = []
    cell = ''
    first = line + 1
  }
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? ''
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (source[at + 1] === '"') cell += source[at++]
      else isQuoted = false
    } else if (character === '"' && cell.trim() === '') {
      cell = ''
      isQuoted = true
    } else if (character === ',') {
      cells.push(cell)
      cell = ''
    } else if (character === '\n') endRow()
    else cell += character
    if (character === '\n') line++
  }
  endRow()
  return rows
}
