import { type Dataset, makeDataset, type Random, seeded, sigmoid } from '../../../src/learning/index.ts'

/** Rows of features in [0, 1) whose labels are drawn from log-odds that `marginOf` gives. */
export function drawn(
  rows: number,
  columns: number,
  marginOf: (row: Float64Array) => number,
  random: Random = seeded(7),
): Dataset {
  const values = Float64Array.from({ length: rows * columns }, () => random())
  const labels = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const margin = marginOf(values.subarray(row * columns, (row + 1) * columns))
    labels[row] = random() < sigmoid(margin) ? 1 : 0
  }
  return makeDataset(values, columns, labels)
}

export const at = (values: ArrayLike<number>, index: number): number => values[index] ?? Number.NaN

/** Log-odds 4·x₀ − 2·x₁ − 1; the third feature says nothing. */
export const linear = (row: Float64Array): number => 4 * at(row, 0) - 2 * at(row, 1) - 1

/** Only both together or neither make a flag: no straight line separates it. */
export const exclusiveOr = (row: Float64Array): number => (at(row, 0) > 0.5 === at(row, 1) > 0.5 ? 3 : -3)
