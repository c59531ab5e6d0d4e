import type { FiguresReport } from '../../src/learning/index.ts'

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
