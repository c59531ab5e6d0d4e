import { type OperatingPoint, operatingPoints, type Scored } from './metrics.ts'

/** Probabilities between which a moderator is asked: flag at `tHigh` and above, no flag at `tLow` and below. */
export interface DecisionBand {
  tLow: number
  tHigh: number
}

export type Prediction = 'flag' | 'ambiguous' | 'no_flag'

export const DEFAULT_BAND: DecisionBand = { tLow: 0.35, tHigh: 0.7 }

export function predictionOf(probability: number, { tLow, tHigh }: DecisionBand): Prediction {
  if (probability >= tHigh) return 'flag'
  return probability <= tLow ? 'no_flag' : 'ambiguous'
}

export interface ThresholdProposal {
  threshold: number
  precision: number
  recall: number
  cardsPerDay: number
}

/** The days that the rows were collected in; without them figures per day cannot be had. */
export interface Period {
  days: number
}

/**
 * The lowest threshold at and above which at least `precision` of the rows were upheld: a proposal for `tHigh`. Null when
 * no threshold reaches it with at least `fewestCards` (default 20, sum of weights) to judge by.
 */
export function thresholdForPrecision(
  scored: Scored,
  precision: number,
  { days }: Period,
  fewestCards = 20,
): ThresholdProposal | null {
  const points = operatingPoints(scored)
  const reached = (point: OperatingPoint): boolean =>
    point.precision >= precision && point.called >= fewestCards
  return proposalAt(points, points.findLastIndex(reached), days)
}

/**
 * The lowest threshold that brings moderators no more than `cards` a day: a proposal for `tLow`, as everything above it
 * becomes a card. Null when even the highest score alone brings more, or no row is positive.
 */
export function thresholdForCardsPerDay(
  scored: Scored,
  cards: number,
  { days }: Period,
): ThresholdProposal | null {
  const points = operatingPoints(scored)
  return proposalAt(
    points,
    points.findLastIndex(({ called }) => called <= cards * days),
    days,
  )
}

/** Halfway to the next lower score, so that rounding and "at least" or "more than" make no difference. */
function proposalAt(points: OperatingPoint[], index: number, days: number): ThresholdProposal | null {
  const point = points[index]
  if (point === undefined) return null
  const { threshold, precision, recall, called } = point
  return {
    threshold: (threshold + (points[index + 1]?.threshold ?? 0)) / 2,
    precision,
    recall,
    cardsPerDay: called / days,
  }
}

/** What a band would do; sums of weights, so estimates for all messages when the weights are those of an audit. */
export interface BandFigures {
  flagged: number
  ambiguous: number
  notFlagged: number
  /** Of what is flagged without asking, the share that was upheld. */
  precisionOfFlags: number | null
  /** Of what was upheld, the share that became a card of either kind. */
  recallOfCards: number | null
  /** Share decided without asking, and how much of that was right. */
  decidedShare: number | null
  accuracyOfDecided: number | null
  cardsPerDay: number
}

export function bandFigures(
  { probabilities, labels, weights }: Scored,
  band: DecisionBand,
  { days }: Period,
): BandFigures {
  const sums = { flag: [0, 0], ambiguous: [0, 0], no_flag: [0, 0] }
  for (let row = 0; row < labels.length; row++) {
    const sum = sums[predictionOf(probabilities[row] as number, band)]
    sum[0] = (sum[0] ?? 0) + (weights[row] as number)
    sum[1] = (sum[1] ?? 0) + (weights[row] as number) * (labels[row] as number)
  }
  const [flagged = 0, rightFlags = 0] = sums.flag
  const [ambiguous = 0, rightAmbiguous = 0] = sums.ambiguous
  const [notFlagged = 0, missed = 0] = sums.no_flag
  const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)
  const decided = flagged + notFlagged
  return {
    flagged,
    ambiguous,
    notFlagged,
    precisionOfFlags: share(rightFlags, flagged),
    recallOfCards: share(rightFlags + rightAmbiguous, rightFlags + rightAmbiguous + missed),
    decidedShare: share(decided, decided + ambiguous),
    accuracyOfDecided: share(rightFlags + notFlagged - missed, decided),
    cardsPerDay: (flagged + ambiguous) / days,
  }
}
