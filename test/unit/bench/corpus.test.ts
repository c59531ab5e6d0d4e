import { describe, expect, it } from 'vitest'
import { makeCorpus } from '../../../bench/corpus.ts'
import { seeded, shuffled, zipf } from '../../../bench/random.ts'

describe('what a bench draws', () => {
  it('is the same for the same seed and another for another', () => {
    expect(makeCorpus(3, 40, 5)).toEqual(makeCorpus(3, 40, 5))
    expect(makeCorpus(3, 40, 5)).not.toEqual(makeCorpus(4, 40, 5))
  })

  it('has sections that an index can tell apart', () => {
    const { sections } = makeCorpus(1, 200, 1)
    expect(new Set(sections.map(({ id }) => id)).size).toBe(200)
    expect(new Set(sections.map(({ url }) => url)).size).toBe(200)
    expect(sections.every(({ body }) => body.length > 50)).toBe(true)
    expect(sections.some(({ body }) => body.includes('```ts'))).toBe(true)
  })

  it('uses frequent words far more often than rare ones', () => {
    const random = seeded(5)
    const draw = zipf(1000)
    const ranks = Array.from({ length: 5000 }, () => draw(random))
    const often = ranks.filter((rank) => rank < 10).length
    expect(often).toBeGreaterThan(ranks.filter((rank) => rank >= 500).length)
    expect(Math.max(...ranks)).toBeLessThan(1000)
  })

  it('keeps everything when it changes the order', () => {
    const order = shuffled([1, 2, 3, 4, 5, 6, 7, 8], seeded(9))
    expect(order.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(order).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})
