import { describe, expect, it } from 'vitest'
import {
  bootstrapSteps,
  everyRowItsOwn,
  figures,
  rank,
  runSteps,
  seeded,
} from '../../../src/learning/index.ts'
import { at } from './examples.ts'

const mean = (values: Float64Array) => (draws: Float64Array) => {
  let sum = 0
  let total = 0
  for (const [row, value] of values.entries()) {
    sum += value * at(draws, row)
    total += at(draws, row)
  }
  return { mean: total > 0 ? sum / total : null }
}

describe('bootstrap intervals', () => {
  it('are as wide as theory says for a mean of independent rows', () => {
    const random = seeded(1)
    const values = Float64Array.from({ length: 400 }, () => (random() < 0.3 ? 1 : 0))
    const interval = runSteps(bootstrapSteps(everyRowItsOwn(400), mean(values), { random })).mean
    // 2 · 1.96 · √(p (1 − p) / n)
    expect((interval?.high ?? 0) - (interval?.low ?? 0)).toBeCloseTo(2 * 1.96 * Math.sqrt(0.21 / 400), 1.5)
  })

  it('are wider when the rows of an author rise and fall together', () => {
    const random = seeded(2)
    const groups = Int32Array.from({ length: 400 }, (_, row) => Math.floor(row / 20))
    const authors = Array.from({ length: 20 }, () => random())
    const values = Float64Array.from(groups, (group) => at(authors, group))
    const width = (by: Int32Array): number => {
      const { mean: found } = runSteps(
        bootstrapSteps(by, mean(values), { random: seeded(3), replicates: 400 }),
      )
      return (found?.high ?? 0) - (found?.low ?? 0)
    }
    expect(width(groups)).toBeGreaterThan(3 * width(everyRowItsOwn(400)))
  })

  it('do not exist for a figure that mostly has no value', () => {
    const found = runSteps(
      bootstrapSteps(everyRowItsOwn(5), () => ({ recall: null }), { random: seeded(1), replicates: 20 }),
    )
    expect(found).toEqual({ recall: null })
  })

  it('hold a metric under draws as if rows stood there that often', () => {
    const p = Float64Array.of(0.9, 0.8, 0.4, 0.3)
    const y = Float64Array.of(1, 0, 1, 0)
    const twice = figures(
      rank(Float64Array.of(0.9, 0.9, 0.4, 0.3), Float64Array.of(1, 1, 1, 0), Float64Array.of(1, 1, 1, 1)),
      0.5,
    )
    const drawnTwice = figures(rank(p, y, Float64Array.of(2, 0, 1, 1)), 0.5)
    expect(drawnTwice).toEqual(twice)
  })
})
