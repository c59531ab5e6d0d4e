import { describe, expect, it } from 'vitest'
import { listing, MAX_DESCRIPTION_CHARS } from '../../../src/discord/listing.ts'

const entries = (count: number, line: number, text: number) =>
  Array.from({ length: count }, (_, index) => ({
    line: `${index + 1} ${'l'.repeat(line - 2)}`,
    text: 't'.repeat(text),
  }))

describe('a list in an embed', () => {
  it('is lines with their texts below them', () => {
    expect(
      listing([
        { line: 'one', text: 'first' },
        { line: 'two', text: '' },
      ]),
    ).toBe('one\nfirst\n\ntwo')
  })

  it('that is too long loses texts, the last first, before it loses lines', () => {
    const list = listing(entries(10, 200, 400))
    expect(list.length).toBeLessThanOrEqual(MAX_DESCRIPTION_CHARS)
    expect(list.match(/^\d+ l+$/gm)).toHaveLength(10)
    expect(list).toMatch(/^1 l+\nt+/)
    expect(list).toMatch(/\n\n10 l+$/)
  })

  it('of lines alone that are too many ends with the last that fits', () => {
    const list = listing(entries(10, 1000, 100))
    expect(list.length).toBeLessThanOrEqual(MAX_DESCRIPTION_CHARS)
    expect(list.match(/^\d+ l+$/gm)).toHaveLength(4)
  })
})
