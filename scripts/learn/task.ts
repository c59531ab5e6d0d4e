import type { Drawing } from '../../src/charts/drawing.ts'
import type { Prior, TrainedModel } from '../../src/learning/index.ts'
import type { FeaturesFile } from './features-file.ts'

/** What a command works on. */
export interface Task {
  rows: FeaturesFile
  /** Of the file, or dealt by group. */
  folds: Int32Array
  prior: Prior
  /** Of `--model`. */
  model: TrainedModel | null
}

export interface Result {
  /** For `--json`. */
  json: object
  text: string
  /** For `--out …json`. */
  trained: TrainedModel | null
  /** For `--out …csv`: columns by name. */
  predictions: Record<string, ArrayLike<number | string>>
  /** For `--charts`, by file name. */
  charts?: Record<string, Drawing>
}
