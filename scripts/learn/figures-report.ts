import {
  type BandFigures,
  bandFigures,
  bootstrapSteps,
  figures,
  type Interval,
  type ReliabilityBin,
  rank,
  reliabilityBins,
  type Steps,
  seeded,
  type ThresholdProposal,
  thresholdForCardsPerDay,
  thresholdForPrecision,
} from '../../src/learning/index.ts'
import type { Arguments } from './arguments.ts'

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

const WANTED_PRECISIONS = [0.8, 0.9, 0.95]
const WANTED_CARDS = [5, 10, 20]

/** Every figure with its interval. Rows of weight 0 do not count. */
export function* figuresReportSteps(
  { probabilities, labels, weights, groups }: Judged,
  {
    threshold,
    band,
    days,
    seed,
    replicates,
  }: Pick<Arguments, 'threshold' | 'band' | 'days' | 'seed' | 'replicates'>,
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

const NAMES: Record<string, string> = {
  logLoss: 'log-loss',
  brier: 'Brier score',
  expectedCalibrationError: 'expected calibration error',
  rocAuc: 'ROC AUC',
  prAuc: 'PR AUC (average precision)',
  accuracy: 'accuracy',
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  truePositives: 'true positives',
  falsePositives: 'false positives',
  trueNegatives: 'true negatives',
  falseNegatives: 'false negatives',
  precisionOfFlags: 'precision of flags',
  recallOfCards: 'recall of all cards',
  decidedShare: 'decided without asking',
  accuracyOfDecided: 'of that, right',
  cardsPerDay: 'cards per day',
}

export function figuresText(report: FiguresReport): string {
  const lines = Object.entries(NAMES).map(([key, name]) => {
    const { value, interval } = report.figures[key] ?? { value: null, interval: null }
    const range = interval === null ? '' : `  95 % ${short(interval.low)} to ${short(interval.high)}`
    return `  ${name.padEnd(28)}${short(value).padStart(10)}${range}`
  })
  const { tLow, tHigh, flagged, ambiguous, notFlagged } = report.band
  const proposals = Object.entries(report.proposals).map(([wanted, found]) =>
    found === null
      ? `  ${wanted.padEnd(18)} no threshold does that on these rows`
      : `  ${wanted.padEnd(18)} from ${short(found.threshold)}: precision ${short(found.precision)}, recall ${short(found.recall)}, ${short(found.cardsPerDay)} a day`,
  )
  return [
    `${short(report.rows)} rows (by weight), ${short(report.positives)} of them positive; called positive from ${report.threshold}`,
    ...lines,
    '',
    `Band: flag from ${tHigh} (${short(flagged)}), no flag up to ${tLow} (${short(notFlagged)}), ambiguous between (${short(ambiguous)})`,
    'Thresholds that would give',
    ...proposals,
  ].join('\n')
}

export function short(value: number | null): string {
  if (value === null) return 'n/a'
  return Number.isInteger(value)
    ? String(value)
    : Math.abs(value) >= 100
      ? value.toFixed(1)
      : value.toFixed(4)
}
