import {
  type Calibration,
  calibrate,
  contributions,
  type Model,
  type Prior,
  predict,
  scoreMargins,
  sigmoid,
  UNCALIBRATED,
} from '../../learning/index.ts'
import type { FeedbackModel } from '../../storage/feedback-models.ts'
import { FEATURE_NAMES, FEATURES } from './features.ts'
import { calibrationJson, modelJson } from './model-json.ts'
import { priorModel } from './prior.ts'

/** The model that decides about candidates, with its calibration. */
export interface DecidingModel {
  /** 0 is the expert's prior. */
  version: number
  calibrationVersion: number
  model: Model
  calibration: Calibration
}

/** What decides before any model was trained, and after a rollback to it. */
export function priorDecides(prior: Prior): DecidingModel {
  return { version: 0, calibrationVersion: 0, model: priorModel(prior), calibration: UNCALIBRATED }
}

/** A model as it is stored (`champion` of src/storage/feedback-models.ts); without one, the expert's prior. */
export function decidingModel(stored: FeedbackModel | null, prior: Prior): DecidingModel {
  if (stored === null) return priorDecides(prior)
  return {
    version: stored.version,
    calibrationVersion: stored.calibrationVersion,
    model: modelJson.parse(stored.parameters),
    calibration: calibrationJson.parse(stored.calibration),
  }
}

export interface CandidateScore {
  /** The calibrated probability, and the one before calibration. */
  score: number
  rawScore: number
  /** What each feature adds to the log-odds, by `FEATURE_NAMES`: the largest mattered most. */
  contributions: number[]
}

/** Scores the features of one candidate (`featureVector`). */
export function scoreCandidate(
  { model, calibration }: DecidingModel,
  features: readonly number[],
): CandidateScore {
  const row = Float64Array.from(fitted(features, columnsOf(model)))
  const [margin = 0] = scoreMargins(model, { values: row, rows: 1, columns: row.length })
  return {
    score: calibrate(calibration.map, margin),
    rawScore: sigmoid(margin),
    contributions: [...contributions(model, row)],
  }
}

/** Calibrated probabilities of many candidates. */
export function scoreCandidates(
  { model, calibration }: DecidingModel,
  candidates: readonly (readonly number[])[],
): Float64Array {
  const columns = columnsOf(model)
  const values = Float64Array.from(candidates.flatMap((features) => fitted(features, columns)))
  return predict({ id: '', model, calibration }, { values, rows: candidates.length, columns })
}

const columnsOf = (model: Model): number => (model.kind === 'mlp' ? model.base : model).weights.length

/**
 * Features as a model of another time knows them: new ones go to the end, so an older model gets the first ones, and a
 * candidate that was judged before a feature came has its stand-in.
 */
export function fitted(features: readonly number[], columns: number): number[] {
  return Array.from({ length: columns }, (_, index) => {
    const name = FEATURE_NAMES[index]
    return features[index] ?? (name === undefined ? 0 : FEATURES[name].missing)
  })
}
