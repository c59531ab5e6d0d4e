/** Features of many messages: row-major, `values[row * columns + column]`. */
export interface Matrix {
  values: Float64Array
  rows: number
  columns: number
}

/** Labelled rows. One row is one message, whatever the number of moderators who voted on it. */
export interface Dataset extends Matrix {
  /** In [0, 1]; between the ends when moderators disagreed: the share that upheld the flag. Length `rows`. */
  labels: Float64Array
  /** How much each row counts, ≥ 0; 1 divided by the probability of being sampled for an audit. Length `rows`. */
  weights: Float64Array
}

/**
 * Checks shapes and ranges once, so that nothing after it has to.
 * @throws RangeError naming the row (and column) that is wrong, both counted from 0.
 */
export function makeDataset(
  values: Float64Array,
  columns: number,
  labels: Float64Array,
  weights: Float64Array = new Float64Array(labels.length).fill(1),
): Dataset {
  const rows = labels.length
  if (values.length !== rows * columns)
    throw new RangeError(`${values.length} values are not ${rows} rows of ${columns} features`)
  if (weights.length !== rows) throw new RangeError(`${weights.length} weights for ${rows} rows`)
  for (let row = 0; row < rows; row++) {
    const label = labels[row] as number
    const weight = weights[row] as number
    if (!(label >= 0 && label <= 1)) throw new RangeError(`label of row ${row} is ${label}, not in [0, 1]`)
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`weight of row ${row} is ${weight}, not ≥ 0`)
  }
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index]))
      throw new RangeError(`feature ${index % columns} of row ${Math.floor(index / columns)} is not a number`)
  }
  return { values, rows, columns, labels, weights }
}

/** The same rows with those of one fold given no weight; nothing is copied but the weights. */
export function withoutFold(data: Dataset, folds: Int32Array, fold: number): Dataset {
  const weights = data.weights.map((weight, row) => (folds[row] === fold ? 0 : weight))
  return { ...data, weights }
}

export function totalWeight(weights: Float64Array): number {
  let total = 0
  for (const weight of weights) total += weight
  return total
}

/** Weight of the class that has less of it; a soft label is part of both. */
export function rarerClass({ labels, weights }: Pick<Dataset, 'labels' | 'weights'>): number {
  let positives = 0
  let negatives = 0
  for (let row = 0; row < labels.length; row++) {
    positives += (weights[row] as number) * (labels[row] as number)
    negatives += (weights[row] as number) * (1 - (labels[row] as number))
  }
  return Math.min(positives, negatives)
}
