import { describe, expect, it } from 'vitest'
import { parsePage } from '../../../scripts/docs-index/parse.ts'
import { toParts } from '../../../scripts/docs-index/parts.ts'
import { words } from '../../../src/knowledge/analysis/words.ts'
import { plainText } from '../../../src/knowledge/plain-text.ts'
import { quote, snippet } from '../../../src/knowledge/snippet.ts'
import { rowsOf } from '../../../src/knowledge/store.ts'
import { section } from './docs.ts'

/** The least of several runs, which is what the work takes when nothing else runs. Milliseconds. */
function leastMs(work: () => void): number {
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return Math.min(...runs)
}

/** Below this, what is measured is the clock and the compiler. Milliseconds. */
const NOISE_MS = 2

/** How much longer four times the text takes: 4 for linear work, 16 for quadratic work. */
function growth(
  unit: string,
  work: (text: string) => void,
  { pre = '', post = '', length = 4000 } = {},
): number {
  const of = (characters: number) => pre + unit.repeat(characters / unit.length) + post
  work(of(length))
  const [text, longer] = [of(length), of(4 * length)]
  return (
    leastMs(() => work(longer)) /
    Math.max(
      leastMs(() => work(text)),
      NOISE_MS,
    )
  )
}
/** Between linear and quadratic. */
const MOST_GROWTH = 10

describe('plain text of hostile Markdown', () => {
  it('takes time in proportion to a line of dashes that is no rule', () => {
    expect(growth('-', plainText, { post: ' x', length: 300 })).toBeLessThan(MOST_GROWTH)
    expect(growth('-', plainText, { post: ' x' })).toBeLessThan(MOST_GROWTH)
  })

  it.each([
    'a ',
    '_a ',
    '**a ',
    'A. ',
    '[',
    '![',
    '[a](',
    '[a][',
    '`',
    '`a ',
    '*',
    '|',
    '<a',
    '<!--',
    '\\',
    '> ',
    '\t',
  ])('takes time in proportion to %j again and again', (unit) => {
    expect(growth(unit, plainText)).toBeLessThan(MOST_GROWTH)
    expect(growth(unit, plainText, { pre: '| ', post: 'x |' })).toBeLessThan(MOST_GROWTH)
  })
})

describe('a passage of hostile Markdown', () => {
  const QUERY = 'a needle in the daily budget'

  it.each([
    'a ',
    'needle ',
    'Needle. ',
    'budget\n\n',
    'x\n',
  ])('is found in time in proportion to %j again and again', (unit) => {
    expect(growth(unit, (body) => quote(section('x#', { body }), QUERY))).toBeLessThan(MOST_GROWTH)
    expect(growth(unit, (body) => snippet(section('x#', { body }), QUERY))).toBeLessThan(MOST_GROWTH)
  })

  it('reads each word a bounded number of times, however long a passage may be', () => {
    const body = 'a needle in the daily budget '.repeat(400)
    const ofLength = (length: number) => leastMs(() => quote(section('x#', { body }), QUERY, length))
    quote(section('x#', { body }), QUERY)
    expect(ofLength(8000) / Math.max(ofLength(200), NOISE_MS)).toBeLessThan(5)
  })

  it('is split into blocks in time in proportion to a gap of spaces', () => {
    const gap = (body: string) => quote(section('x#', { body }), QUERY)
    expect(growth(' ', gap, { pre: 'a', post: 'b' })).toBeLessThan(MOST_GROWTH)
  })
})

describe('indexing hostile Markdown', () => {
  const put = (body: string) => {
    rowsOf({ section: section('x#', { body }), source: 'x', hash: 'x', questions: [] })
  }

  it.each(['](', '~', '`', '[', '@'])('takes time in proportion to %j again and again', (unit) => {
    expect(growth(unit, put, { post: 'x' })).toBeLessThan(MOST_GROWTH)
  })

  it('takes time in proportion to a word of punctuation', () => {
    expect(growth('@', words, { post: 'x' })).toBeLessThan(MOST_GROWTH)
  })

  it('takes time in proportion to a fence and to a heading of spaces', () => {
    expect(growth('~', (block) => toParts([block]), { length: 16_000 })).toBeLessThan(MOST_GROWTH)
    const parse = (text: string) => parsePage(text, { mdx: false, resolveLink: () => null })
    expect(growth(' ', parse, { pre: '# a', post: 'b' })).toBeLessThan(MOST_GROWTH)
  })
})

describe('plain text', () => {
  it('takes a link with its whole target', () => {
    expect(plainText('See [Foo [x] and [bar](https://e.org/a_(b)), ![alt](i.png).')).toBe(
      'See [Foo [x] and bar, alt.',
    )
  })

  it('leaves rules and the lines under table heads out, and other lines of punctuation in', () => {
    expect(plainText('| a | b |\n| :--- | ---: |\n| c | d |\n\n---\n\n- - -x\n\n::')).toBe(
      'a · b\nc · d\n- -x\n::',
    )
  })
})
