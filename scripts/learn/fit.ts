import {
  crossFitSteps,
  figures,
  rank,
  type Steps,
  scoreMargins,
  seeded,
  sigmoid,
  type Training,
  trainSteps,
  weightedLogLoss,
} from '../../src/learning/index.ts'
import type { Arguments } from './arguments.ts'
import { short } from './figures-text.ts'
import type { Result, Task } from './task.ts'

/** Trains on all rows as the Worker does; figures are of rows that the models in question had not seen. */
export function* fitSteps({ rows, folds, prior }: Task, given: Arguments): Steps<Result> {
  const { data, groups, features, foldNames } = rows
  const started = performance.now()
  const training = yield* trainSteps(data, groups, folds, {
    prior,
    random: seeded(given.seed),
    kinds: given.kinds,
    calibrations: given.calibrations,
  })
  const milliseconds = performance.now() - started
  const { trained, fit, outOfFold, comparison } = training
  const method = trained.calibration.map.method
  const margins = outOfFold ?? scoreMargins(trained.model, data)
  const raw = margins.map(sigmoid)
  const calibrated = outOfFold === null ? raw : yield* crossFitSteps({ ...data, margins }, folds, method)
  const judge = (probabilities: Float64Array) =>
    figures(rank(probabilities, data.labels, data.weights), given.threshold)
  const coefficients = Object.fromEntries(
    features.map((name, index) => [name, fit.model.weights[index] ?? 0]),
  )
  const json = {
    command: 'fit',
    rows: data.rows,
    prior: { strength: given.strength, scale: given.scale, file: given.priorFile ?? null },
    logistic: {
      intercept: fit.model.intercept,
      coefficients,
      objective: fit.objective,
      iterations: fit.iterations,
      converged: fit.converged,
      newtonDecrement: fit.decrement,
      trainLogLoss: weightedLogLoss(scoreMargins(fit.model, data).map(sigmoid), data.labels, data.weights),
    },
    model: { id: trained.id, kind: trained.model.kind },
    comparison,
    calibration: trained.calibration,
    outOfFold: outOfFold === null ? null : { uncalibrated: judge(raw), calibrated: judge(calibrated) },
    milliseconds: Math.round(milliseconds),
  }
  return {
    json,
    text: text(training, coefficients, json.outOfFold, milliseconds),
    trained,
    predictions: {
      y: data.labels,
      fold: Array.from(folds, (fold) => foldNames[fold] ?? String(fold)),
      margin: margins,
      probability: raw,
      calibrated,
    },
  }
}

function text(
  { trained, fit, comparison }: Training,
  coefficients: Record<string, number>,
  outOfFold: Record<'uncalibrated' | 'calibrated', ReturnType<typeof figures>> | null,
  milliseconds: number,
): string {
  const { map, heldOutLogLoss } = trained.calibration
  const losses = Object.entries(heldOutLogLoss).map(([method, loss]) => `${method} ${short(loss)}`)
  const interval = comparison?.interval
  return [
    `Logistic regression: ${fit.converged ? 'converged' : 'NOT CONVERGED: give the prior some strength'} after ${fit.iterations} iterations, objective ${fit.objective.toFixed(6)}`,
    `  ${'intercept'.padEnd(20)}${fit.model.intercept.toFixed(6).padStart(14)}`,
    ...Object.entries(coefficients).map(
      ([name, value]) => `  ${name.padEnd(20)}${value.toFixed(6).padStart(14)}`,
    ),
    '',
    comparison === null
      ? 'Small network: not compared'
      : `Small network: log-loss lower by ${short(comparison.gain)} out of fold, 95 % ${short(interval?.low ?? null)} to ${short(interval?.high ?? null)}: ${comparison.isBetter ? 'taken' : 'not taken'}`,
    `Calibration: ${map.method}${losses.length > 0 ? ` (held-out log-loss: ${losses.join(', ')})` : ': too few labels to fit one'}`,
    ...Object.entries(outOfFold ?? {}).map(
      ([name, { logLoss, brier, expectedCalibrationError, rocAuc, prAuc }]) =>
        `Out of fold, ${name}: log-loss ${short(logLoss)}, Brier ${short(brier)}, calibration error ${short(expectedCalibrationError)}, ROC AUC ${short(rocAuc)}, PR AUC ${short(prAuc)}`,
    ),
    `Model ${trained.id} (${trained.model.kind}), trained in ${(milliseconds / 1000).toFixed(2)} s`,
  ].join('\n')
}
