import type { Drawing, Point, Shape } from './drawing.ts'

/** On Discord's dark grey and on white alike: an opaque dark ground with light strokes. */
export const COLOURS = {
  background: '#1e1f22',
  grid: '#3f4147',
  faint: '#949ba4',
  text: '#f2f3f5',
  blue: '#7aa2ff',
  amber: '#f0b232',
  green: '#57d28f',
} as const

/** Text of 28 px in a picture of 800 is about 12 px on a phone. */
const TEXT_SIZE = 28
const TITLE_SIZE = 36
const WIDTH = 800
const HEIGHT = 640
const PLOT = { left: 110, right: 770, top: 130, bottom: 530 }

export interface Axis {
  label: string
  /** Values from the first to the last tick are drawn. */
  ticks: { value: number; text: string }[]
}

export interface Frame {
  /** Where a value stands in the picture. */
  at(x: number, y: number): Point
  shapes: Shape[]
}

export const PERCENT_TICKS = [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, text: `${value * 100} %` }))

/** Axes with a grid. */
export function frame(across: Axis, up: Axis): Frame {
  const share = (value: number, { ticks }: Axis): number => {
    const [low, high] = [ticks[0]?.value ?? 0, ticks.at(-1)?.value ?? 1]
    return (value - low) / (high - low)
  }
  const at = (x: number, y: number): Point => [
    PLOT.left + share(x, across) * (PLOT.right - PLOT.left),
    PLOT.bottom - share(y, up) * (PLOT.bottom - PLOT.top),
  ]
  const [low, base] = [across.ticks[0]?.value ?? 0, up.ticks[0]?.value ?? 0]
  const horizontal = up.ticks.flatMap(({ value, text }): Shape[] => {
    const [, y] = at(low, value)
    const points: Point[] = [
      [PLOT.left, y],
      [PLOT.right, y],
    ]
    return [
      { kind: 'line', points, width: 2, colour: COLOURS.grid },
      label(PLOT.left - 14, y + 10, text, 'end'),
    ]
  })
  const below = across.ticks.map(({ value, text }): Shape => {
    const [x] = at(value, base)
    const width = PLOT.right - PLOT.left
    const anchor = x > PLOT.left + 0.9 * width ? 'end' : x < PLOT.left + 0.1 * width ? 'start' : 'middle'
    return label(anchor === 'end' ? PLOT.right : x, PLOT.bottom + 40, text, anchor)
  })
  return {
    at,
    shapes: [
      ...horizontal,
      ...below,
      label((PLOT.left + PLOT.right) / 2, PLOT.bottom + 86, across.label, 'middle'),
      label(24, PLOT.top - 26, up.label, 'start'),
    ],
  }
}

/** Text in the usual size and a quiet colour. */
export function label(
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end',
  colour: string = COLOURS.faint,
): Shape {
  return { kind: 'text', x, y, text, size: TEXT_SIZE, colour, anchor }
}

export function picture(title: string, shapes: Shape[]): Drawing {
  const heading: Shape = {
    kind: 'text',
    x: 24,
    y: 52,
    text: title,
    size: TITLE_SIZE,
    colour: COLOURS.text,
    anchor: 'start',
  }
  return { width: WIDTH, height: HEIGHT, title, background: COLOURS.background, shapes: [heading, ...shapes] }
}

/** What is shown in place of a chart that has nothing to show. */
export function emptyPicture(title: string, reason: string): Drawing {
  return picture(title, [label(WIDTH / 2, HEIGHT / 2, reason, 'middle')])
}
