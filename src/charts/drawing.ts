/** A picture as data: drawn as SVG (`toSvg`) for pages, or as PNG (`toPng`) for Discord, which shows no SVG. */
export interface Drawing {
  /** Pixels. */
  width: number
  height: number
  /** Read out where a picture cannot be seen. */
  title: string
  background: string
  /** Later ones lie on top. */
  shapes: Shape[]
}

export type Point = readonly [x: number, y: number]

/** Colours are `#rrggbb`, at most 15 in one drawing. */
export type Shape =
  | { kind: 'line'; points: readonly Point[]; width: number; colour: string; dash?: number }
  | { kind: 'rect'; x: number; y: number; width: number; height: number; colour: string }
  | { kind: 'circle'; x: number; y: number; radius: number; colour: string }
  | { kind: 'text'; x: number; y: number; text: string; size: number; colour: string; anchor: Anchor }

/** Which part of the text stands at x; y is its baseline. */
export type Anchor = 'start' | 'middle' | 'end'
