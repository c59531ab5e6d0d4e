import { type Dataset, withoutFold } from './data.ts'
import type { Model } from './score.ts'
import { scoreMargins } from './score.ts'
import type { Steps } from './steps.ts'

/** Folds that hold a row with weight, in ascending order. */
export function foldsWithWeight({ weights }: Pick<Dataset, 'weights'>, folds: Int32Array): number[] {
  const found = new Set<number>()
  for (let row = 0; row < folds.length; row++)
    if ((weights[row] as number) > 0) found.add(folds[row] as number)
  return [...found].sort((a, b) => a - b)
}

/** Log-odds of each row by a model that was fitted without the row's fold; 0 for rows of weight 0. */
export function* outOfFoldSteps(
  data: Dataset,
  folds: Int32Array,
  train: (rows: Dataset) => Steps<Model>,
): Steps<Float64Array> {
  const margins = new Float64Array(data.rows)
  const present = foldsWithWeight(data, folds)
  for (const [index, fold] of present.entries()) {
    yield { task: `fold ${index + 1} of ${present.length}` }
    const scored = scoreMargins(yield* train(withoutFold(data, folds, fold)), data)
    for (let row = 0; row < data.rows; row++)
      if (folds[row] === fold && (data.weights[row] as number) > 0) margins[row] = scored[row] as number
  }
  return margins
}
