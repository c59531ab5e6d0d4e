import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Drawing } from '../../../src/charts/drawing.ts'
import { cardsPerDay, precisionRecallCurve, reliabilityDiagram } from '../../../src/charts/evaluation.ts'
import { toPng } from '../../../src/charts/png.ts'
import { toSvg } from '../../../src/charts/svg.ts'

/** Width, height and the colour of any pixel, as a viewer would read them. */
async function decoded(drawing: Drawing) {
  const file = Buffer.from(await toPng(drawing))
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    chunks.set(file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(13)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))
  const palette = chunks.get('PLTE') ?? Buffer.alloc(0)
  const colourAt = (x: number, y: number): string => {
    const index = rows[y * (width + 1) + 1 + x] ?? 0
    return `#${palette.toString('hex', index * 3, index * 3 + 3)}`
  }
  return { signature: file.toString('hex', 0, 8), names: [...chunks.keys()], width, height, colourAt }
}

const canvas = { width: 60, height: 40, title: 'Test', background: '#000000' }

describe('a picture for Discord', () => {
  it('is a PNG with the colours of its shapes', async () => {
    const { signature, names, width, height, colourAt } = await decoded({
      ...canvas,
      shapes: [
        { kind: 'rect', x: 10, y: 10, width: 10, height: 10, colour: '#ff0000' },
        { kind: 'circle', x: 40, y: 20, radius: 8, colour: '#00ff00' },
      ],
    })
    expect(signature).toBe('89504e470d0a1a0a')
    expect(names).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
    expect([width, height]).toEqual([60, 40])
    expect([colourAt(15, 15), colourAt(40, 20), colourAt(0, 0), colourAt(25, 15)]).toEqual([
      '#ff0000',
      '#00ff00',
      '#000000',
      '#000000',
    ])
  })

  it('has smooth edges', async () => {
    const { colourAt } = await decoded({
      ...canvas,
      shapes: [{ kind: 'rect', x: 10.5, y: 10, width: 10, height: 10, colour: '#ff0000' }],
    })
    expect(colourAt(10, 15)).toBe('#800000')
  })

  it('writes text from left to right, ended where it is asked to end', async () => {
    const text = { kind: 'text', y: 30, text: 'Il', size: 24, colour: '#ffffff' } as const
    const inked = async (drawing: Drawing): Promise<number[]> => {
      const { colourAt } = await decoded(drawing)
      return Array.from({ length: 60 }, (_, x) => x).filter((x) => colourAt(x, 25) === '#ffffff')
    }
    const left = await inked({ ...canvas, shapes: [{ ...text, x: 10, anchor: 'start' }] })
    const right = await inked({ ...canvas, shapes: [{ ...text, x: 50, anchor: 'end' }] })
    expect(Math.min(...left)).toBeGreaterThanOrEqual(8)
    expect(Math.min(...left)).toBeLessThan(12)
    expect(Math.max(...right)).toBeLessThan(52)
    expect(Math.max(...right)).toBeGreaterThan(47)
  })

  it('refuses more colours than its palette holds', async () => {
    const shapes = Array.from({ length: 16 }, (_, index) => ({
      ...({ kind: 'circle', x: 0, y: 0, radius: 1 } as const),
      colour: `#0000${(16 + index).toString(16)}`,
    }))
    await expect(toPng({ ...canvas, shapes })).rejects.toThrow('16 colours, 15 is the most')
  })
})

describe('the same picture as SVG', () => {
  it('keeps what a name holds out of the markup', () => {
    const shapes = [
      { kind: 'text', x: 0, y: 0, text: '<script>&', size: 10, colour: '#ffffff', anchor: 'start' },
    ] as const
    const svg = toSvg({ ...canvas, title: '"a" < b', shapes: [...shapes] })
    expect(svg).toContain('&lt;script&gt;&amp;')
    expect(svg).toContain('<title>&quot;a&quot; &lt; b</title>')
  })
})

describe('the charts of an evaluation', () => {
  const textsOf = ({ shapes }: Drawing): string[] =>
    shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []))

  it('put a point on the diagonal where the model is right', () => {
    const { shapes } = reliabilityDiagram([{ weight: 100, meanProbability: 0.5, observed: 0.5 }])
    const circle = shapes.find(({ kind }) => kind === 'circle')
    const diagonal = shapes.find((shape) => shape.kind === 'line' && shape.dash !== undefined)
    const ends = diagonal?.kind === 'line' ? diagonal.points : []
    expect(circle).toMatchObject({
      x: ((ends[0]?.[0] ?? 0) + (ends[1]?.[0] ?? 0)) / 2,
      y: ((ends[0]?.[1] ?? 0) + (ends[1]?.[1] ?? 0)) / 2,
    })
  })

  it('mark what the band catches', () => {
    const points = [0.9, 0.6, 0.3].map((threshold, index) => ({
      threshold,
      precision: 1 - index / 4,
      recall: (index + 1) / 3,
    }))
    const { shapes } = precisionRecallCurve(points, { tLow: 0.35, tHigh: 0.7 })
    expect(shapes.filter(({ kind }) => kind === 'circle')).toHaveLength(4)
  })

  it('stack the cards of a day and name the first, the middle and the last day', () => {
    const days = Array.from({ length: 9 }, (_, index) => ({
      day: `${index + 1} May`,
      flagged: index,
      ambiguous: 1,
    }))
    const chart = cardsPerDay(days)
    expect(textsOf(chart)).toEqual(
      expect.arrayContaining(['1 May', '5 May', '9 May', '0', '5', '10', 'mean 5.0 a day']),
    )
    expect(chart.shapes.filter(({ kind }) => kind === 'rect')).toHaveLength(17)
  })

  it('say so when there is nothing to show yet', () => {
    expect(textsOf(reliabilityDiagram([]))).toContain('No reviewed messages yet')
    expect(textsOf(precisionRecallCurve([], { tLow: 0.35, tHigh: 0.7 }))).toContain(
      'No reviewed messages yet',
    )
    expect(textsOf(cardsPerDay([{ day: '1 May', flagged: 0, ambiguous: 0 }]))).toContain(
      'No cards in this time',
    )
  })
})
