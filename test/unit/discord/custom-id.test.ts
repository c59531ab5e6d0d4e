import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCustomId, encodeCustomId } from '../../../src/discord/custom-id.ts'

describe('the custom id', () => {
  it('comes back as it went in, whatever its fields hold', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 25 }), fc.string({ maxLength: 25 }), (answer, value) => {
        fc.pre(encodeURIComponent(answer + value).length < 75 && `${answer}${value}`.isWellFormed())
        expect(decodeCustomId(encodeCustomId('vote', { answer, value }))).toEqual({
          kind: 'vote',
          fields: { answer, value },
        })
      }),
    )
  })

  it.each([
    '',
    'vote',
    '0:vote:a:b',
    '1:vote:a',
    '1:vote:a:b:c',
    '1:toString:x',
    '1:nothing:x',
    'x'.repeat(100),
  ])('is stale or foreign: %j', (id) => expect(decodeCustomId(id)).toBeNull())

  it('refuses to grow over the 100 characters Discord takes', () => {
    expect(() => encodeCustomId('sources', { answer: 'x'.repeat(100) })).toThrow(RangeError)
  })

  it('never throws on what a client sends', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (id) => void decodeCustomId(id)))
  })
})
