import {
  type FiguresReport,
  figuresReportSteps,
  type OperatingPoint,
  operatingPoints,
  rank,
  type Steps,
} from '../../../learning/index.ts'
import type { Thresholds } from '../band.ts'
import { type DecidingModel, scoreCandidates } from '../deciding-model.ts'
import { daysOf, type LabelledRow, tableOf } from './rows.ts'

const SEED = 4
const REPLICATES = 1_000
const MISTAKES = 10

/** A candidate whose label the model was sure of the opposite of. */
export interface Mistake {
  row: LabelledRow
  probability: number
}

export interface Evaluation {
  version: number
  report: FiguresReport
  curve: OperatingPoint[]
  /** The most confident first. */
  mistakes: Mistake[]
}

/** How a model does on rows that it never learned from. */
export function* evaluationSteps(
  rows: readonly LabelledRow[],
  model: DecidingModel,
  band: Thresholds,
): Steps<Evaluation> {
  const { data, groups } = tableOf(rows)
  const probabilities = scoreCandidates(
    model,
    rows.map(({ candidate }) => candidate.features),
  )
  const report = yield* figuresReportSteps(
    { ...data, probabilities, groups },
    { threshold: band.tHigh, band, days: daysOf(rows), seed: SEED, replicates: REPLICATES },
  )
  return {
    version: model.version,
    report,
    curve: operatingPoints(rank(probabilities, data.labels, data.weights)),
    mistakes: mistakesOf(rows, probabilities),
  }
}

/** By the probability given to what moderators decided against; what was given less than a half is no mistake. */
function mistakesOf(rows: readonly LabelledRow[], probabilities: Float64Array): Mistake[] {
  const wrongness = ({ row: { label }, probability }: Mistake) =>
    label >= 0.5 ? label * (1 - probability) : (1 - label) * probability
  return rows
    .map((row, index): Mistake => ({ row, probability: probabilities[index] ?? 0 }))
    .filter(({ row: { label }, probability }) => label !== 0.5 && label > 0.5 !== probability >= 0.5)
    .sort((a, b) => wrongness(b) - wrongness(a))
    .slice(0, MISTAKES)
}
