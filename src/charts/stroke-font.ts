import type { Point } from './drawing.ts'

/**
 * Letters as strokes on a grid of 0–4 across and 0–8 down: capitals stand from 0 to 6, small letters from 2, and 7 and 8
 * are below the baseline. Each pair of digits is a point (across, down), each word a stroke. Stands in for a font, which a
 * Worker does not have.
 */
const GLYPHS: Record<string, string> = {
  A: '062046 1434',
  B: '06003041423303 3344453606',
  C: '4130100105163645',
  D: '00062644422000',
  E: '40000646 0333',
  F: '400006 0333',
  G: '41301001051636454323',
  H: '0006 4046 0343',
  I: '0006',
  J: '4045361605',
  K: '0006 400346',
  L: '000646',
  M: '0600234046',
  N: '06004640',
  O: '103041453616050110',
  P: '06003041423303',
  Q: '103041453616050110 2446',
  R: '06003041423303 2346',
  S: '413010010213334445361605',
  T: '0040 2026',
  U: '000516364540',
  V: '002640',
  W: '0016223640',
  X: '0046 4006',
  Y: '002340 2326',
  Z: '00400646',
  a: '3322120305162635 3236',
  b: '0006 0312223335261605',
  c: '3322120305162635',
  d: '3036 3322120305162635',
  e: '04343322120305162635',
  f: '30201116 0222',
  g: '3322120305162635 3237281807',
  h: '0006 0312223336',
  i: '0206 0000',
  j: '121708 1010',
  k: '0006 3204 1436',
  l: '0006',
  m: '0206 03122326 23324346',
  n: '0206 0312223336',
  o: '122233352616050312',
  p: '0208 0312223335261605',
  q: '3238 3322120305162635',
  r: '0206 031222',
  s: '3212031424352606',
  t: '101526 0222',
  u: '0205162635 3236',
  v: '022642',
  w: '0216233642',
  x: '0236 3206',
  y: '0205162635 3237281807',
  z: '02320636',
  0: '102031352616050110',
  1: '012026',
  2: '01102031320636',
  3: '01102031322313 233435261605',
  4: '26200434',
  5: '3000032334352606',
  6: '20020516263534231304',
  7: '003016',
  8: '102031322313020110 130405162635342313',
  9: '32231302011020313416',
  '.': '0606',
  ',': '1607',
  ':': '0303 0606',
  ';': '1303 1607',
  '!': '0004 0606',
  '?': '011020313214 1616',
  "'": '0001',
  '%': '0640 0010110100 3545463635',
  '-': '0424',
  '–': '0444',
  '/': '0630',
  '(': '10020416',
  ')': '00121406',
  '+': '0444 2226',
  '=': '0343 0545',
  '≥': '014305 0646',
  '≤': '410345 0646',
}

const MISSING = '0040460600'
/** Grid units: a space, and the gap after each letter. */
const SPACE = 2.5
const GAP = 1.7
/** Share of the size that one grid unit is: capitals are 0.72 of the size high, as in common fonts. */
const UNIT = 0.12

export interface StrokeText {
  /** Relative to the start of the baseline, in pixels. */
  strokes: Point[][]
  width: number
  strokeWidth: number
}

/** The strokes of a text. Characters that are not known become a box. */
export function strokeText(text: string, size: number): StrokeText {
  const unit = size * UNIT
  const strokes: Point[][] = []
  let across = 0
  for (const character of text) {
    if (character === ' ') {
      across += SPACE
      continue
    }
    let width = 0
    for (const word of (GLYPHS[character] ?? MISSING).split(' ')) {
      const points = Array.from(word.matchAll(/(\d)(\d)/g), ([, x, y]) => [Number(x), Number(y)] as const)
      for (const [x] of points) width = Math.max(width, x)
      strokes.push(points.map(([x, y]) => [(across + x) * unit, (y - 6) * unit] as const))
    }
    across += width + GAP
  }
  return { strokes, width: Math.max(0, across - GAP) * unit, strokeWidth: size * 0.095 }
}
