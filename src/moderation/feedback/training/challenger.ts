import {
  crossFitSteps,
  groupedFolds,
  type Prior,
  rank,
  type Steps,
  seeded,
  thresholdForCardsPerDay,
  thresholdForPrecision,
  trainSteps,
} from '../../../learning/index.ts'
import type { Thresholds } from '../band.ts'
import type { DecidingModel } from '../deciding-model.ts'
import { type Gate, gateSteps } from './gate.ts'
import type { RedTeamCase } from './red-team.ts'
import { daysOf, type LabelledRow, type Rows, tableOf } from './rows.ts'

const MOST_FOLDS = 5
/** The same votes give the same model: a training that is begun again after a crash comes to the same end. */
const SEEDS = { folds: 1, training: 2 } as const
/** What thresholds are proposed for. */
const WANTED = { precision: 0.8, cardsPerDay: 10 } as const

/** A threshold that would have given what is wanted, on rows the model had not seen; null when none does. */
export interface Proposal {
  threshold: number
  precision: number
  recall: number
  cardsPerDay: number
}

/** How a challenger came about and how it did: `metrics` of `feedback_models`. Plain JSON. */
export interface TrainingReport {
  /** Follows from the model's content. */
  id: string
  learnedFrom: { rows: number; upheld: number; leftOut: number }
  /** The small network against the logistic regression out of fold; null when there were too few labels to try it. */
  network: { isBetter: boolean; gain: number } | null
  calibration: 'identity' | 'platt' | 'isotonic'
  proposals: { wantedPrecision: Proposal | null; wantedCards: Proposal | null }
  gate: Gate
}

export interface Challenger {
  model: DecidingModel
  report: TrainingReport
}

export interface TrainingInput {
  rows: Rows
  champion: DecidingModel
  prior: Prior
  thresholds: Thresholds
  redTeam: readonly RedTeamCase[]
}

/** Trains a challenger on the learning side and holds it against the champion. Enough labels are there (`missingLabels`). */
export function* challengerSteps(input: TrainingInput): Steps<Challenger> {
  const { rows, prior, champion, thresholds, redTeam } = input
  const { data, groups } = tableOf(rows.learn)
  const folds = foldsOf(rows.learn)
  const { trained, outOfFold, comparison } = yield* trainSteps(data, groups, folds, {
    prior,
    random: seeded(SEEDS.training),
  })
  const { method } = trained.calibration.map
  const honest = outOfFold && (yield* crossFitSteps({ ...data, margins: outOfFold }, folds, method))
  const scored = honest && rank(honest, data.labels, data.weights)
  const period = { days: daysOf(rows.learn) }
  const model = {
    version: -1,
    calibrationVersion: -1,
    model: trained.model,
    calibration: trained.calibration,
  }
  const gate = yield* gateSteps({ champion, challenger: model, holdOut: rows.holdOut, redTeam, thresholds })
  return {
    model,
    report: {
      id: trained.id,
      learnedFrom: {
        rows: rows.learn.length,
        upheld: rows.learn.filter(({ label }) => label > 0.5).length,
        leftOut: rows.leftOut.length,
      },
      network: comparison && { isBetter: comparison.isBetter, gain: comparison.gain },
      calibration: method,
      proposals: {
        wantedPrecision: scored && thresholdForPrecision(scored, WANTED.precision, period),
        wantedCards: scored && thresholdForCardsPerDay(scored, WANTED.cardsPerDay, period),
      },
      gate,
    },
  }
}

/** Without two groups to hold one out of there is one fold, and nothing is cross-validated. */
function foldsOf(rows: readonly LabelledRow[]): Int32Array {
  const { data, groups } = tableOf(rows)
  const count = Math.min(MOST_FOLDS, new Set(groups).size)
  return count < 2 ? new Int32Array(rows.length) : groupedFolds(data, groups, count, seeded(SEEDS.folds))
}
