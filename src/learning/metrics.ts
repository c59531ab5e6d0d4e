import { descending, take } from './ordering.ts'

/**
 * Labelled probabilities, highest first. A soft label y counts as y of a positive and 1 − y of a negative row, in every
 * figure: as if the row stood there twice.
 */
export interface Scored {
  probabilities: Float64Array
  labels: Float64Array
  weights: Float64Array
  /** `order[i]` is the row that stands at place i. */
  order: Uint32Array
}

export interface Confusion {
  truePositives: number
  falsePositives: number
  trueNegatives: number
  falseNegatives: number
}

/** Sums of weights where counts are meant. A figure is null where it is not defined: recall without a positive row. */
export interface Figures extends Confusion {
  precision: number | null
  recall: number | null
  f1: number | null
  accuracy: number | null
  rocAuc: number | null
  /** Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ. */
  prAuc: number | null
  logLoss: number | null
  brier: number | null
  /** Over ten bins of equal width. */
  expectedCalibrationError: number | null
}

/** Probabilities are kept this far from 0 and 1 in a log-loss, as scikit-learn does for doubles. */
const SMALLEST_PROBABILITY = 2.220446049250313e-16
const BINS = 10

/** Sorts once; figures under other weights (a bootstrap) then need no sort. */
export function rank(probabilities: Float64Array, labels: Float64Array, weights: Float64Array): Scored {
  const order = descending(probabilities)
  return {
    probabilities: take(probabilities, order),
    labels: take(labels, order),
    weights: take(weights, order),
    order,
  }
}

function rowLogLoss(probability: number, label: number): number {
  const p = Math.min(1 - SMALLEST_PROBABILITY, Math.max(SMALLEST_PROBABILITY, probability))
  return -(label === 0 ? 0 : label * Math.log(p)) - (label === 1 ? 0 : (1 - label) * Math.log1p(-p))
}

/** Log-loss of each row, in nats. */
export function logLosses(probabilities: Float64Array, labels: Float64Array): Float64Array {
  return probabilities.map((probability, row) => rowLogLoss(probability, labels[row] as number))
}

/** Weighted mean of the rows' log-loss, in nats. */
export function weightedLogLoss(
  probabilities: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
): number {
  let sum = 0
  let total = 0
  for (let row = 0; row < labels.length; row++) {
    sum += (weights[row] as number) * rowLogLoss(probabilities[row] as number, labels[row] as number)
    total += weights[row] as number
  }
  return sum / total
}

/** All figures at once. `threshold`: a row is called positive when its probability is at least that. */
export function figures(
  { probabilities, labels, weights }: Scored,
  threshold: number,
  losses: Float64Array = logLosses(probabilities, labels),
): Figures {
  const rows = probabilities.length
  let positives = 0
  let negatives = 0
  let loss = 0
  let squares = 0
  const bins = new Float64Array(BINS)
  for (let row = 0; row < rows; row++) {
    const weight = weights[row] as number
    const label = labels[row] as number
    const p = probabilities[row] as number
    positives += weight * label
    negatives += weight * (1 - label)
    loss += weight * (losses[row] as number)
    squares += weight * (label * (1 - p) * (1 - p) + (1 - label) * p * p)
    const bin = binOf(p)
    bins[bin] = (bins[bin] as number) + weight * (p - label)
  }
  const total = positives + negatives
  let gap = 0
  for (let bin = 0; bin < BINS; bin++) gap += Math.abs(bins[bin] as number)
  const { area, average, truePositives, falsePositives } = sweep(
    { probabilities, labels, weights },
    threshold,
    positives,
  )
  const called = truePositives + falsePositives
  const falseNegatives = positives - truePositives
  const trueNegatives = negatives - falsePositives
  return {
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
    precision: ratio(truePositives, called),
    recall: ratio(truePositives, positives),
    f1: ratio(2 * truePositives, called + positives),
    accuracy: ratio(truePositives + trueNegatives, total),
    rocAuc: ratio(area, positives * negatives),
    prAuc: ratio(average, positives),
    logLoss: ratio(loss, total),
    brier: ratio(squares, total),
    expectedCalibrationError: ratio(gap, total),
  }
}

/** One walk from the highest score down; rows of equal score count together. */
function sweep(
  { probabilities, labels, weights }: Pick<Scored, 'probabilities' | 'labels' | 'weights'>,
  threshold: number,
  positives: number,
): { area: number; average: number; truePositives: number; falsePositives: number } {
  const rows = probabilities.length
  let above = 0
  let falseAbove = 0
  let area = 0
  let average = 0
  let truePositives = 0
  let falsePositives = 0
  for (let row = 0; row < rows; ) {
    const score = probabilities[row] as number
    let gained = 0
    let lost = 0
    for (; row < rows && probabilities[row] === score; row++) {
      gained += (weights[row] as number) * (labels[row] as number)
      lost += (weights[row] as number) * (1 - (labels[row] as number))
    }
    // Each of these negatives is below all positives above, and level with those gained here.
    area += lost * (above + gained / 2)
    above += gained
    falseAbove += lost
    if (gained > 0) average += (gained * above) / (above + falseAbove)
    if (score >= threshold) {
      truePositives = above
      falsePositives = falseAbove
    }
  }
  return { area, average, truePositives: Math.min(truePositives, positives), falsePositives }
}

const binOf = (probability: number): number => Math.min(BINS - 1, Math.floor(probability * BINS))
const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

export interface ReliabilityBin {
  /** Sum of weights. */
  weight: number
  meanProbability: number
  /** Share that was upheld. */
  observed: number
}

/** The bins of the expected calibration error that hold rows, lowest first. */
export function reliabilityBins({ probabilities, labels, weights }: Scored): ReliabilityBin[] {
  const sums = Array.from({ length: BINS }, () => ({ weight: 0, probability: 0, label: 0 }))
  for (let row = 0; row < probabilities.length; row++) {
    const bin = sums[binOf(probabilities[row] as number)]
    if (bin === undefined) continue
    const weight = weights[row] as number
    bin.weight += weight
    bin.probability += weight * (probabilities[row] as number)
    bin.label += weight * (labels[row] as number)
  }
  return sums
    .filter(({ weight }) => weight > 0)
    .map(({ weight, probability, label }) => ({
      weight,
      meanProbability: probability / weight,
      observed: label / weight,
    }))
}

export interface OperatingPoint {
  threshold: number
  precision: number
  recall: number
  /** Sum of weights at or above the threshold. */
  called: number
}

/** Every threshold there is, highest first; empty without a positive row. */
export function operatingPoints({ probabilities, labels, weights }: Scored): OperatingPoint[] {
  let positives = 0
  for (let row = 0; row < labels.length; row++)
    positives += (weights[row] as number) * (labels[row] as number)
  if (positives === 0) return []
  const points: OperatingPoint[] = []
  let above = 0
  let called = 0
  for (let row = 0; row < probabilities.length; ) {
    const threshold = probabilities[row] as number
    for (; row < probabilities.length && probabilities[row] === threshold; row++) {
      above += (weights[row] as number) * (labels[row] as number)
      called += weights[row] as number
    }
    if (called > 0) points.push({ threshold, precision: above / called, recall: above / positives, called })
  }
  return points
}
