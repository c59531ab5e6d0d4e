import { describe, expect, it } from 'vitest'
import {
  type Candidate,
  type Collection,
  type Concept,
  HEADING_SEPARATOR,
  rank,
  rarity,
} from '../../../src/knowledge/rank.ts'

const candidate = (id: string, given: Partial<Candidate>): Candidate => ({
  id,
  title: '',
  headings: '',
  address: '',
  body: '',
  code: '',
  questions: '',
  ...given,
})
const collection: Collection = {
  sections: 100,
  averageHeadingWords: 3,
  averageBodyWords: 10,
  occurrences: new Map([
    ['common', 80],
    ['daili', 5],
    ['budget', 5],
    ['set', 10],
  ]),
}
const concepts = (...terms: string[]): Concept[] =>
  terms.map((term) => ({ term, variants: new Map([[term, 1]]) }))
const order = (asked: Concept[], candidates: Candidate[]) =>
  rank(
    asked,
    asked.map((concept) => concept.term),
    candidates,
    collection,
  ).map((each) => each.id)

describe('the second stage', () => {
  it('prefers a rare word to a frequent one', () => {
    const found = order(concepts('common', 'budget'), [
      candidate('frequent', { body: 'common' }),
      candidate('rare', { body: 'budget' }),
    ])
    expect(found).toEqual(['rare', 'frequent'])
  })

  it('prefers words next to each other', () => {
    const filler = Array.from({ length: 30 }, (_, i) => `w${i}`).join(' ')
    const found = order(concepts('daili', 'budget'), [
      candidate('apart', { body: `daili ${filler} budget` }),
      candidate('together', { body: `${filler} daili budget` }),
    ])
    expect(found).toEqual(['together', 'apart'])
  })

  it('does not take the end of one field and the start of the next for neighbours', () => {
    const score = (given: Partial<Candidate>) =>
      rank(concepts('daili', 'budget'), ['daili', 'budget'], [candidate('x', given)], collection)[0]?.score ??
      0
    expect(score({ body: 'daili', code: 'budget' })).toBeLessThan(score({ body: 'daili budget' }))
  })

  it('prefers a section whose own heading is what was asked to one that is under such a heading', () => {
    const found = order(concepts('set', 'budget'), [
      candidate('under', { headings: ['set budget', 'other'].join(HEADING_SEPARATOR), body: 'set budget' }),
      candidate('own', { headings: ['other', 'set budget'].join(HEADING_SEPARATOR), body: 'set budget' }),
    ])
    expect(found).toEqual(['own', 'under'])
  })

  it('prefers a short heading that says it all to a long one that says it too', () => {
    const found = order(concepts('budget'), [
      candidate('long', { headings: 'budget of many other thing here' }),
      candidate('short', { headings: 'budget' }),
    ])
    expect(found).toEqual(['short', 'long'])
  })

  it('counts a synonym less than the word itself', () => {
    const asked: Concept[] = [
      {
        term: 'budget',
        variants: new Map([
          ['budget', 1],
          ['cap', 0.4],
        ]),
      },
    ]
    expect(
      order(asked, [candidate('synonym', { body: 'cap' }), candidate('word', { body: 'budget' })]),
    ).toEqual(['word', 'synonym'])
  })

  it('keeps the order of equals', () => {
    expect(
      order(concepts('budget'), [candidate('b', { body: 'budget' }), candidate('a', { body: 'budget' })]),
    ).toEqual(['b', 'a'])
  })

  it('is less sure when words asked for are missing', () => {
    const sure = rank(concepts('budget'), ['budget'], [candidate('x', { body: 'budget' })], collection)
    const unsure = rank(
      concepts('budget', 'mongolia'),
      ['budget', 'mongolia'],
      [candidate('x', { body: 'budget' })],
      collection,
    )
    expect(unsure[0]?.score).toBeLessThan(sure[0]?.score ?? 0)
  })

  it('is not sure of anything from a word that is everywhere', () => {
    const [found] = rank(concepts('common'), ['common'], [candidate('x', { body: 'common' })], collection)
    expect(found?.score).toBeLessThan(0.3)
  })

  it('gives zero to what has nothing of the question, and takes an empty collection', () => {
    const empty: Collection = {
      sections: 0,
      averageHeadingWords: 0,
      averageBodyWords: 0,
      occurrences: new Map(),
    }
    expect(rank(concepts('budget'), ['budget'], [candidate('x', { body: 'other' })], empty)).toEqual([
      { id: 'x', score: 0 },
    ])
    expect(rank([], [], [], empty)).toEqual([])
  })
})

it('a word tells less the more sections have it', () => {
  expect(rarity(1, 100)).toBeGreaterThan(rarity(50, 100))
  expect(rarity(100, 100)).toBeGreaterThan(0)
})
