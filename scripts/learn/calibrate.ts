import {
  type Calibration,
  calibrate,
  chooseCalibrationSteps,
  contentId,
  crossFitSteps,
  figures,
  fitCalibrationSteps,
  isotonicAt,
  type LabelledMargins,
  rank,
  type Steps,
  scoreMargins,
  seeded,
  sigmoid,
  trainSteps,
} from '../../src/learning/index.ts'
import type { Arguments } from './arguments.ts'
import { short } from './figures-text.ts'
import type { Result, Task } from './task.ts'

const METHODS = ['identity', 'platt', 'isotonic'] as const

/**
 * Fits every calibration on log-odds of models that had not seen the row, and compares them on folds held out: scores from
 * the file, those of `--model` (the rows must then be new to it), or out-of-fold ones of a training on the features.
 */
export function* calibrateSteps(task: Task, given: Arguments): Steps<Result> {
  const { rows, folds, model } = task
  const { data, foldNames } = rows
  const { margins, source } = yield* marginsSteps(task, given)
  const labelled: LabelledMargins = { ...data, margins }
  const calibration = yield* chooseCalibrationSteps(labelled, folds, given.calibrations)
  const heldOut: Record<string, ReturnType<typeof figures>> = {}
  const columns: Record<string, Float64Array> = {}
  for (const method of METHODS) {
    const probabilities = yield* crossFitSteps(labelled, folds, method)
    heldOut[method] = figures(rank(probabilities, data.labels, data.weights), given.threshold)
    columns[`${method}_held_out`] = probabilities
  }
  const platt = yield* fitCalibrationSteps(labelled, 'platt')
  const isotonic = yield* fitCalibrationSteps(labelled, 'isotonic')
  return {
    json: { command: 'calibrate', margins: source, calibration, heldOut, fitted: { platt, isotonic } },
    text: text(source, calibration, heldOut),
    trained: model && { id: contentId({ model: model.model, calibration }), model: model.model, calibration },
    predictions: {
      y: data.labels,
      fold: Array.from(folds, (fold) => foldNames[fold] ?? String(fold)),
      margin: margins,
      probability: margins.map(sigmoid),
      // Fitted on all rows, these among them; the curve itself, without the floor that the stored map has.
      platt: margins.map((margin) => calibrate(platt, margin)),
      isotonic: margins.map((margin) =>
        isotonic.method === 'isotonic' ? isotonicAt(isotonic, margin) : sigmoid(margin),
      ),
      platt_held_out: columns.platt_held_out ?? margins,
      isotonic_held_out: columns.isotonic_held_out ?? margins,
      calibrated: margins.map((margin) => calibrate(calibration.map, margin)),
    },
  }
}

function* marginsSteps(
  { rows, folds, prior, model }: Task,
  given: Arguments,
): Steps<{ margins: Float64Array; source: string }> {
  const { data, groups, scores } = rows
  if (model !== null) return { margins: scoreMargins(model.model, data), source: `of model ${model.id}` }
  if (scores !== null) return { margins: scores, source: 'from column score' }
  const { kinds, seed } = given
  const { outOfFold, trained } = yield* trainSteps(data, groups, folds, {
    prior,
    random: seeded(seed),
    kinds,
  })
  if (outOfFold !== null) return { margins: outOfFold, source: `out of fold, ${trained.model.kind}` }
  return {
    margins: scoreMargins(trained.model, data),
    source: 'of the prior: too few labels to hold any out',
  }
}

function text(
  source: string,
  calibration: Calibration,
  heldOut: Record<string, ReturnType<typeof figures>>,
): string {
  return [
    `Log-odds ${source}. Each method judged on folds that it was not fitted on:`,
    ...Object.entries(heldOut).map(
      ([method, { logLoss, brier, expectedCalibrationError }]) =>
        `  ${method.padEnd(10)} log-loss ${short(logLoss)}, Brier ${short(brier)}, calibration error ${short(expectedCalibrationError)}`,
    ),
    `Chosen: ${calibration.map.method}, version ${calibration.id}`,
    ...(Object.keys(calibration.heldOutLogLoss).length < METHODS.length
      ? ['Not every method could be chosen: Platt needs 10 rows of the rarer class, isotonic regression 50.']
      : []),
  ].join('\n')
}
