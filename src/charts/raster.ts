import type { Drawing, Point, Shape } from './drawing.ts'
import { strokeText } from './stroke-font.ts'

/** A picture of at most 256 colours. */
export interface Raster {
  width: number
  height: number
  /** Row by row: index into the palette. */
  pixels: Uint8Array
  /** Red, green and blue of each index, one after the other. */
  palette: Uint8Array
}

/** Steps from the background to a colour, for smooth edges: 15 colours of 16 steps and the background fit 256. */
const LEVELS = 16

/**
 * Draws with smooth edges. A pixel is a colour and how much of it covers the background, so one byte is enough; where two
 * shapes share a pixel the one that covers more of it is seen.
 */
export function rasterise({ width, height, background, shapes }: Drawing): Raster {
  const colours = [...new Set(shapes.map(({ colour }) => colour))]
  if (colours.length * LEVELS > 255) throw new RangeError(`${colours.length} colours, 15 is the most`)
  const pixels = new Uint8Array(width * height)
  const canvas = { width, height, pixels }
  for (const shape of shapes) draw(canvas, shape, colours.indexOf(shape.colour))
  return { width, height, pixels, palette: paletteOf(background, colours) }
}

function paletteOf(background: string, colours: string[]): Uint8Array {
  const base = channels(background)
  const entries = colours.flatMap((colour) => {
    const full = channels(colour)
    return Array.from({ length: LEVELS }, (_, level) =>
      full.map((value, channel) => {
        const from = base[channel] ?? 0
        return Math.round(from + ((value - from) * (level + 1)) / LEVELS)
      }),
    )
  })
  return Uint8Array.from([base, ...entries].flat())
}

const channels = (colour: string): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))

interface Canvas {
  width: number
  height: number
  pixels: Uint8Array
}

function draw(canvas: Canvas, shape: Shape, colour: number): void {
  switch (shape.kind) {
    case 'rect':
      drawRect(canvas, shape, colour)
      break
    case 'circle': {
      const centre: Point = [shape.x, shape.y]
      drawSegment(canvas, centre, centre, shape.radius * 2, colour)
      break
    }
    case 'line': {
      const parts = shape.dash === undefined ? [shape.points] : dashes(shape.points, shape.dash)
      for (const points of parts) drawLine(canvas, points, shape.width, colour)
      break
    }
    case 'text': {
      const { strokes, width, strokeWidth } = strokeText(shape.text, shape.size)
      const left = shape.x - { start: 0, middle: width / 2, end: width }[shape.anchor]
      for (const stroke of strokes)
        drawLine(
          canvas,
          stroke.map(([x, y]) => [left + x, shape.y + y] as const),
          strokeWidth,
          colour,
        )
    }
  }
}

function drawLine(canvas: Canvas, points: readonly Point[], width: number, colour: number): void {
  for (const [index, from] of points.entries()) {
    const to = points[index + 1]
    if (to !== undefined) drawSegment(canvas, from, to, width, colour)
    else if (points.length === 1) drawSegment(canvas, from, from, width, colour)
  }
}

/** A straight stroke with round ends: each pixel is covered by how far its middle lies inside. */
function drawSegment(canvas: Canvas, [ax, ay]: Point, [bx, by]: Point, width: number, colour: number): void {
  const reach = width / 2 + 0.5
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const left = Math.max(0, Math.floor(Math.min(ax, bx) - reach))
  const right = Math.min(canvas.width - 1, Math.ceil(Math.max(ax, bx) + reach))
  const top = Math.max(0, Math.floor(Math.min(ay, by) - reach))
  const bottom = Math.min(canvas.height - 1, Math.ceil(Math.max(ay, by) + reach))
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const [px, py] = [x + 0.5 - ax, y + 0.5 - ay]
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square))
      cover(canvas, x, y, reach - Math.hypot(px - along * dx, py - along * dy), colour)
    }
  }
}

function drawRect(canvas: Canvas, rect: Extract<Shape, { kind: 'rect' }>, colour: number): void {
  const [right, bottom] = [rect.x + rect.width, rect.y + rect.height]
  for (let y = Math.max(0, Math.floor(rect.y)); y < Math.min(canvas.height, Math.ceil(bottom)); y++) {
    const down = Math.min(bottom, y + 1) - Math.max(rect.y, y)
    for (let x = Math.max(0, Math.floor(rect.x)); x < Math.min(canvas.width, Math.ceil(right)); x++)
      cover(canvas, x, y, down * (Math.min(right, x + 1) - Math.max(rect.x, x)), colour)
  }
}

function cover({ width, pixels }: Canvas, x: number, y: number, share: number, colour: number): void {
  const level = Math.round(Math.min(1, share) * LEVELS)
  if (level < 1) return
  const place = y * width + x
  const before = pixels[place] ?? 0
  const entry = 1 + colour * LEVELS + level - 1
  const isSameColour = before > 0 && Math.floor((before - 1) / LEVELS) === colour
  // Over another colour half a pixel decides; over the same one the larger share does.
  if (before === 0 || (isSameColour ? entry > before : level >= LEVELS / 2)) pixels[place] = entry
}

/** Pieces of a line that are drawn: `length` pixels on, as many off. */
function dashes(points: readonly Point[], length: number): Point[][] {
  const pieces: Point[][] = []
  let done = 0
  for (const [index, from] of points.entries()) {
    const to = points[index + 1]
    if (to === undefined) break
    const whole = Math.hypot(to[0] - from[0], to[1] - from[1])
    const at = (distance: number): Point => [
      from[0] + ((to[0] - from[0]) * distance) / whole,
      from[1] + ((to[1] - from[1]) * distance) / whole,
    ]
    for (let start = -(done % (2 * length)); start < whole; start += 2 * length)
      if (start + length > 0) pieces.push([at(Math.max(0, start)), at(Math.min(whole, start + length))])
    done += whole
  }
  return pieces
}
