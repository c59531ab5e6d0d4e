import { describe, expect, it } from 'vitest'
import { stem } from '../../../src/knowledge/analysis/stem.ts'
import { synonyms } from '../../../src/knowledge/analysis/synonyms.ts'
import { analysed, words } from '../../../src/knowledge/analysis/words.ts'

describe('the stem of a word', () => {
  // Examples from Porter's paper.
  it.each([
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['agreed', 'agre'],
    ['plastered', 'plaster'],
    ['motoring', 'motor'],
    ['conflated', 'conflat'],
    ['hopping', 'hop'],
    ['falling', 'fall'],
    ['happy', 'happi'],
    ['sky', 'sky'],
    ['relational', 'relat'],
    ['vietnamization', 'vietnam'],
    ['hopefulness', 'hope'],
    ['triplicate', 'triplic'],
    ['electricity', 'electr'],
    ['adjustable', 'adjust'],
    ['adoption', 'adopt'],
    ['controlling', 'control'],
    ['probate', 'probat'],
    ['rate', 'rate'],
  ])('of %s is %s', (word, expected) => {
    expect(stem(word)).toBe(expected)
  })

  it('are one however a name is capitalised, so that `openrouter` finds OpenRouter', () => {
    const whole = (text: string) => words(text)[0]?.term
    for (const name of ['OpenRouter', 'DocSearch', 'TypeScript', 'GitHub', 'base-urls']) {
      expect(whole(name), name).toBe(whole(name.toLowerCase().replace('-', '')))
    }
  })

  it('of anything but a–z is itself', () => {
    for (const word of ['c++', 'v24', 'привет', 'naïves', 'is']) expect(stem(word)).toBe(word)
  })
})

describe('the words of a text', () => {
  it('keep code names whole and add their parts', () => {
    expect(analysed('edit wrangler.toml')).toBe('edit wrangler.toml wrangler toml')
    expect(analysed('@register("f_x")')).toBe('@register regist fx')
    expect(analysed('C++ and C#')).toBe('c++ and c#')
  })

  it('are one for snake_case, kebab-case and camelCase', () => {
    const [snake] = words('base_url')
    const [kebab] = words('base-url')
    const [camel] = words('baseUrl')
    expect(snake?.term).toBe('baseurl')
    expect([kebab?.term, camel?.term]).toEqual(['baseurl', 'baseurl'])
    expect(words('getHTTPResponse').map((word) => word.surface)).toEqual([
      'gethttpresponse',
      'get',
      'http',
      'response',
    ])
  })

  it('lose diacritics, case, possessives and the punctuation around them', () => {
    expect(analysed("(Café) the user's README. isn’t")).toBe('cafe the user readm isnt')
  })

  it('are pairs of characters where a script has no spaces', () => {
    expect(analysed('日本語 docs')).toBe('日本 本語 doc')
  })

  it('leave out what is data rather than a word', () => {
    expect(analysed('a'.repeat(65))).toBe('')
  })
})

it('synonyms go both ways and never name the word itself', () => {
  expect(synonyms(stem('delete'))).toContain(stem('remove'))
  expect(synonyms(stem('remove'))).toContain(stem('delete'))
  expect(synonyms(stem('delete'))).not.toContain(stem('delete'))
  expect(synonyms('zebra')).toEqual([])
})
