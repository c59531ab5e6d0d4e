import { bootstrapSteps, type Interval } from './bootstrap.ts'
import { figures, type ReliabilityBin, rank, reliabilityBins } from './metrics.ts'
import { seeded } from './random.ts'
import type { Steps } from './steps.ts'
import {
  type BandFigures,
  bandFigures,
  type DecisionBand,
  type ThresholdProposal,
  thresholdForCardsPerDay,
  thresholdForPrecision,
} from './thresholds.ts'

export interface Figure {
  value: number | null
  /** 95 %, by bootstrap of whole groups. */
  interval: Interval | null
}

export interface FiguresReport {
  rows: number
  positives: number
  threshold: number
  figures: Record<string, Figure>
  band: { tLow: number; tHigh: number } & Omit<BandFigures, keyof Record<'cardsPerDay', 0>>
  reliability: ReliabilityBin[]
  proposals: Record<string, ThresholdProposal | null>
}

export interface Judged {
  probabilities: Float64Array
  labels: Float64Array
  weights: Float64Array
  groups: Int32Array
}

export interface FiguresOptions {
  /** A row is called positive from here on. */
  threshold: number
  band: DecisionBand
  /** The rows were collected in. */
  days: number
  seed: number
  /** Of the bootstrap. */
  replicates: number
}

const WANTED_PRECISIONS = [0.8, 0.9, 0.95]
const WANTED_CARDS = [5, 10, 20]

/** Every figure with its interval. Rows of weight 0 do not count. */
export function* figuresReportSteps(
  { probabilities, labels, weights, groups }: Judged,
  { threshold, band, days, seed, replicates }: FiguresOptions,
): Steps<FiguresReport> {
  const scored = rank(probabilities, labels, weights)
  const ordered = Int32Array.from(scored.order, (row) => groups[row] ?? 0)
  const all = (draws: Float64Array | null) => {
    const counted =
      draws === null
        ? scored
        : { ...scored, weights: scored.weights.map((weight, row) => weight * (draws[row] ?? 0)) }
    const { precisionOfFlags, recallOfCards, decidedShare, accuracyOfDecided, cardsPerDay } = bandFigures(
      counted,
      band,
      { days },
    )
    return {
      ...figures(counted, threshold),
      precisionOfFlags,
      recallOfCards,
      decidedShare,
      accuracyOfDecided,
      cardsPerDay,
    }
  }
  const values = all(null)
  const intervals = yield* bootstrapSteps(ordered, all, { random: seeded(seed), replicates })
  const { flagged, ambiguous, notFlagged, ...shares } = bandFigures(scored, band, { days })
  const { precisionOfFlags, recallOfCards, decidedShare, accuracyOfDecided } = shares
  return {
    rows: values.truePositives + values.falsePositives + values.trueNegatives + values.falseNegatives,
    positives: values.truePositives + values.falseNegatives,
    threshold,
    figures: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        { value, interval: Object.entries(intervals).find(([other]) => other === name)?.[1] ?? null },
      ]),
    ),
    band: {
      ...band,
      flagged,
      ambiguous,
      notFlagged,
      precisionOfFlags,
      recallOfCards,
      decidedShare,
      accuracyOfDecided,
    },
    reliability: reliabilityBins(scored),
    proposals: Object.fromEntries([
      ...WANTED_PRECISIONS.map((wanted) => [
        `precision ${wanted}`,
        thresholdForPrecision(scored, wanted, { days }),
      ]),
      ...WANTED_CARDS.map((wanted) => [
        `${wanted} cards a day`,
        thresholdForCardsPerDay(scored, wanted, { days }),
      ]),
    ]),
  }
}
