import type { Drawing, Shape } from './drawing.ts'

/** A standalone SVG document. */
export function toSvg({ width, height, title, background, shapes }: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif"><title>${escaped(title)}</title><rect width="${width}" height="${height}" fill="${background}"/>${shapes.map(element).join('')}</svg>\n`
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'line': {
      const points = shape.points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(' ')
      const dash = shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash}"`
      return `<polyline points="${points}" fill="none" stroke="${shape.colour}" stroke-width="${shape.width}" stroke-linejoin="round" stroke-linecap="round"${dash}/>`
    }
    case 'rect':
      return `<rect x="${rounded(shape.x)}" y="${rounded(shape.y)}" width="${rounded(shape.width)}" height="${rounded(shape.height)}" fill="${shape.colour}"/>`
    case 'circle':
      return `<circle cx="${rounded(shape.x)}" cy="${rounded(shape.y)}" r="${rounded(shape.radius)}" fill="${shape.colour}"/>`
    case 'text':
      return `<text x="${rounded(shape.x)}" y="${rounded(shape.y)}" font-size="${shape.size}" fill="${shape.colour}" text-anchor="${shape.anchor}">${escaped(shape.text)}</text>`
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
