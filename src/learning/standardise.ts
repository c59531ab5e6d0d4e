import type { Dataset } from './data.ts'
import { rowsPerStep, type Steps } from './steps.ts'

/** z = (x − centre) / scale, feature by feature. Plain arrays: it is stored with the model as JSON. */
export interface Standardisation {
  centre: number[]
  scale: number[]
}

/**
 * Weighted mean and standard deviation (of the population) of each feature, as scikit-learn's StandardScaler has them.
 * A feature that does not vary gets scale 1; no rows at all give centre 0 and scale 1.
 */
export function* measureScaleSteps({ values, rows, columns, weights }: Dataset): Steps<Standardisation> {
  const centre = new Float64Array(columns)
  const spread = new Float64Array(columns)
  let total = 0
  const perStep = rowsPerStep(8 * columns)
  // Welford's update (West 1979, for weights): one pass, and no cancellation for features far from zero.
  for (let row = 0; row < rows; row++) {
    if (row > 0 && row % perStep === 0) yield { task: 'standardise' }
    const weight = weights[row] as number
    if (weight === 0) continue
    total += weight
    const share = weight / total
    for (let column = 0; column < columns; column++) {
      const mean = centre[column] as number
      const delta = (values[row * columns + column] as number) - mean
      centre[column] = mean + delta * share
      spread[column] = (spread[column] as number) + weight * (1 - share) * delta * delta
    }
  }
  return {
    centre: Array.from(centre),
    scale: Array.from(spread, (sum, column) => {
      const deviation = total > 0 ? Math.sqrt(sum / total) : 0
      return deviation > 1e-12 * Math.max(1, Math.abs(centre[column] ?? 0)) ? deviation : 1
    }),
  }
}

/** A standardised copy of the features, row-major. */
export function* standardiseSteps(
  { values, columns }: { values: Float64Array; columns: number },
  { centre, scale }: Standardisation,
): Steps<Float64Array> {
  const standard = new Float64Array(values.length)
  const perStep = rowsPerStep(8 * columns) * columns
  for (let start = 0; start < values.length; start += columns) {
    if (start > 0 && start % perStep === 0) yield { task: 'standardise' }
    for (let column = 0; column < columns; column++) {
      standard[start + column] =
        ((values[start + column] as number) - (centre[column] as number)) / (scale[column] as number)
    }
  }
  return standard
}
