import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closestTerms, editDistance } from '../../../src/knowledge/spelling.ts'

describe('edits between two words', () => {
  it.each([
    ['budget', 'budget', 0],
    ['bugdet', 'budget', 1],
    ['budgt', 'budget', 1],
    ['buudget', 'budget', 1],
    ['badget', 'budget', 1],
    ['configuraton', 'configuration', 1],
    ['budget', 'zebra', 3],
  ])('%s and %s are %i', (a, b, edits) => {
    expect(editDistance(a, b, 2)).toBe(edits)
  })

  it('are the same both ways, and none only for equal words', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 8)).toBe(editDistance(b, a, 8))
        expect(editDistance(a, b, 8) === 0).toBe(a === b)
      }),
    )
  })
})

describe('a correction', () => {
  const known = [
    { word: 'budget', term: 'budget' },
    { word: 'budgets', term: 'budget' },
    { word: 'gadget', term: 'gadget' },
    { word: 'deployment', term: 'deploy' },
  ]

  it('is what is closest', () => {
    expect(closestTerms('bugdet', known)).toEqual(['budget'])
    expect(closestTerms('deploymnet', known)).toEqual(['deploy'])
  })

  it('is not made for short words, nor from far away', () => {
    expect(closestTerms('bud', known)).toEqual([])
    expect(closestTerms('elephant', known)).toEqual([])
  })
})
