import { describe, expect, it } from 'vitest'
import { deceptionOf } from '../../../../src/moderation/text/deception.ts'
import { linksOf } from '../../../../src/moderation/text/links.ts'
import { normalise } from '../../../../src/moderation/text/normalise.ts'
import { toUnicode } from '../../../../src/moderation/text/punycode.ts'

const trusted = ['docs.example.org', '*.example.org', 'github.com', 'discord.com']
const linksIn = (text: string) => linksOf(normalise(text), [])
const hostsIn = (text: string) => linksIn(text).map(({ host }) => host)
const deceptionIn = (text: string) =>
  linksIn(text)
    .map((link) => deceptionOf(link, trusted))
    .find((found) => found !== null) ?? null

describe('every address is found, with the host it leads to', () => {
  it.each([
    ['https://evil.example/x?y=1', 'evil.example'],
    ['[click me](https://evil.example)', 'evil.example'],
    ['[click me](<https://evil.example> "a title")', 'evil.example'],
    ['https://google.com@evil.example/', 'evil.example'],
    ['https://google.com%40evil.example/', 'evil.example'],
    ['hxxps://evil.example/x', 'evil.example'],
    ['evil[.]example', 'evil.example'],
    ['evil (dot) xyz', 'evil.xyz'],
    ['https://evil[.]example/x', 'evil.example'],
    ['www.evil.com', 'www.evil.com'],
    ['join evilgroup.com/now', 'evilgroup.com'],
    ['freestuff.xyz', 'freestuff.xyz'],
    ['discord.gg/abc', 'discord.gg'],
    ['**https://evil.example**', 'evil.example'],
    ['<https://evil.example>', 'evil.example'],
    ['||https://evil.example||', 'evil.example'],
    ['https://ev\u200bil.example/', 'evil.example'],
    ['HTTPS://EVIL.EXAMPLE', 'evil.example'],
    ['https://evil.example.', 'evil.example'],
    ['https://dіscord.com', 'xn--dscord-pvf.com'],
  ])('%s', (text, host) => {
    expect(hostsIn(text)).toContain(host)
  })

  it.each([
    'node.js and main.py',
    'e.g. this.that',
    'v1.2.3',
    'com.foo/bar',
    'src/main.rs',
    'me@mail.com',
    'and/or',
  ])('%s holds none', (text) => {
    expect(hostsIn(text)).toEqual([])
  })

  it('addresses of embeds, buttons and forwards count', () => {
    expect(linksOf(normalise(''), ['https://evil.example/a']).map(({ host }) => host)).toEqual([
      'evil.example',
    ])
  })

  it('tells the code of an invite', () => {
    const codes = ['discord.gg/abc', 'https://discord.com/invite/xyz', 'https://discord.com/channels/1/2']
    expect(codes.flatMap((text) => linksIn(text).map(({ invite }) => invite))).toEqual(['abc', 'xyz', null])
  })
})

describe('a link that pretends', () => {
  it.each([
    ['[https://discord.com](https://dlscord-gift.example)', 'label'],
    ['[docs.example.org](https://evil.example)', 'label'],
    ['[`https://github.com`](https://evil.example)', 'label'],
    ['https://google.com@evil.example/', 'user-info'],
    ['https://dіscord.com/nitro', 'look-alike'],
    ['https://раураl.com/login', 'look-alike'],
    ['https://dlscord.gift/abc', 'look-alike'],
    ['https://discord-nitro.example', 'look-alike'],
    ['https://steamcomrnunity.com/x', 'look-alike'],
    ['https://disc0rd.example', 'look-alike'],
    ['https://dicsord.com', 'look-alike'],
    ['https://docs.examp1e.org', 'look-alike'],
    ['https://gіt-tools.com', 'mixed-script'],
  ])('%s: %s', (text, kind) => {
    expect(deceptionIn(text)?.kind).toBe(kind)
  })

  it.each([
    '[Node.js](https://nodejs.org)',
    '[socket.io](https://github.com/socketio)',
    '[the docs](https://elsewhere.example)',
    '[https://github.com/a/b](https://github.com/a/b)',
    '[www.example.com](https://example.com)',
    'https://api.github.com/x',
    'https://user@dev.azure.com/org',
    'https://discord.js.org',
    'https://discordjs.guide',
    'https://münchen.de',
    'https://пример.рф',
    'https://finance.yahoo.com',
    'https://metamask.io',
  ])('%s does not', (text) => {
    expect(deceptionIn(text)).toBeNull()
  })
})

it('reads punycode', () => {
  expect(toUnicode('xn--mnchen-3ya.de')).toBe('münchen.de')
  expect(toUnicode('xn--e1afmkfd.xn--p1ai')).toBe('пример.рф')
  expect(toUnicode('xn--!!.com')).toBe('xn--!!.com')
})

it('finds links in 4,000 hostile characters in bounded time', () => {
  for (const piece of [
    'a.',
    '[a](http://',
    'https://',
    'а',
    'a[.]',
    '[x](https://a.b/',
    '(dot)',
    'http://a.b/ ',
  ]) {
    const text = normalise(piece.repeat(Math.ceil(4000 / piece.length)).slice(0, 4000))
    linksOf(text, [])
    const start = performance.now()
    linksOf(text, []).map((link) => deceptionOf(link, trusted))
    expect(performance.now() - start, piece).toBeLessThan(300)
  }
})
