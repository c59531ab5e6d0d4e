import { describe, expect, it } from 'vitest'
import type { AttachmentFacts } from '../../../../src/moderation/message.ts'
import { fingerprintOf, isSamePost } from '../../../../src/moderation/text/fingerprint.ts'
import { normalise } from '../../../../src/moderation/text/normalise.ts'

const file = (filename: string, size = 1000): AttachmentFacts => ({
  filename,
  size,
  contentType: 'image/png',
  url: `https://cdn.discordapp.com/${filename}`,
})
const print = (text: string, files: AttachmentFacts[] = []) => fingerprintOf(normalise(text).folded, files)

describe('the same post', () => {
  it.each([
    ['gm', 'gm'],
    ['gm', 'GM!'],
    ['gm 😀', 'gm 🎉'],
    ['gm 1', 'gm 2'],
    ['join our free signals group now 17', 'join our free signals group now 99 🚀'],
    ['join our free signals group now', 'jоin оur frее signаls grоup nоw'],
    [
      'hello friends, today I show you how I make a living from home, write to me and I will explain everything',
      'hello friends, today I show you how I make a living from home, write to me and I will explain all',
    ],
  ])('%s = %s', (a, b) => {
    expect(isSamePost(print(a), print(b))).toBe(true)
  })

  it.each([
    ['gm', 'gn'],
    ['1', '2'],
    ['😀', '🎉'],
    ['', ''],
    ['yes', 'no'],
    ['https://github.com/a/b/pull/12', 'https://github.com/a/b/pull/13'],
    ['how do I install the package on windows?', 'how do I install the package on a mac with brew?'],
  ])('%s ≠ %s', (a, b) => {
    expect(isSamePost(print(a), print(b))).toBe(false)
  })

  it('is known by its files when it has no words', () => {
    const four = ['1.png', '2.png', '3.png', '4.png'].map((name) => file(name))
    expect(isSamePost(print('', four), print('', [...four].reverse()))).toBe(true)
    expect(isSamePost(print('', four), print('', four.slice(1)))).toBe(false)
    expect(isSamePost(print('look', [file('a.png')]), print('look', [file('a.png', 2000)]))).toBe(false)
  })
})
