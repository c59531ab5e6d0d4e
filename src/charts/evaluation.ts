import type { Drawing, Point, Shape } from './drawing.ts'
import { COLOURS, emptyPicture, frame, label, PERCENT_TICKS, picture } from './frame.ts'

/** Where the model says `meanProbability`, `observed` of `weight` rows were upheld. */
export interface ReliabilityPoint {
  weight: number
  meanProbability: number
  observed: number
}

const NOTHING_YET = 'No reviewed messages yet'
/** 95 % of a normal distribution lie within. */
const Z = 1.96

/** Points on the diagonal are right; bars are 95 % intervals after Wilson, larger points hold more messages. */
export function reliabilityDiagram(points: readonly ReliabilityPoint[]): Drawing {
  const title = 'How often is it right?'
  if (points.length === 0) return emptyPicture(title, NOTHING_YET)
  const { at, shapes } = frame(
    { label: 'Probability it gave', ticks: PERCENT_TICKS },
    { label: 'Share moderators upheld', ticks: PERCENT_TICKS },
  )
  const most = Math.max(...points.map(({ weight }) => weight))
  return picture(title, [
    ...shapes,
    { kind: 'line', points: [at(0, 0), at(1, 1)], width: 3, colour: COLOURS.faint, dash: 12 },
    ...points.flatMap(({ weight, meanProbability, observed }): Shape[] => {
      const { low, high } = wilson(observed, weight)
      const [x, y] = at(meanProbability, observed)
      return [
        {
          kind: 'line',
          points: [at(meanProbability, low), at(meanProbability, high)],
          width: 4,
          colour: COLOURS.blue,
        },
        { kind: 'circle', x, y, radius: 7 + 9 * Math.sqrt(weight / most), colour: COLOURS.blue },
      ]
    }),
  ])
}

/** Interval of a share (Wilson 1927). */
function wilson(share: number, count: number): { low: number; high: number } {
  const spread = Z * Math.sqrt((share * (1 - share)) / count + (Z * Z) / (4 * count * count))
  const centre = share + (Z * Z) / (2 * count)
  const scale = 1 + (Z * Z) / count
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) }
}

export interface CurvePoint {
  threshold: number
  precision: number
  recall: number
}

/** As many as can be told apart. */
const CURVE_POINTS = 300

/** Precision against recall over all thresholds, highest threshold first, with the two ends of the decision band marked. */
export function precisionRecallCurve(
  points: readonly CurvePoint[],
  band: { tLow: number; tHigh: number },
): Drawing {
  const title = 'What is caught, and how purely'
  if (points.length === 0) return emptyPicture(title, NOTHING_YET)
  const { at, shapes } = frame(
    { label: 'Share of all cases caught (recall)', ticks: PERCENT_TICKS },
    { label: 'Share of cards upheld (precision)', ticks: PERCENT_TICKS },
  )
  const curve: Point[] = []
  let drawn = -1
  for (const [index, { recall, precision }] of points.entries()) {
    if (recall - drawn < 1 / CURVE_POINTS && index < points.length - 1) continue
    curve.push(at(recall, precision))
    drawn = recall
  }
  const ends = [
    { threshold: band.tHigh, text: 'flagged at once', colour: COLOURS.green, side: 0 },
    { threshold: band.tLow, text: 'with those it asks about', colour: COLOURS.amber, side: 1 },
  ].flatMap(({ threshold, text, colour, side }): Shape[] => {
    const point = points.findLast((each) => each.threshold >= threshold)
    if (point === undefined) return []
    const [x, y] = at(point.recall, point.precision)
    const legend = at(0, 0)
    return [
      { kind: 'circle', x, y, radius: 13, colour },
      { kind: 'circle', x: legend[0] + 30, y: legend[1] - 78 + side * 44, radius: 10, colour },
      label(legend[0] + 54, legend[1] - 68 + side * 44, text, 'start', COLOURS.text),
    ]
  })
  return picture(title, [...shapes, { kind: 'line', points: curve, width: 5, colour: COLOURS.blue }, ...ends])
}

export interface DayOfCards {
  /** As it shall be read: `3 May`. */
  day: string
  flagged: number
  ambiguous: number
}

/** Cards that moderators got, day by day, oldest first; a day without any is part of the list. */
export function cardsPerDay(days: readonly DayOfCards[]): Drawing {
  const title = 'Cards per day'
  const most = Math.max(0, ...days.map(({ flagged, ambiguous }) => flagged + ambiguous))
  if (most === 0) return emptyPicture(title, 'No cards in this time')
  const top = niceCeiling(most)
  const ticks = [0, top / 2, top].map((value) => ({ value, text: String(value) }))
  const named = [...new Set([0, Math.floor((days.length - 1) / 2), days.length - 1])]
  const { at, shapes } = frame(
    {
      label: '',
      ticks: [
        { value: 0, text: '' },
        ...named.map((index) => ({ value: index + 0.5, text: days[index]?.day ?? '' })),
        { value: days.length, text: '' },
      ],
    },
    { label: 'Cards', ticks },
  )
  const bars = days.flatMap(({ flagged, ambiguous }, index): Shape[] => {
    const bar = (from: number, to: number, colour: string): Shape[] => {
      const [left, upper] = at(index + 0.1, to)
      const [right, lower] = at(index + 0.9, from)
      return to > from
        ? [{ kind: 'rect', x: left, y: upper, width: right - left, height: lower - upper, colour }]
        : []
    }
    return [...bar(0, flagged, COLOURS.green), ...bar(flagged, flagged + ambiguous, COLOURS.amber)]
  })
  const total = days.reduce((sum, { flagged, ambiguous }) => sum + flagged + ambiguous, 0)
  const [legend, under] = at(0, 0)
  return picture(title, [
    ...shapes,
    ...bars,
    { kind: 'circle', x: legend + 10, y: under + 76, radius: 10, colour: COLOURS.green },
    label(legend + 34, under + 86, 'flagged', 'start', COLOURS.text),
    { kind: 'circle', x: legend + 190, y: under + 76, radius: 10, colour: COLOURS.amber },
    label(legend + 214, under + 86, 'asked about', 'start', COLOURS.text),
    label(770, 104, `mean ${(total / days.length).toFixed(1)} a day`, 'end'),
  ])
}

/** The next of 2, 4, 6, 8, 10, 20, 40… so that half of it is a whole number too. */
function niceCeiling(value: number): number {
  for (let power = 1; ; power *= 10)
    for (const step of [2, 4, 6, 8, 10]) if (step * power >= value) return step * power
}
