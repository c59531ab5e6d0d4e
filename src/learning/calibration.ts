import { contentId } from './content-id.ts'
import { foldsWithWeight } from './cross-validation.ts'
import { rarerClass, totalWeight } from './data.ts'
import { fitIsotonic, type IsotonicCurve, isotonicAt } from './isotonic.ts'
import { weightedLogLoss } from './metrics.ts'
import { fitPlattSteps, type PlattScaling } from './platt.ts'
import { sigmoid } from './sigmoid.ts'
import type { Steps } from './steps.ts'

export type CalibrationMethod = 'identity' | 'platt' | 'isotonic'

/** From a model's margin (log-odds) to a probability. Plain JSON. */
export type CalibrationMap =
  | { method: 'identity' }
  | ({ method: 'platt' } & PlattScaling)
  | ({
      method: 'isotonic'
      /** Probabilities stay within [floor, 1 − floor]: 1 / (rows + 2), by Laplace's rule of succession. */
      floor: number
    } & IsotonicCurve)

export interface Calibration {
  /** Follows from the content: the same map has the same id. */
  id: string
  map: CalibrationMap
  /** Sum of the weights of the rows it was fitted on. */
  rows: number
  /** Log-loss of each method on folds it was not fitted on; only `identity` when there were too few labels. */
  heldOutLogLoss: Partial<Record<CalibrationMethod, number>>
}

const IDENTITY = { method: 'identity' } as const

/** What a model without labels has. */
export const UNCALIBRATED: Calibration = {
  id: contentId(IDENTITY),
  map: IDENTITY,
  rows: 0,
  heldOutLogLoss: {},
}

export interface LabelledMargins {
  /** Log-odds by models that had not seen the row (out of fold), or that were not trained on these rows at all. */
  margins: Float64Array
  labels: Float64Array
  weights: Float64Array
}

/** Weights of the rarer class below which a method is not tried: a curve of few points fits noise. */
const FEWEST_OF_CLASS = { identity: 0, platt: 10, isotonic: 50 } as const
const METHODS = ['identity', 'platt', 'isotonic'] as const

/**
 * Fits every method that the labels suffice for, compares them by log-loss across the folds, and keeps the best; the
 * simpler one when they are equal. Returns the identity when there are too few labels.
 */
export function* chooseCalibrationSteps(
  data: LabelledMargins,
  folds: Int32Array,
  methods: readonly CalibrationMethod[] = METHODS,
): Steps<Calibration> {
  const rarer = rarerClass(data)
  const heldOutLogLoss: Calibration['heldOutLogLoss'] = {}
  let best: CalibrationMethod = 'identity'
  for (const method of METHODS) {
    if (!methods.includes(method) || rarer < FEWEST_OF_CLASS[method]) continue
    yield { task: `calibration: ${method}` }
    const probabilities = yield* crossFitSteps(data, folds, method)
    const loss = weightedLogLoss(probabilities, data.labels, data.weights)
    heldOutLogLoss[method] = loss
    if (loss < (heldOutLogLoss[best] ?? Infinity)) best = method
  }
  const fitted = yield* fitCalibrationSteps(data, best)
  // Out of fold worse than chance: turning every decision round would be no calibration.
  const map = fitted.method === 'platt' && fitted.slope <= 0 ? IDENTITY : fitted
  return { id: contentId(map), map, rows: totalWeight(data.weights), heldOutLogLoss }
}

/** Probability of each row by a map fitted on the other folds. */
export function* crossFitSteps(
  data: LabelledMargins,
  folds: Int32Array,
  method: CalibrationMethod,
): Steps<Float64Array> {
  const probabilities = new Float64Array(folds.length).fill(0.5)
  for (const fold of foldsWithWeight(data, folds)) {
    const weights = data.weights.map((weight, row) => (folds[row] === fold ? 0 : weight))
    const map = yield* fitCalibrationSteps({ ...data, weights }, method)
    for (let row = 0; row < folds.length; row++)
      if (folds[row] === fold) probabilities[row] = calibrate(map, data.margins[row] as number)
  }
  return probabilities
}

/** One method on all rows. Without rows of weight it is the identity. */
export function* fitCalibrationSteps(
  { margins, labels, weights }: LabelledMargins,
  method: CalibrationMethod,
): Steps<CalibrationMap> {
  const rows = totalWeight(weights)
  if (method === 'identity' || rows === 0) return { method: 'identity' }
  if (method === 'platt') return { method, ...(yield* fitPlattSteps(margins, labels, weights)) }
  return { method, floor: 1 / (rows + 2), ...fitIsotonic(margins, labels, weights) }
}

/** Calibrated probability of a margin. */
export function calibrate(map: CalibrationMap, margin: number): number {
  switch (map.method) {
    case 'identity':
      return sigmoid(margin)
    case 'platt':
      return sigmoid(map.slope * margin + map.intercept)
    case 'isotonic':
      return Math.min(1 - map.floor, Math.max(map.floor, isotonicAt(map, margin)))
  }
}
