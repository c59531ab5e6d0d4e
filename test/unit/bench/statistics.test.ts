import { describe, expect, it } from 'vitest'
import { median, pairedRatios, percentile, spread } from '../../../bench/statistics.ts'

describe('the figures of a bench', () => {
  it('name a percentile by nearest rank, whatever the order', () => {
    const values = [5, 1, 4, 2, 3]
    expect(percentile(values, 0.5)).toBe(3)
    expect(percentile(values, 0.99)).toBe(5)
    expect(percentile(values, 0)).toBe(1)
    expect(percentile([], 0.5)).toBeNaN()
  })

  it('take the mean of the two in the middle as the median of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([9, 1, 3])).toBe(3)
  })

  it('hold each round against the round beside it', () => {
    expect(pairedRatios([2, 9], [1, 3])).toEqual([2, 3])
    expect(spread([2, 3, 10])).toEqual({ min: 2, median: 3, max: 10 })
  })

  it('leave out a round that one side could not measure', () => {
    expect(pairedRatios([2, null, 8], [1, 1, null])).toEqual([2])
    expect(pairedRatios([2], [0])).toEqual([])
  })
})
