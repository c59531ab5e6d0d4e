import { connectedGroups, type Dataset, everyRowItsOwn, makeDataset } from '../../src/learning/index.ts'
import type { Outcome } from './outcome.ts'

export interface FeaturesFile {
  /** Names of the feature columns, in the file's order. */
  features: string[]
  /** Rows without a label have weight 0: they are scored and teach nothing. */
  data: Dataset
  /** Null when there is no such column. */
  folds: Int32Array | null
  /** What each fold number is called in the file. */
  foldNames: string[]
  groups: Int32Array
  scores: Float64Array | null
  /** Columns that are neither features nor known by name. */
  ignored: string[]
}

const MOST_PROBLEMS = 5

/** Reads a CSV file of features. Lines are counted from 1, the header included, as editors do. */
export function readFeatures(text: string): Outcome<FeaturesFile> {
  const [head, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const header = splitLine(head ?? '').map((name) => name.trim())
  const find = (name: string): number => header.indexOf(name)
  const isFeature = (name: string): boolean => /^f(?!old$)/.test(name)
  const isGroup = (name: string): boolean => name.startsWith('group')
  const features = header.filter(isFeature)
  const problems = headerProblems(header, features)
  if (problems.length > 0) return { ok: false, problems }

  const places = header.flatMap((name, index) => (isFeature(name) ? [index] : []))
  const groupPlaces = header.flatMap((name, index) => (isGroup(name) ? [index] : []))
  const [y, fold, weight, score] = [find('y'), find('fold'), find('weight'), find('score')]
  const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 2 }]))
  const rows = filled.length
  const values = new Float64Array(rows * features.length)
  const labels = new Float64Array(rows)
  const weights = new Float64Array(rows).fill(1)
  const scores = score < 0 ? null : new Float64Array(rows)
  const foldNumbers = new Map<string, number>()
  const folds = fold < 0 ? null : new Int32Array(rows)
  const groupKeys = groupPlaces.map((): (string | null)[] => [])

  const read = (
    cells: string[],
    place: number,
    line: number,
    rule: string,
    fits: (value: number) => boolean,
  ): number => {
    const cell = (cells[place] ?? '').trim()
    const value = cell === '' ? Number.NaN : Number(cell)
    if (!(Number.isFinite(value) && fits(value)))
      problems.push(`line ${line}, column ${header[place]}: ${cell === '' ? 'empty' : `"${cell}"`}, ${rule}`)
    return value
  }
  for (const [row, { line, number }] of filled.entries()) {
    const cells = splitLine(line)
    if (cells.length !== header.length) {
      problems.push(`line ${number}: ${cells.length} columns, the header has ${header.length}`)
    } else {
      for (const [index, place] of places.entries())
        values[row * places.length + index] = read(
          cells,
          place,
          number,
          'every feature needs a number',
          () => true,
        )
      if (scores) scores[row] = read(cells, score, number, 'a score is a number (log-odds)', () => true)
      if (weight >= 0)
        weights[row] = read(cells, weight, number, 'a weight is a number ≥ 0', (value) => value >= 0)
      if ((cells[y] ?? '').trim() === '') weights[row] = 0
      else
        labels[row] = read(
          cells,
          y,
          number,
          'a label is a number from 0 to 1',
          (value) => value >= 0 && value <= 1,
        )
      if (folds) {
        const name = (cells[fold] ?? '').trim()
        if (name === '') problems.push(`line ${number}, column fold: empty, name the fold of every row`)
        const known = foldNumbers.get(name) ?? foldNumbers.size
        foldNumbers.set(name, known)
        folds[row] = known
      }
      for (const [index, place] of groupPlaces.entries())
        groupKeys[index]?.push((cells[place] ?? '').trim() || null)
    }
    if (problems.length >= MOST_PROBLEMS) return { ok: false, problems: [...problems, '(no more shown)'] }
  }
  if (rows === 0) problems.push('the file has a header and no rows')
  if (folds && foldNumbers.size < 2) problems.push('column fold: one value only, at least two are needed')
  if (problems.length > 0) return { ok: false, problems }
  const known = new Set(['y', 'fold', 'weight', 'score'])
  return {
    ok: true,
    value: {
      features,
      data: makeDataset(values, features.length, labels, weights),
      folds,
      foldNames: [...foldNumbers.keys()],
      groups: groupKeys.length > 0 ? connectedGroups(...groupKeys) : everyRowItsOwn(rows),
      scores,
      ignored: header.filter((name) => !known.has(name) && !isFeature(name) && !isGroup(name)),
    },
  }
}

function headerProblems(header: string[], features: string[]): string[] {
  const problems: string[] = []
  if (!header.includes('y')) problems.push('line 1: no column "y" with the labels')
  if (features.length === 0 && !header.includes('score'))
    problems.push(
      'line 1: no column whose name begins with "f": name features f00, f01… or f_tone, f_length…',
    )
  const twice = header.find((name, index) => header.indexOf(name) !== index)
  if (twice !== undefined) problems.push(`line 1: column "${twice}" is there twice`)
  return problems
}

/** Fields of one line; quotes may hold commas, and doubled quotes one quote (RFC 4180), but no line break. */
function splitLine(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )
}
