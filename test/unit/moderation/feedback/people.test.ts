import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  attributeNow,
  attributeRequest,
  decayed,
  falsePositiveHistory,
  usableEstimates,
  withEstimate,
} from '../../../../src/moderation/feedback/attributes.ts'
import { definitionRequest, lingoIn, usableDefinition } from '../../../../src/moderation/feedback/lingo.ts'

const DAY_MS = 86_400_000

describe('what is learned about a member', () => {
  it('is the mean of all estimates, each decayed by its age', () => {
    const estimates = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true })),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(estimates, (list) => {
        const sorted = list.toSorted(([a], [b]) => a - b)
        const last = (sorted.at(-1)?.[0] ?? 0) * DAY_MS
        const stored = sorted.reduce<ReturnType<typeof withEstimate> | null>(
          (before, [day, x]) => withEstimate(before, x, day * DAY_MS, 90),
          null,
        )
        const weights = sorted.map(([day]) => decayed(1, last - day * DAY_MS, 90))
        const total = weights.reduce((sum, weight) => sum + weight, 0)
        const mean = sorted.reduce((sum, [, x], index) => sum + x * (weights[index] ?? 0), 0) / total
        expect(stored?.value).toBeCloseTo(mean, 9)
        expect(stored?.weight).toBeCloseTo(total, 9)
      }),
    )
  })

  it('is drawn to the middle while little is known, and is forgotten in the end', () => {
    const once = withEstimate(null, 1, 0, 90)
    expect(attributeNow(once, 0, 90)).toEqual({ value: (1 + 2 * 0.5) / 3, weight: 1 })
    expect(attributeNow(once, 90 * DAY_MS, 90)?.value).toBeCloseTo((0.5 + 1) / 2.5)
    expect(attributeNow(once, 500 * DAY_MS, 90)).toBeNull()
    expect(attributeNow(null, 0, 90)).toBeNull()
  })

  it('is asked of the model for those involved only, without names', () => {
    const { system, data } = attributeRequest('m1 USER_1: hi', { candidate: 'bad', label: 'incorrect' }, [
      'USER_1',
      'USER_2',
      'evil\nname',
    ])
    expect(system).toContain('exactly these members: USER_1, USER_2.')
    expect(system).toContain('nothing wrong')
    expect(data.map(({ label }) => label)).toEqual(['conversation', 'rated message'])
  })

  it('takes of the answer what was asked and is possible', () => {
    const member = { sarcasm_rate: null, bluntness: 1.5, banter_tolerance: 0.5, feedback_receptiveness: null }
    expect(
      usableEstimates(
        {
          members: [
            { user: 'USER_1', ...member },
            { user: 'USER_1', ...member },
            { user: 'USER_9', ...member },
          ],
        },
        ['USER_1'],
      ),
    ).toEqual([{ user: 'USER_1', name: 'banter_tolerance', estimate: 0.5 }])
  })

  it('counts rejected flags and never concludes from few', () => {
    expect(falsePositiveHistory({ accepted: 0, rejected: 0 })).toBeNull()
    expect(falsePositiveHistory({ accepted: 0, rejected: 1 })).toBeCloseTo(2 / 3)
    expect(falsePositiveHistory({ accepted: 9, rejected: 9 })).toBe(0.5)
  })
})

const ENTRIES = ['derp stacking', 'hauler', 'brick', 'gg', 'лаг', 'c++'].map((term) => ({
  term,
  definition: `means ${term}`,
}))
const found = (texts: string[], max = 20) => lingoIn(texts, ENTRIES, max).map(({ term }) => term)

describe('the community’s words', () => {
  it('are found as whole words, in any case, and misspelt', () => {
    expect(found(['Nice HAULER, total derp stacking', 'bricks? no'])).toEqual([
      'derp stacking',
      'hauler',
      'brick',
    ])
    expect(found(['a haular'])).toEqual(['hauler'])
    expect(found(['derpstacking eggs лаги'])).toEqual([])
    expect(found(['stacking derp'])).toEqual([])
    expect(found(['опять лаг, gg'])).toEqual(['gg', 'лаг'])
  })

  it('are never more than asked for; exact ones and frequent ones come first', () => {
    expect(found(['hauler', 'a haulr and a brick', 'brick'], 2)).toEqual(['brick', 'hauler'])
    expect(found(['haulr', 'brick'], 1)).toEqual(['brick'])
    expect(found(['brick'], 0)).toEqual([])
  })

  it('are found in bounded time among many', () => {
    const many = Array.from({ length: 3000 }, (_, n) => ({ term: `term${n * 7919}`, definition: '' }))
    const texts = Array.from({ length: 60 }, (_, n) => `word${n} `.repeat(600))
    expect(lingoIn(texts, many, 20)).toEqual([])
  })

  it('are defined from all answers, the newest last, and only from what can be stored', () => {
    const { data } = definitionRequest('brick', 'a ship', [
      { text: 'newer', at: 2 },
      { text: 'older', at: 1 },
    ])
    expect(data.map(({ text }) => text)).toEqual(['brick', 'a ship', 'older', 'newer'])
    expect(usableDefinition({ definition: ' a\nship ', confidence: 7, is_person: false })).toEqual({
      definition: 'a ship',
      confidence: 1,
      isPerson: false,
    })
    expect(usableDefinition({ definition: ' ', confidence: 1, is_person: false })).toBeNull()
  })
})
