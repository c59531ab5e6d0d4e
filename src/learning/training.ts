import {
  type Calibration,
  type CalibrationMethod,
  calibrate,
  chooseCalibrationSteps,
  UNCALIBRATED,
} from './calibration.ts'
import { contentId } from './content-id.ts'
import { foldsWithWeight, outOfFoldSteps } from './cross-validation.ts'
import { type Dataset, type Matrix, rarerClass, withoutFold } from './data.ts'
import { fitLogisticSteps, type LogisticFit } from './logistic-regression.ts'
import { fitMlpSteps, type MlpOptions } from './mlp.ts'
import type { Prior } from './prior.ts'
import type { Random } from './random.ts'
import { type Model, scoreMargins } from './score.ts'
import { type Comparison, compareSteps } from './selection.ts'
import type { Steps } from './steps.ts'

export type ModelKind = Model['kind']

export interface TrainingOptions {
  prior: Prior
  /** Draws the bootstrap and the network's start. */
  random: Random
  /** Which kinds may be chosen; an MLP alone is fitted without a comparison. Default both. */
  kinds?: readonly ModelKind[]
  /** Which calibrations may be chosen. Default all. */
  calibrations?: readonly CalibrationMethod[]
  mlp?: Omit<MlpOptions, 'random'>
}

/** A model with its calibration: what is stored and used. Plain JSON. */
export interface TrainedModel {
  /** Follows from the content of model and calibration. */
  id: string
  model: Model
  calibration: Calibration
}

export interface Training {
  trained: TrainedModel
  /** How the logistic regression's fit went; it is part of an MLP too. */
  fit: LogisticFit
  /** Log-odds of each row by models of the chosen kind that had not seen it; null when there were too few labels. */
  outOfFold: Float64Array | null
  /** Logistic regression against MLP; null when they were not compared. */
  comparison: Comparison | null
}

/** Weight of the rarer class below which nothing is cross-validated. */
const FEWEST_TO_CROSS_VALIDATE = 10
/** And below which no MLP is tried. */
const FEWEST_FOR_MLP = 20

/**
 * The whole of training: logistic regression and MLP out of fold, the MLP kept only when the paired bootstrap says that it
 * is better, the chosen kind's calibration chosen on its out-of-fold log-odds, and the model fitted on all rows. With few
 * labels or none it is the logistic regression around its prior, uncalibrated.
 * `folds` says which rows are held out together (`groupedFolds`), `groups` which are resampled together.
 */
export function* trainSteps(
  data: Dataset,
  groups: Int32Array,
  folds: Int32Array,
  options: TrainingOptions,
): Steps<Training> {
  const { prior, random, kinds = ['logistic', 'mlp'], calibrations } = options
  const rarer = rarerClass(data)
  const canValidate = rarer >= FEWEST_TO_CROSS_VALIDATE && foldsWithWeight(data, folds).length >= 2
  let kind: ModelKind = kinds.includes('logistic') ? 'logistic' : 'mlp'
  let outOfFold: Float64Array | null = null
  let comparison: Comparison | null = null
  if (canValidate) {
    outOfFold = yield* outOfFoldSteps(data, folds, (rows) => fitKindSteps(rows, kind, options))
    if (kind === 'logistic' && kinds.includes('mlp') && rarer >= FEWEST_FOR_MLP) {
      const challenger = yield* outOfFoldSteps(data, folds, (rows) => fitKindSteps(rows, 'mlp', options))
      comparison = yield* compareSteps(data, groups, outOfFold, challenger, random)
      if (comparison.isBetter) {
        kind = 'mlp'
        outOfFold = challenger
      }
    }
  }
  const fit = yield* fitLogisticSteps(data, prior)
  const model =
    kind === 'mlp' ? yield* fitMlpSteps(data, fit.model, prior, { ...options.mlp, random }) : fit.model
  const calibration =
    outOfFold === null
      ? UNCALIBRATED
      : yield* chooseCalibrationSteps({ ...data, margins: outOfFold }, folds, calibrations)
  return {
    trained: { id: contentId({ model, calibration }), model, calibration },
    fit,
    outOfFold,
    comparison,
  }
}

function* fitKindSteps(
  data: Dataset,
  kind: ModelKind,
  { prior, random, mlp }: TrainingOptions,
): Steps<Model> {
  const { model } = yield* fitLogisticSteps(data, prior)
  return kind === 'mlp' ? yield* fitMlpSteps(data, model, prior, { ...mlp, random }) : model
}

/** Calibrated probabilities of rows. */
export function predict({ model, calibration }: TrainedModel, rows: Matrix): Float64Array {
  return scoreMargins(model, rows).map((margin) => calibrate(calibration.map, margin))
}

/**
 * Probability of each row by a training that had not seen the row's fold: choice of kind, fit and calibration are all
 * repeated inside the other folds, so that figures on these probabilities are honest. 0.5 for rows of weight 0.
 */
export function* heldOutPredictionsSteps(
  data: Dataset,
  groups: Int32Array,
  folds: Int32Array,
  options: TrainingOptions,
): Steps<Float64Array> {
  const probabilities = new Float64Array(data.rows).fill(0.5)
  const present = foldsWithWeight(data, folds)
  for (const [index, fold] of present.entries()) {
    const training = trainSteps(withoutFold(data, folds, fold), groups, folds, options)
    const task = `outer fold ${index + 1} of ${present.length}`
    yield { task }
    const { trained } = yield* labelled(training, task)
    const found = predict(trained, data)
    for (let row = 0; row < data.rows; row++)
      if (folds[row] === fold) probabilities[row] = found[row] as number
  }
  return probabilities
}

/** Passes steps on with what they are part of before their names. */
function* labelled<Result>(steps: Steps<Result>, part: string): Steps<Result> {
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    yield { task: `${part}, ${next.value.task}` }
  }
}
