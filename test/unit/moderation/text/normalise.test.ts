import { describe, expect, it } from 'vitest'
import { normalise } from '../../../../src/moderation/text/normalise.ts'

describe('a disguised word reads like the word it shows', () => {
  it.each([
    ['a soft hyphen', 'pu\u00admp'],
    ['an invisible separator', 'pu\u2063mp'],
    ['a Hangul filler', 'pu\u3164mp'],
    ['a blank Braille pattern', 'pu\u2800mp'],
    ['zero-width space, joiner and non-joiner', 'p\u200bu\u200dm\u200cp'],
    ['a word joiner and a byte order mark', 'pu\u2060m\ufeffp'],
    ['bidi controls', '\u202apu\u202emp\u2069'],
    ['tag characters', 'pu\u{e0061}\u{e0062}mp'],
    ['strokes drawn through it', 'p̷u̷m̷p̷'],
    ['decoration above and below', 'p̎̈̇u̎̈m̎̈̇p̎̈̇'.normalize('NFD').replace(/u[\u0300-\u036f]+/, 'u')],
    ['mathematical bold', '𝗽𝘂𝗺𝗽'],
    ['fullwidth letters', 'ｐｕｍｐ'],
    ['circled letters', 'ⓟⓤⓜⓟ'],
    ['boxed letters', '🅿🆄🅼🅿'],
    ['small capitals', 'ᴘᴜᴍᴘ'],
    ['Cyrillic twins in a Latin word', 'рuмp'],
    ['Greek twins in a Latin word', 'ρump'],
    ['spoilers inside', 'pu||m||p'],
    ['backslashes', 'p\\u\\m\\p'],
    ['emphasis', 'pu**m**p'],
    ['underline and strike-through', '__pu__~~mp~~'],
    ['code', '`pump`'],
    ['a masked link inside', 'pu[m](https://a.example)p'],
    ['a %-escape in an address', 'https://a.example/%70%75mp'],
    ['upper case', 'PuMP'],
  ])('%s', (_, text) => {
    expect(normalise(text).folded).toContain('pump')
  })
})

describe('honest text is left alone', () => {
  it.each([
    'скам это плохо',
    'straße',
    '10:45 $1,000',
    'viable',
    'diabetes',
    'это кот, а это not',
    'naïve café, Ærøskøbing, Łódź, ışık',
    'λ-calculus, Δt, μs',
    'javascript',
    'می‌خواهم',
    '👩‍👩‍👧 family',
    'snake_case and 2 * 3',
    'https://a.example/x_y__z*1*',
    '한국어 텍스트',
    'ไทย ภาษา हिन्दी தமிழ்',
  ])('%s', (text) => {
    const { folded, hidden, disguised } = normalise(text)
    expect(folded.normalize('NFD')).toBe(text.toLowerCase().normalize('NFD'))
    expect({ hidden, disguised }).toEqual({ hidden: 0, disguised: 0 })
  })

  it.each([
    ['an emoji of several', '👩‍👩‍👧‍👦 🏳️‍🌈 ❤️'],
    ['a Persian word with its non-joiner', 'نمی‌دانم'],
    ['the flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['a direction mark in Hebrew', 'שלום\u200f!'],
  ])('%s is no sign of hiding', (_, text) => {
    expect(normalise(text).hidden).toBe(0)
  })

  it('hiding is counted where nothing needs it', () => {
    expect(normalise('pu\u200bmp').hidden).toBe(1)
    expect(normalise('рump').disguised).toBe(1)
  })
})

describe('evidence', () => {
  it.each([
    ['see p̷u̷m̷p̷ now', 'p̷u̷m̷p̷'],
    ['𝗽𝘂𝗺𝗽!', '𝗽𝘂𝗺𝗽'],
    ['go pu||m||p', 'pu||m||p'],
    ['😀😀 pu\u00admp', 'pu\u00admp'],
    ['x pump y', 'pump'],
  ])('%s is quoted as it was written', (text, written) => {
    const { folded, quote, original } = normalise(text)
    const at = folded.indexOf('pump')
    expect(quote(at, at + 4)).toBe(written)
    expect(original).toBe(text)
  })

  it('is bounded', () => {
    expect(normalise('a'.repeat(4000)).quote(0, 4000).length).toBeLessThan(200)
  })
})

it('reads 4,000 hostile characters in time linear in their number', () => {
  const pieces = [
    '[',
    '[a](http://',
    '\\',
    'p̷',
    '*_',
    '||',
    '<@',
    '%41',
    'https://',
    '\u0301',
    'а',
    '[a[b]',
    '\u200d',
    '`',
  ]
  for (const piece of pieces) {
    const hostile = piece.repeat(Math.ceil(4000 / piece.length)).slice(0, 4000)
    normalise(hostile)
    const start = performance.now()
    normalise(hostile)
    expect(performance.now() - start, JSON.stringify(piece)).toBeLessThan(300)
  }
})
