import { describe, expect, it } from 'vitest'
import {
  bandFigures,
  DEFAULT_BAND,
  predictionOf,
  rank,
  thresholdForCardsPerDay,
  thresholdForPrecision,
} from '../../../src/learning/index.ts'

const ones = (rows: number) => new Float64Array(rows).fill(1)
const p = Float64Array.of(0.95, 0.9, 0.8, 0.6, 0.5, 0.4, 0.2, 0.1)
const y = Float64Array.of(1, 1, 1, 0, 1, 0, 0, 0)
const scored = rank(p, y, ones(8))

describe('the decision band', () => {
  it('flags at the upper threshold, lets pass at the lower one, and asks between', () => {
    expect([0.7, 0.69, 0.36, 0.35].map((each) => predictionOf(each, DEFAULT_BAND))).toEqual([
      'flag',
      'ambiguous',
      'ambiguous',
      'no_flag',
    ])
  })

  it('tells what it would bring moderators', () => {
    expect(bandFigures(scored, DEFAULT_BAND, { days: 2 })).toEqual({
      flagged: 3,
      ambiguous: 3,
      notFlagged: 2,
      precisionOfFlags: 1,
      recallOfCards: 1,
      decidedShare: 5 / 8,
      accuracyOfDecided: 1,
      cardsPerDay: 3,
    })
  })

  it('estimates all messages from an audit sample by its weights', () => {
    const audited = rank(p, y, Float64Array.of(1, 1, 1, 1, 1, 1, 50, 50))
    expect(bandFigures(audited, DEFAULT_BAND, { days: 1 }).notFlagged).toBe(100)
  })
})

describe('a proposed threshold', () => {
  it('reaches the wanted precision with as much recall as possible', () => {
    const proposal = thresholdForPrecision(scored, 0.8, { days: 1 }, 1)
    expect(proposal).toMatchObject({ precision: 0.8, recall: 1, cardsPerDay: 5 })
    expect(proposal?.threshold).toBeCloseTo(0.45, 12)
  })

  it('is not made when no threshold is precise enough, or too few rows would show it', () => {
    expect(thresholdForPrecision(rank(p, ones(8).fill(0, 0, 7), ones(8)), 0.9, { days: 1 }, 1)).toBeNull()
    expect(thresholdForPrecision(scored, 0.8, { days: 1 })).toBeNull()
  })

  it('brings no more cards a day than wanted', () => {
    expect(thresholdForCardsPerDay(scored, 2, { days: 2 })).toMatchObject({ cardsPerDay: 2, recall: 0.75 })
    expect(thresholdForCardsPerDay(scored, 0.4, { days: 2 })).toBeNull()
  })
})
