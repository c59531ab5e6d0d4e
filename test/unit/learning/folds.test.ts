import { describe, expect, it } from 'vitest'
import { connectedGroups, everyRowItsOwn, groupedFolds, seeded } from '../../../src/learning/index.ts'
import { at } from './examples.ts'

const ones = (rows: number) => ({ labels: new Float64Array(rows), weights: new Float64Array(rows).fill(1) })

describe('rows that must stay together', () => {
  it('are linked by an author, by a conversation, and through each other', () => {
    const authors = ['ann', 'ben', 'ann', 'cat', 'dan', null]
    const conversations = ['x', 'y', 'z', 'y', 'w', null]
    expect([...connectedGroups(authors, conversations)]).toEqual([0, 1, 0, 1, 2, 3])
    expect([...connectedGroups(['ann', 'ben', 'cat'], ['x', 'x', 'x'])]).toEqual([0, 0, 0])
  })
})

describe('grouped folds', () => {
  const random = seeded(5)
  const authors = Array.from({ length: 600 }, () => `a${Math.floor(80 * random() ** 2)}`)
  const conversations = authors.map((author) => `${author}/${Math.floor(random() * 3)}`)
  const groups = connectedGroups(authors, conversations)
  const labels = Float64Array.from(authors, () => (random() < 0.1 ? 1 : 0))
  const data = { labels, weights: new Float64Array(600).fill(1) }

  it('never have one author or one conversation on both sides', () => {
    const folds = groupedFolds(data, groups, 5, seeded(1))
    for (const keys of [authors, conversations]) {
      const seen = new Map<string, number>()
      for (const [row, key] of keys.entries()) {
        expect(seen.get(key) ?? folds[row]).toBe(folds[row])
        seen.set(key, at(folds, row))
      }
    }
  })

  it('are alike in size and in positives', () => {
    const folds = groupedFolds(data, groups, 5, seeded(1))
    for (let fold = 0; fold < 5; fold++) {
      const rows = [...folds.keys()].filter((row) => folds[row] === fold)
      expect(rows.length).toBeGreaterThan(100)
      expect(rows.length).toBeLessThan(140)
      const positives = rows.filter((row) => labels[row] === 1).length
      expect(positives).toBeGreaterThan(5)
    }
  })

  it('are the same for the same seed and others for another', () => {
    expect(groupedFolds(data, groups, 5, seeded(1))).toEqual(groupedFolds(data, groups, 5, seeded(1)))
    expect(groupedFolds(data, groups, 5, seeded(1))).not.toEqual(groupedFolds(data, groups, 5, seeded(2)))
  })

  it('leave none empty beside a group that holds nearly everything', () => {
    const giant = Int32Array.from({ length: 50 }, (_, row) => Math.max(0, row - 46))
    expect(new Set(groupedFolds(ones(50), giant, 4, seeded(1))).size).toBe(4)
  })

  it('say so when there are too few groups', () => {
    expect(() => groupedFolds(ones(3), everyRowItsOwn(3), 5, seeded(1))).toThrow(
      '3 groups cannot be dealt to 5 folds',
    )
  })
})
